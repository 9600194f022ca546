using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Text;

namespace GardenerOverlay.Bench;

/// <summary>Files that a parser alone would take minutes or the whole memory for end with an error within a second.</summary>
internal static class LimitComparison
{
    private const int Megabyte = 1 << 20;

    public static Task RunAsync(Report report)
    {
        string folder = Directory.CreateTempSubdirectory("gardener-overlay-bench-").FullName;
        try
        {
            using Runspace runspace = ManifestComparison.OpenSession();
            Measure(runspace, Write(folder, "warm.yaml", "a: [\n"));
            Dictionary<string, string> files = new(StringComparer.Ordinal)
            {
                ["a document of 50 MB"] = Write(folder, "large.yaml", Repeat("key#: some text\n", 50 * Megabyte)),
                ["a scalar of 10 MB"] = Write(folder, "scalar.yaml", "a: " + new string('x', 10 * Megabyte)),
                ["100,000 levels"] = Write(folder, "deep.yaml", "a: " + new string('[', 100_000)),
                ["100,000 levels of JSON"] = Write(folder, "deep.json", "{\"a\": " + new string('[', 100_000)),
                ["5 MB of NUL bytes"] = Write(folder, "nul.yaml", new string('\0', 5 * Megabyte)),
            };
            foreach ((string what, string path) in files)
            {
                report.Promise($"{what}: an error", Measure(runspace, path), 1, "s");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        return Task.CompletedTask;
    }

    private static double Measure(Runspace runspace, string path)
    {
        using PowerShell shell = PowerShell.Create(runspace);
        shell.AddCommand("Get-ShootOverlay").AddParameter("Path", path);
        Stopwatch watch = Stopwatch.StartNew();
        shell.Invoke();
        double seconds = watch.Elapsed.TotalSeconds;
        return shell.Streams.Error.Count == 1 ? seconds : throw new InvalidOperationException($"{shell.Streams.Error.Count} errors of {path}.");
    }

    private static string Repeat(string line, int length)
    {
        StringBuilder text = new(length + 100);
        for (int number = 0; text.Length < length; number++)
        {
            text.Append(line.Replace("#", number.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
        }
        return text.ToString();
    }

    private static string Write(string folder, string name, string text)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
