using System.Diagnostics;

namespace GardenerOverlay.Module.Tests;

public sealed class SandboxTests
{
    [Theory]
    [InlineData("'fine'", 0, "fine\n")]
    [InlineData("exit 7", 7, "")]
    [InlineData("throw 'broken'", 1, "")]
    [InlineData("Get-ShootOverlay -Path nowhere", 1, "")]
    [InlineData("Get-ShootOverlay -Path nowhere; 'went on'", 0, "went on\n")]
    [InlineData("if (", 1, "")]
    public async Task Exit_codes_and_output_are_those_of_pwsh(string script, int exitCode, string output)
    {
        (int code, string text, string error) = await Sandbox.RunAsync("run", "-c", script);
        Assert.Equal((exitCode, output), (code, text));
        Assert.Equal(script.Contains("nowhere", StringComparison.Ordinal) || script is "throw 'broken'" or "if (", error.Length > 0);
    }

    [Fact]
    public async Task An_error_shows_the_message_and_what_to_do_without_escape_sequences()
    {
        (_, _, string error) = await Sandbox.RunAsync("run", "-c", "Get-ShootOverlay -Path nowhere");
        Assert.Contains("'nowhere' does not exist", error, StringComparison.Ordinal);
        Assert.Contains("Check the path.", error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', error);
    }

    [Fact]
    public async Task A_script_file_gets_its_arguments_and_exit_is_honoured()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory().FullName, "job.ps1");
        try
        {
            await File.WriteAllTextAsync(file, "param([int] $Code)\n\"from $([IO.Path]::GetFileName($PSCommandPath))\"\nexit $Code\n", TestContext.Current.CancellationToken);
            (int code, string text, _) = await Sandbox.RunAsync("run", file, "-Code", "5");
            Assert.Equal((5, "from job.ps1\n"), (code, text));
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    [Fact]
    public async Task Import_loads_nothing_of_dependencies_and_the_first_call_does()
    {
        (int code, string text, string error) = await Sandbox.RunAsync("run", "-c", """
            function Get-Loaded { [AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object Location | Where-Object { $_ -like '*GardenerOverlay?dependencies*' } | ForEach-Object { [IO.Path]::GetFileName($_) } }
            "before: $(Get-Loaded)"
            $null = Get-ShootOverlay -Path nothing*.yaml
            "after: $(Get-Loaded)"
            """);
        Assert.Equal("", error);
        Assert.Equal(0, code);
        Assert.Equal("before: \nafter: GardenerOverlay.Clients.dll\n", text);
    }

    [Fact]
    public async Task A_foreign_YamlDotNet_loaded_first_does_not_disturb()
    {
        string foreign = Path.Combine(TestEnvironment.RepositoryRoot, "tests", "GardenerOverlay.Module.Tests", "Foreign", "YamlDotNet", "bin", "Release", "netstandard2.0", "YamlDotNet.dll");
        (int code, string text, string error) = await Sandbox.RunAsync("run", "-c", $$"""
            $null = [Reflection.Assembly]::LoadFrom('{{foreign}}')
            [YamlDotNet.Foreign]::Name
            (Get-ShootOverlay -Path '{{TestEnvironment.Samples}}/manifests/azure-vod.yaml').State
            [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'YamlDotNet' } | ForEach-Object { "$($_.GetName().Version.Major) in $([Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name)" }
            """);
        Assert.Equal("", error);
        Assert.Equal(0, code);
        Assert.Equal("foreign\nDisabled\n13 in Default\n18 in GardenerOverlay.Dependencies\n", text);
    }

    [Theory]
    [InlineData("-INT", 130)]
    [InlineData("-TERM", 143)]
    public async Task A_signal_ends_the_process_within_a_second(string signal, int exitCode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent with kill.");
        await Stopping.AssertWithinPromiseAsync(async () =>
        {
            using Process process = Sandbox.Start("run", "-c", "'ready'; [Threading.Thread]::Sleep(30000)");
            Assert.Equal("ready", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
            Stopwatch watch = Stopwatch.StartNew();
            using Process kill = Process.Start("kill", [signal, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
            Assert.Equal(exitCode, process.ExitCode);
            return watch.Elapsed;
        });
    }

    [Theory]
    [InlineData("Confirm-PodCidr.ps1", "aws-own-vpc-ledger.yaml", "", 0, "")]
    [InlineData("Confirm-PodCidr.ps1", "aws-shared-*.yaml", "", 1, "Conflict: garden-shop/checkout and garden-shop/web")]
    [InlineData("Confirm-PodCidr.ps1", "gcp-stages.yaml", "", 0, "Risk: garden-data/lake-stage")]
    [InlineData("Confirm-PodCidr.ps1", "gcp-stages.yaml", "-Strict", 1, "Risk: garden-data/lake-stage")]
    [InlineData("Confirm-PodCidr.ps1", "broken.yaml", "", 2, "")]
    [InlineData("Get-NextPodCidr.ps1", "aws-*.yaml", "-NodeCount 50", 0, "    pods: 10.112.64.0/18   # 64 nodes, 254 pod addresses each")]
    [InlineData("Get-NextPodCidr.ps1", "broken.yaml", "-NodeCount 50", 1, "")]
    public async Task A_runbook_tells_by_its_exit_code(string runbook, string manifests, string arguments, int exitCode, string expected)
    {
        string script = $"& '{TestEnvironment.Samples}/runbooks/{runbook}' -Path '{TestEnvironment.Samples}/manifests/{manifests}' {arguments}; exit $LASTEXITCODE";
        (int code, string text, _) = await Sandbox.RunAsync("run", "-c", script);
        Assert.Equal(exitCode, code);
        Assert.Contains(expected, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tour_runs_to_its_end()
    {
        (int code, string text, string error) = await Sandbox.RunAsync("tour");
        Assert.Equal(0, code);
        Assert.Contains("PS> Get-ShootOverlay", text, StringComparison.Ordinal);
        Assert.Contains("broken.yaml", error, StringComparison.Ordinal);
    }
}
