using BenchmarkDotNet.Attributes;
using GardenerOverlay.Core.Addressing;

namespace GardenerOverlay.Bench;

/// <summary>Reading ranges, finding overlaps and free ranges.</summary>
[MemoryDiagnoser]
public class CidrBenchmarks
{
    private string[] _texts = [];
    private Cidr[] _ranges = [];

    [Params(1_000, 100_000, 1_000_000)]
    public int Count { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _texts = RangeData.Make(Count);
        _ranges = Array.ConvertAll(_texts, Cidr.Parse);
    }

    [Benchmark]
    public int Parse()
    {
        int read = 0;
        foreach (string text in _texts)
        {
            read += Cidr.TryParse(text, out _) ? 1 : 0;
        }
        return read;
    }

    [Benchmark]
    public int Overlaps()
    {
        int pairs = 0;
        foreach ((int, int) _ in CidrOverlaps.Find(_ranges))
        {
            pairs++;
        }
        return pairs;
    }

    [Benchmark]
    public Cidr? FreeRange() => new FreeRanges([Cidr.Parse("0.0.0.0/0")], _ranges).Take(24);
}
