using System.Diagnostics;
using System.Globalization;
using GardenerOverlay.Core.Addressing;

namespace GardenerOverlay.Bench;

/// <summary>All overlaps against sorting the keys alone, against Python's ipaddress, and a free range among a million.</summary>
internal static class RangeComparison
{
    private const int Count = 1_000_000;
    private const int Rounds = 5;
    private const double NanosecondsPerPair = 50;

    public static async Task RunAsync(Report report)
    {
        Cidr[] ranges = Array.ConvertAll(RangeData.Make(Count), Cidr.Parse);
        CompareWithSorting(report, "IPv4", ranges);
        // The same shape in IPv6: each IPv4 range becomes one below 2001:db8::/32.
        CompareWithSorting(report, "IPv6", Array.ConvertAll(ranges, range => Cidr.Parse($"2001:db8:{(uint)range.First >> 16:x}:{(uint)range.First & 0xFFFF:x}::/{range.PrefixLength + 32}")));
        FindFree(report, ranges);
        await CompareWithPythonAsync(report);
    }

    private static void CompareWithSorting(Report report, string family, Cidr[] ranges)
    {
        List<double> sorting = [];
        List<double> finding = [];
        long pairs = 0;
        long allocated = 0;
        for (int round = 0; round < Rounds; round++)
        {
            UInt128[] keys = Array.ConvertAll(ranges, range => range.First);
            int[] items = [.. Enumerable.Range(0, keys.Length)];
            sorting.Add(Milliseconds(() => Array.Sort(keys, items)));
            long before = GC.GetAllocatedBytesForCurrentThread();
            finding.Add(Milliseconds(() => pairs = CidrOverlaps.Find(ranges).LongCount()));
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }
        double promised = (1.5 * Report.Median(sorting)) + (pairs * NanosecondsPerPair / 1_000_000);
        report.Fact(string.Create(CultureInfo.InvariantCulture, $"{Count:N0} {family} ranges, {pairs:N0} pairs, medians of {Rounds}: Array.Sort(UInt128[], int[]) {Report.Median(sorting):0} ms, all overlaps {Report.Median(finding):0} ms"));
        report.Promise($"all overlaps of {family} against 1.5 x sorting + 50 ns a pair", Report.Median(finding), promised, "ms");
        report.Promise("memory for it beside the ranges", allocated / 1e6, 200, "MB");
    }

    private static void FindFree(Report report, Cidr[] ranges)
    {
        Cidr? free = null;
        double milliseconds = Report.Median(Enumerable.Range(0, Rounds).Select(_ => Milliseconds(() => free = new FreeRanges([Cidr.Parse("0.0.0.0/0")], ranges).Take(24))));
        report.Fact($"free /24 among them: {free}");
        report.Promise("a free range among 1,000,000 used ones", milliseconds / 1000, 1, "s");
    }

    private static async Task CompareWithPythonAsync(Report report)
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(file, RangeData.Make(100_000));
            List<double> ours = [];
            List<double> theirs = [];
            long pairs = 0;
            string python = "";
            for (int round = 0; round < Rounds; round++)
            {
                ours.Add(Milliseconds(() => pairs = CidrOverlaps.Find([.. File.ReadLines(file).Select(Cidr.Parse)]).LongCount()));
                python = await PythonAsync(file);
                theirs.Add(double.Parse(python.Split(' ')[1], CultureInfo.InvariantCulture) * 1000);
            }
            if (pairs.ToString(CultureInfo.InvariantCulture) != python.Split(' ')[0])
            {
                throw new InvalidOperationException($"{pairs} pairs, but Python has {python}.");
            }
            report.Fact(string.Create(CultureInfo.InvariantCulture, $"100,000 ranges of one file, {pairs:N0} pairs both: ours {Report.Median(ours):0} ms, Python's ipaddress {Report.Median(theirs):0} ms, {Report.Median(theirs) / Report.Median(ours):0} x"));
            report.Promise("share of the time of Python's ipaddress", 100 * Report.Median(ours) / Report.Median(theirs), 5, "%");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            report.Fact("python3 is not on PATH: not compared");
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<string> PythonAsync(string file)
    {
        ProcessStartInfo start = new("python3") { UseShellExecute = false, RedirectStandardOutput = true, ArgumentList = { Path.Combine(AppContext.BaseDirectory, "overlaps.py"), file } };
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output.Trim();
    }

    private static double Milliseconds(Action action)
    {
        Stopwatch watch = Stopwatch.StartNew();
        action();
        return watch.Elapsed.TotalMilliseconds;
    }
}
