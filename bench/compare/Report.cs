using System.Globalization;
using System.Reflection;

namespace GardenerOverlay.Bench;

/// <summary>Prints each figure beside what was promised, and remembers whether all promises were kept.</summary>
internal sealed class Report(TextWriter output)
{
    public bool AllKept { get; private set; } = true;

    public void Fact(string text) => output.WriteLine("  " + text);

    public void Promise(string what, double measured, double promised, string unit)
    {
        bool kept = measured <= promised;
        AllKept &= kept;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(kept ? "kept  " : "BROKEN")} {what}: {measured:0.##} {unit} (promised: at most {promised:0.##} {unit})"));
    }

    public static string Metadata(string key) =>
        typeof(Report).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
