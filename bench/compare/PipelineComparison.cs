using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace GardenerOverlay.Bench;

/// <summary>100,000 strings through the pipeline of a session that is open.</summary>
internal static class PipelineComparison
{
    public static Task RunAsync(Report report)
    {
        string[] ranges = RangeData.Make(100_000);
        List<double> seconds = [];
        int overlaps = 0;
        for (int round = 0; round < 3; round++)
        {
            // A session of its own each time: the first call in it counts.
            using Runspace runspace = ManifestComparison.OpenSession();
            using PowerShell shell = PowerShell.Create(runspace);
            shell.AddCommand("Test-PodCidrOverlap");
            Stopwatch watch = Stopwatch.StartNew();
            overlaps = shell.Invoke(ranges).Count;
            seconds.Add(watch.Elapsed.TotalSeconds);
        }
        report.Fact($"100,000 strings into Test-PodCidrOverlap, {overlaps:N0} records out; the first round pays for loading: {string.Join(", ", seconds.Select(value => value.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture)))} s");
        report.Promise("100,000 strings through the pipeline (slowest round)", seconds.Max(), 2, "s");
        return Task.CompletedTask;
    }
}
