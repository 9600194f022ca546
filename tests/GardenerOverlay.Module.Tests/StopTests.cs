using System.Management.Automation;

namespace GardenerOverlay.Module.Tests;

/// <summary>Every cmdlet ends within a second of Ctrl+C, wherever it is.</summary>
public sealed class StopTests : IDisposable
{
    private readonly Session _session = new();

    /// <summary>Work of many seconds for each cmdlet: while reading, while comparing, while emitting.</summary>
    public static TheoryData<string> LongWork =>
    [
        "while ($true) { Get-ShootOverlay -Path many }",
        "while ($true) { $null = Get-ShootOverlay -Path dump.json }",
        "$shoots = Get-ShootOverlay -Path many; while ($true) { $null = $shoots | Get-ShootOverlay }",
        "Test-PodCidrOverlap -Cidr (@('10.0.0.0/8') * 100000) | ForEach-Object { }",
        "Test-PodCidrOverlap -Cidr (@('10.0.0.0/8') * 100000) -Against 11.0.0.0/8 | ForEach-Object { [Threading.Thread]::Sleep(1) }",
        "& { while ($true) { '10.0.0.0/8' } } | Test-PodCidrOverlap -Quiet",
        "while ($true) { Test-ShootOverlaySwitch -Path many -State Disabled }",
        "while ($true) { Set-ShootOverlay -Path real -State Disabled -Force; Set-ShootOverlay -Path real -State Enabled -Force }",
        $"while ($true) {{ $null = Get-AwsPodRoute {AwsDumps.Parameters} }}",
        $"while ($true) {{ $null = Sync-AwsPodRoutes {AwsDumps.Parameters} -WhatIf -WarningAction Ignore }}",
        "while ($true) { $null = Find-FreePodCidr -Path many -PrefixLength 24 -Count 100000 }",
    ];

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Every_cmdlet_is_among_them() => Assert.All(
        _session.Run("Get-Command -Module GardenerOverlay -CommandType Cmdlet | ForEach-Object Name").OutputOf<string>(),
        name => Assert.Contains(LongWork, row => row.Data.Contains(name, StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(LongWork))]
    public async Task A_stop_ends_it_within_a_second(string script)
    {
        for (int index = 0; index < 300; index++)
        {
            _session.Write($"many/{index}.yaml", $"apiVersion: core.gardener.cloud/v1beta1\nkind: Shoot\nmetadata: {{name: shoot-{index}, namespace: garden-dev}}\n");
        }
        WriteReal();
        AwsDumps.Write(_session, nodes: 1_000, routed: 500, tables: 6);
        _session.Write("dump.json", "{\"items\": [" + string.Join(',', Enumerable.Range(0, 5_000).Select(index => $"{{\"apiVersion\": \"core.gardener.cloud/v1beta1\", \"kind\": \"Shoot\", \"metadata\": {{\"name\": \"s{index}\", \"namespace\": \"n\"}}}}")) + "]}");
        await Stopping.AssertStopsAsync(_session, script, TimeSpan.FromMilliseconds(700));
        // The session is as good as before.
        Assert.Equal(300, _session.Run("Get-ShootOverlay -Path many").Output.Count);
    }

    [Fact]
    public async Task A_stopped_switch_tells_what_is_done_and_what_is_left()
    {
        WriteReal();
        using PowerShell shell = PowerShell.Create(_session.Runspace);
        shell.AddScript("Set-ShootOverlay -Path real -State Disabled -Force -PassThru | ForEach-Object { [Threading.Thread]::Sleep(50) }");
        Task<PSDataCollection<PSObject>> running = shell.InvokeAsync();
        while (Directory.GetFiles(Path.Combine(_session.Folder, "real"), "*.yaml").All(file => File.ReadAllText(file).Contains("enabled: true", StringComparison.Ordinal)))
        {
            Assert.False(running.IsCompleted);
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
        await shell.StopAsync(callback: null, state: null);
        await Assert.ThrowsAsync<PipelineStoppedException>(() => running);
        int switched = Directory.GetFiles(Path.Combine(_session.Folder, "real"), "*.yaml").Count(file => File.ReadAllText(file).Contains("enabled: false", StringComparison.Ordinal));
        InformationRecord record = Assert.Single(shell.Streams.Information, record => record.Tags.Contains("PSHOST"));
        Assert.Equal($"Set-ShootOverlay was stopped: {switched} of 100 shoots switched, {100 - switched} left as they were. Run it again for those.", record.MessageData.ToString());
        Assert.InRange(switched, 1, 99);
    }

    [Fact]
    public void A_reader_that_has_enough_is_told_too()
    {
        WriteReal();
        SessionResult result = _session.Run("Set-ShootOverlay -Path real -State Disabled -Force -PassThru | ForEach-Object { throw 'enough' }");
        Assert.NotNull(result.Thrown);
        int switched = Directory.GetFiles(Path.Combine(_session.Folder, "real"), "*.yaml").Count(file => File.ReadAllText(file).Contains("enabled: false", StringComparison.Ordinal));
        Assert.Contains($" {switched} of 100 shoots switched", Assert.Single(result.Information, record => record.Tags.Contains("PSHOST")).MessageData.ToString(), StringComparison.Ordinal);
    }

    private void WriteReal()
    {
        for (int index = 0; index < 100; index++)
        {
            _session.Write($"real/{index}.yaml", SwitchManifests.Shoot($"real-{index}"));
        }
    }
}
