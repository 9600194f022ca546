using System.Diagnostics;

namespace GardenerOverlay.Bench;

/// <summary>The same calls in a process whose managed heap may not exceed 48 MB: what is read must not pile up.</summary>
internal static class HeapComparison
{
    private const string HeapLimit = "0x3000000";

    public static async Task RunAsync(Report report)
    {
        string folder = Directory.CreateTempSubdirectory("gardener-overlay-bench-").FullName;
        try
        {
            string few = Path.Combine(folder, "500");
            string many = Path.Combine(folder, "5000");
            string dump = Path.Combine(folder, "dump.json");
            Landscape.WriteManifests(few, 500);
            Landscape.WriteManifests(many, 5_000);
            Landscape.WriteDump(dump, 5_000, 20_000);
            report.Fact($"DOTNET_GCHeapHardLimit={HeapLimit}; the dump has {new FileInfo(dump).Length / 1_000_000} MB");
            await MeasureAsync(report, "500 manifests", few, 500);
            await MeasureAsync(report, "5,000 manifests", many, 5_000);
            await MeasureAsync(report, "a dump of 5,000 shoots", dump, 5_000);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(Report report, string what, string path, int expected)
    {
        string script = $"$n = 0; Get-ShootOverlay -Path '{path}' | ForEach-Object {{ $n++ }}; \"$n $([Environment]::WorkingSet / 1MB -as [int]) $([GC]::GetGCMemoryInfo().HeapSizeBytes / 1MB -as [int])\"";
        ProcessStartInfo start = new("dotnet") { ArgumentList = { Report.Metadata("Sandbox"), "run", "-c", script }, UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_GCHeapHardLimit"] = HeapLimit;
        Stopwatch watch = Stopwatch.StartNew();
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string[] words = (await process.StandardOutput.ReadToEndAsync()).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        await process.WaitForExitAsync();
        report.Fact(words.Length == 3 ? $"{what}: {words[0]} objects in {watch.Elapsed.TotalSeconds:0.0} s with the engine's start, working set {words[1]} MB, heap {words[2]} MB" : $"{what}: {await error}");
        report.Promise($"objects missing from {what} within the limit", words.Length == 3 ? expected - int.Parse(words[0], System.Globalization.CultureInfo.InvariantCulture) : expected, 0, "objects");
    }
}
