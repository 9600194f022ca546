using GardenerOverlay.Bench;

Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
if (args is [ImportComparison.ImportOnce, var manifest])
{
    ImportComparison.MeasureOnce(manifest);
    return 0;
}
Dictionary<string, Func<Report, Task>> comparisons = new(StringComparer.Ordinal)
{
    ["import"] = ImportComparison.RunAsync,
    ["manifests"] = ManifestComparison.RunAsync,
    ["heap"] = HeapComparison.RunAsync,
    ["limits"] = LimitComparison.RunAsync,
    ["ranges"] = RangeComparison.RunAsync,
    ["pipeline"] = PipelineComparison.RunAsync,
    ["garden"] = GardenComparison.RunAsync,
    ["routes"] = RouteComparison.RunAsync,
};
string[] chosen = args.Length == 0 ? [.. comparisons.Keys] : args;
if (chosen.FirstOrDefault(name => !comparisons.ContainsKey(name)) is { } unknown)
{
    await Console.Error.WriteLineAsync($"There is no comparison '{unknown}'. There are: {string.Join(", ", comparisons.Keys)}.");
    return 64;
}
Report report = new(Console.Out);
foreach (string name in chosen)
{
    await comparisons[name](report);
}
return report.AllKept ? 0 : 1;
