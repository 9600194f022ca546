using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using YamlDotNet.Core;

namespace GardenerOverlay.Bench;

/// <summary>5,000 manifests through Get-ShootOverlay against YamlDotNet's bare parser on the same files, turn by turn.</summary>
internal static class ManifestComparison
{
    private const int Count = 5_000;
    private const int Rounds = 5;

    public static Task RunAsync(Report report)
    {
        string folder = Directory.CreateTempSubdirectory("gardener-overlay-bench-").FullName;
        try
        {
            Landscape.WriteManifests(folder, Count);
            string[] files = Directory.GetFiles(folder);
            report.Fact($"{Count} manifests, {files.Sum(file => new FileInfo(file).Length) / 1_000_000} MB, {Rounds} rounds, medians");
            using Runspace runspace = OpenSession();
            List<double> parser = [];
            List<double> cmdlet = [];
            List<double> first = [];
            for (int round = 0; round < Rounds; round++)
            {
                parser.Add(Parse(files));
                (double all, double firstObject) = Evaluate(runspace, folder);
                cmdlet.Add(all);
                first.Add(firstObject);
            }
            report.Fact($"YamlDotNet's parser alone {Report.Median(parser):0} ms, Get-ShootOverlay {Report.Median(cmdlet):0} ms");
            report.Promise("Get-ShootOverlay over 5,000 manifests against the parser alone", Report.Median(cmdlet) / Report.Median(parser), 1.5, "x");
            report.Promise("first object after the call (worst round)", first.Max() / 1000, 1, "s");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        return Task.CompletedTask;
    }

    /// <summary>A session with the built module.</summary>
    public static Runspace OpenSession()
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.ThrowOnRunspaceOpenError = true;
        state.ImportPSModule([Path.Combine(Report.Metadata("ModuleLayout"), "GardenerOverlay.psd1")]);
        Runspace runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        return runspace;
    }

    private static double Parse(string[] files)
    {
        Stopwatch watch = Stopwatch.StartNew();
        foreach (string file in files)
        {
            using StreamReader text = new(file);
            Parser parser = new(text);
            while (parser.MoveNext())
            {
                // Parsing is all that is measured.
            }
        }
        return watch.Elapsed.TotalMilliseconds;
    }

    private static (double All, double First) Evaluate(Runspace runspace, string folder)
    {
        using PowerShell shell = PowerShell.Create(runspace);
        shell.AddCommand("Get-ShootOverlay").AddParameter("Path", folder);
        PSDataCollection<PSObject> output = [];
        double first = 0;
        Stopwatch watch = Stopwatch.StartNew();
        output.DataAdded += (_, added) => first = added.Index == 0 ? watch.Elapsed.TotalMilliseconds : first;
        shell.Invoke(input: null, output);
        double all = watch.Elapsed.TotalMilliseconds;
        return output.Count == Count && shell.Streams.Error.Count == 0 ? (all, first) : throw new InvalidOperationException($"{output.Count} objects, {shell.Streams.Error.Count} errors.");
    }
}
