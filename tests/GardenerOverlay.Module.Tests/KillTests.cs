using System.Diagnostics;
using System.Globalization;
using GardenerOverlay.Core.Overlay;

namespace GardenerOverlay.Module.Tests;

/// <summary>Whenever a process that switches manifests is killed, each file is the old one or the new one.</summary>
public sealed class KillTests : IDisposable
{
    private const int Files = 12;

    /// <summary>Large enough for a kill to meet a file that is half written.</summary>
    private static readonly string s_ballast = string.Concat(Enumerable.Repeat($"# {new string('x', 98)}\n", 300));

    private static readonly int s_kills = TestCounts.IsLong ? 200 : 20;

    private readonly Session _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public async Task Each_file_is_the_old_one_or_the_new_one()
    {
        int seed = Environment.TickCount;
        TestContext.Current.SendDiagnosticMessage(string.Create(CultureInfo.InvariantCulture, $"seed {seed}"));
        // CA5394 is about secrets.
        Random random = new(seed);
        int halves = 0;
        for (int kill = 0; kill < s_kills; kill++)
        {
            for (int index = 0; index < Files; index++)
            {
                _session.Write($"land/{index}.yaml", Text(index, "true"));
            }
            await KillAsync(TimeSpan.FromMilliseconds(random.NextDouble() * 150));
            int changed = 0;
            for (int index = 0; index < Files; index++)
            {
                string text = File.ReadAllText(PathOf(index));
                Assert.True(text == Text(index, "true") || text == Text(index, "false"), $"seed {seed}, kill {kill}: {PathOf(index)} has {text.Length} characters");
                changed += text == Text(index, "false") ? 1 : 0;
            }
            halves += changed is > 0 and < Files ? 1 : 0;
            foreach (string script in (string[])["Get-ShootOverlay -Path land", "Get-ShootOverlay -Path land -Recurse", "Get-ShootOverlay -Path land/*, land/.*"])
            {
                SessionResult result = _session.Run(script);
                Assert.Empty(result.Errors);
                Assert.Equal(Files, result.OutputOf<ShootOverlay>().Length);
            }
        }
        // Else the kills would have come too early or too late to show anything.
        Assert.InRange(halves, 1, s_kills);
    }

    /// <summary>Kills a process that switches there and back, some time after its first change.</summary>
    private async Task KillAsync(TimeSpan after)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        end.CancelAfter(TimeSpan.FromSeconds(60));
        using Process process = Sandbox.Start("run", "-c", $"while ($true) {{ Set-ShootOverlay -Path '{_session.Folder}/land' -State Disabled -Force; Set-ShootOverlay -Path '{_session.Folder}/land' -State Enabled -Force }}");
        try
        {
            Task<string> error = process.StandardError.ReadToEndAsync(end.Token);
            while (File.ReadAllText(PathOf(0)) == Text(0, "true"))
            {
                Assert.False(process.HasExited, "It ended before it was killed.");
                await Task.Delay(5, end.Token);
            }
            await Task.Delay(after, end.Token);
            Assert.False(process.HasExited, "It ended before it was killed.");
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(end.Token);
            Assert.Empty(await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static string Text(int index, string enabled) => SwitchManifests.Shoot($"shoot-{index}", $"overlay: {{enabled: {enabled}}}") + s_ballast;

    private string PathOf(int index) => Path.Combine(_session.Folder, "land", $"{index}.yaml");
}
