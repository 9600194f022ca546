using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace GardenerOverlay.Bench;

/// <summary>Import of the module against an empty binary module: each in fresh processes, in turn, after an engine warm-up.</summary>
internal static class ImportComparison
{
    /// <summary>The verb of the child process.</summary>
    public const string ImportOnce = "import-once";

    private const int Rounds = 7;

    public static async Task RunAsync(Report report)
    {
        string ours = Path.Combine(Report.Metadata("ModuleLayout"), "GardenerOverlay.psd1");
        List<double> empty = [];
        List<double> module = [];
        for (int round = 0; round < Rounds; round++)
        {
            empty.Add(await ImportAsync(Report.Metadata("EmptyModule")));
            module.Add(await ImportAsync(ours));
        }
        report.Fact($"import, medians of {Rounds} processes: empty module {Report.Median(empty):0} ms, GardenerOverlay {Report.Median(module):0} ms");
        report.Promise("import beyond that of an empty binary module", Report.Median(module) - Report.Median(empty), 100, "ms");
    }

    /// <summary>In the child: opens a session, so that the engine is warm, and prints the milliseconds of one import.</summary>
    public static void MeasureOnce(string manifest)
    {
        using Runspace runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        using PowerShell shell = PowerShell.Create(runspace);
        shell.AddScript("param($manifest) $null = Get-Command -Name Import-Module; $watch = [Diagnostics.Stopwatch]::StartNew(); Import-Module -Name $manifest; $watch.Elapsed.TotalMilliseconds").AddArgument(manifest);
        Console.WriteLine(((double)shell.Invoke().Single().BaseObject).ToString(CultureInfo.InvariantCulture));
    }

    private static async Task<double> ImportAsync(string manifest)
    {
        ProcessStartInfo start = new("dotnet") { ArgumentList = { typeof(ImportComparison).Assembly.Location, ImportOnce, manifest }, UseShellExecute = false, RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return double.Parse(text, CultureInfo.InvariantCulture);
    }
}
