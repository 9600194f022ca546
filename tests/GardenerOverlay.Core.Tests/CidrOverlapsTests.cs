using CsCheck;
using GardenerOverlay.Core.Addressing;

namespace GardenerOverlay.Core.Tests;

public sealed class CidrOverlapsTests
{
    /// <summary>Ranges that often overlap, of both families, with duplicates and the largest and smallest lengths.</summary>
    internal static readonly Gen<Cidr[]> Ranges = Gen.OneOf(
        Gen.Select(Gen.Int[0, 7], Gen.Int[22, 32], (third, length) => Cidr.Parse($"10.0.{third}.0/{length}")),
        Gen.Select(Gen.Byte, Gen.Byte, Gen.Int[0, 32], (first, second, length) => Cidr.Parse($"{first}.{second}.0.0/{length}")),
        Gen.Select(Gen.Int[0, 7], Gen.Int[0, 128], (group, length) => Cidr.Parse($"2001:db8:{group}::/{length}")),
        Nodes.AnyOf("0.0.0.0/0", "::/0", "255.255.255.255/32", "ffff::/16", "::ffff:0:0/95").Select(Cidr.Parse)).Array[0, 40];

    [Fact]
    public void All_pairs_are_found_once_and_the_outer_one_holds_the_inner_one() => Ranges.Sample(ranges =>
    {
        (int Outer, int Inner)[] pairs = [.. CidrOverlaps.Find(ranges)];
        Assert.All(pairs, pair => Assert.True(ranges[pair.Outer].Contains(ranges[pair.Inner])));
        HashSet<(int, int)> found = [.. pairs.Select(pair => (Math.Min(pair.Outer, pair.Inner), Math.Max(pair.Outer, pair.Inner)))];
        Assert.Equal(pairs.Length, found.Count);
        for (int left = 0; left < ranges.Length; left++)
        {
            for (int right = left + 1; right < ranges.Length; right++)
            {
                Assert.Equal(ranges[left].Overlaps(ranges[right]), found.Contains((left, right)));
            }
        }
    }, iter: TestCounts.Cases / 10);

    [Fact]
    public void Of_equal_ranges_the_first_given_is_the_outer_one() =>
        Assert.Equal([(0, 1), (0, 2), (1, 2)], CidrOverlaps.Find([.. Enumerable.Repeat(Cidr.Parse("100.96.0.0/11"), 3)]));

    [Fact]
    public void One_range_over_a_million_others_streams_in_bounded_memory()
    {
        Cidr[] ranges = [Cidr.Parse("10.0.0.0/8"), .. Enumerable.Range(0, 1_000_000).Select(index => Cidr.FromIPv4(0x0A000000u + ((uint)index << 4), 28))];
        long before = GC.GetAllocatedBytesForCurrentThread();
        int count = 0;
        foreach ((int outer, int inner) in CidrOverlaps.Find(ranges))
        {
            // No assertion here: it would allocate more than what is measured.
            count += outer == 0 && inner > 0 ? 1 : 0;
        }
        Assert.Equal(1_000_000, count);
        // Keys and order of a million ranges are 12 MB; a record for each pair would be far more.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 40_000_000);
    }
}
