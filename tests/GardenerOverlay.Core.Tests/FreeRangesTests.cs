using CsCheck;
using GardenerOverlay.Core.Addressing;

namespace GardenerOverlay.Core.Tests;

public sealed class FreeRangesTests
{
    [Fact]
    public void What_is_given_is_free_aligned_inside_and_where_nothing_is_given_nothing_exists() => Gen.Select(
        Gen.Select(Gen.Int[0, 255], Gen.Int[20, 28], (third, length) => Cidr.Parse($"10.0.{third}.0/{length}")).Array[1, 3],
        Gen.Select(Gen.Int[0, 255], Gen.Int[0, 255], Gen.Int[20, 32], (third, fourth, length) => Cidr.Parse($"10.0.{third}.{fourth}/{length}")).Array[0, 30],
        Gen.Int[20, 32]).Sample((within, used, length) =>
    {
        FreeRanges free = new(within, used);
        List<Cidr> taken = [.. used];
        for (int round = 0; round < 4; round++)
        {
            bool exists = Candidates(length).Any(candidate => within.Any(range => range.Contains(candidate)) && !taken.Any(range => range.Overlaps(candidate)));
            Cidr? given = free.Take(length);
            Assert.Equal(exists, given is not null);
            if (given is not { } range)
            {
                return;
            }
            Assert.Equal(length, range.PrefixLength);
            Assert.Contains(within, outer => outer.Contains(range));
            Assert.DoesNotContain(taken, other => other.Overlaps(range));
            taken.Add(range);
        }
    }, iter: TestCounts.Cases / 20);

    [Fact]
    public void The_smallest_hole_that_is_large_enough_is_used_first()
    {
        FreeRanges free = new([Cidr.Parse("10.0.0.0/16")], [Cidr.Parse("10.0.0.0/18"), Cidr.Parse("10.0.65.0/24"), Cidr.Parse("10.0.128.0/17")]);
        // Free are 10.0.64.0/24, 10.0.66.0/23, 10.0.68.0/22, 10.0.72.0/21, 10.0.80.0/20 and 10.0.96.0/19.
        Assert.Equal("10.0.64.0/24", free.Take(24).ToString());
        Assert.Equal("10.0.66.0/24", free.Take(24).ToString());
        Assert.Equal("10.0.67.0/24", free.Take(24).ToString());
        Assert.Equal("10.0.68.0/24", free.Take(24).ToString());
        Assert.Equal("10.0.96.0/19", free.Take(19).ToString());
        Assert.Null(free.Take(19));
        Assert.Equal(20, free.LargestPrefixLength);
    }

    [Theory]
    [InlineData("0.0.0.0/0", "128.0.0.0/1", 1, "0.0.0.0/1")]
    [InlineData("0.0.0.0/0", "0.0.0.0/1", 1, "128.0.0.0/1")]
    [InlineData("0.0.0.0/0", "10.0.0.0/8", 0, null)]
    [InlineData("255.255.255.0/24", "255.255.255.0/25", 25, "255.255.255.128/25")]
    [InlineData("::/0", "8000::/1", 1, "::/1")]
    [InlineData("::/0", "::/1", 1, "8000::/1")]
    [InlineData("::/0", "10.0.0.0/8", 0, "::/0")]
    [InlineData("fd00::/8", "fd00::/9", 48, "fd80::/48")]
    [InlineData("10.0.0.0/8", "0.0.0.0/0", 24, null)]
    public void The_ends_of_the_address_space_are_reached(string within, string used, int length, string? expected) =>
        Assert.Equal(expected, new FreeRanges([Cidr.Parse(within)], [Cidr.Parse(used)]).Take(length)?.ToString());

    [Theory]
    [InlineData("ff00::/8")]
    [InlineData("8000::/1")]
    [InlineData("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128")]
    public void No_range_is_given_twice_at_the_end_of_the_address_space(string used)
    {
        FreeRanges free = new([Cidr.Parse("::/0")], [Cidr.Parse(used)]);
        Assert.Equal("::/1", free.Take(1).ToString());
        Assert.Null(free.Take(1));
    }

    [Fact]
    public void In_IPv6_too_what_is_given_is_free_and_given_once() => Gen.Select(
        Gen.Select(Gen.Int[0, 15], Gen.Int[1, 8], (first, length) => Cidr.Parse($"{first:x}000::/{length}")).Array[0, 6],
        Gen.Int[1, 6]).Sample((used, length) =>
    {
        FreeRanges free = new([Cidr.Parse("::/0")], used);
        List<Cidr> taken = [.. used];
        while (free.Take(length) is { } range)
        {
            Assert.DoesNotContain(taken, other => other.Overlaps(range));
            taken.Add(range);
        }
        IEnumerable<Cidr> candidates = Enumerable.Range(0, 1 << length).Select(index => Cidr.FromIPv6((UInt128)index << (128 - length), length));
        Assert.All(candidates, candidate => Assert.Contains(taken, other => other.Overlaps(candidate)));
    }, iter: TestCounts.Cases / 20);

    [Fact]
    public void The_same_question_has_the_same_answer() => CidrOverlapsTests.Ranges.Sample(used =>
    {
        Cidr[] within = [Cidr.Parse("10.0.0.0/8"), Cidr.Parse("192.168.0.0/16")];
        Assert.Equal(new FreeRanges(within, used).Take(20), new FreeRanges([.. within.Reverse()], [.. used.Reverse()]).Take(20));
    }, iter: TestCounts.Cases / 20);

    [Fact]
    public void Families_are_not_mixed() => Assert.Throws<ArgumentException>(() => new FreeRanges([Cidr.Parse("10.0.0.0/8"), Cidr.Parse("fd00::/8")], []));

    private static IEnumerable<Cidr> Candidates(int length)
    {
        for (long address = 0x0A000000; address <= 0x0A00FFFF; address += 1L << (32 - length))
        {
            yield return Cidr.FromIPv4((uint)address, length);
        }
    }
}
