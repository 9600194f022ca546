namespace GardenerOverlay.Core.Addressing;

/// <summary>
/// Finds all pairs of ranges that overlap, by sorting and one sweep. CIDRs are either apart or one holds the other, so
/// the ranges that hold the current one are a stack: pairs come out one by one, and memory grows with the number of
/// ranges, never with that of pairs.
/// </summary>
public static class CidrOverlaps
{
    /// <summary>The overlapping pairs, in the order of their addresses, IPv4 first.</summary>
    /// <param name="ranges">The ranges; equal ones are pairs too.</param>
    /// <returns>Indexes of the range that holds and of the one that is held; of equal ranges the first given holds.</returns>
    public static IEnumerable<(int Outer, int Inner)> Find(Cidr[] ranges) => FindIPv4(ranges).Concat(FindIPv6(ranges));

    /// <summary>The indexes of the ranges in the order of <see cref="Cidr.CompareTo"/>; equal ones in the order given.</summary>
    internal static int[] SortedOrder(Cidr[] ranges) =>
        [.. SortIPv4(ranges).Order, .. SortIPv6(ranges).Items.Select(item => (int)item)];

    // Both sweeps read only the sorted keys, in their order: looking the ranges up would miss the cache each time.
    private static IEnumerable<(int Outer, int Inner)> FindIPv4(Cidr[] ranges)
    {
        (ulong[] keys, int[] order) = SortIPv4(ranges);
        OpenRanges open = new();
        for (int position = 0; position < keys.Length; position++)
        {
            uint first = (uint)(keys[position] >> 6);
            open.CloseBefore(first);
            for (int level = 0; level < open.Count; level++)
            {
                yield return (open[level], order[position]);
            }
            open.Add(first | (uint)((ulong)uint.MaxValue >> (int)(keys[position] & 63)), order[position]);
        }
    }

    private static IEnumerable<(int Outer, int Inner)> FindIPv6(Cidr[] ranges)
    {
        (UInt128[] keys, ulong[] items) = SortIPv6(ranges);
        OpenRanges open = new();
        for (int position = 0; position < keys.Length; position++)
        {
            int index = (int)items[position];
            int length = (int)(items[position] >> 32);
            open.CloseBefore(keys[position]);
            for (int level = 0; level < open.Count; level++)
            {
                yield return (open[level], index);
            }
            // A shift by 128 would be one by none.
            open.Add(keys[position] | (length == 128 ? 0 : UInt128.MaxValue >> length), index);
        }
    }

    /// <summary>Address and prefix length of an IPv4 range fit into 64 bits, which sort faster than 128.</summary>
    private static (ulong[] Keys, int[] Order) SortIPv4(Cidr[] ranges)
    {
        int[] order = Indexes(ranges, isIPv6: false);
        ulong[] keys = Array.ConvertAll(order, index => ((ulong)(uint)ranges[index].First << 6) | (uint)ranges[index].PrefixLength);
        Array.Sort(keys, order);
        SortRuns(keys, order);
        return (keys, order);
    }

    /// <summary>An item is a prefix length and an index: sorting those of one address puts the larger range first.</summary>
    private static (UInt128[] Keys, ulong[] Items) SortIPv6(Cidr[] ranges)
    {
        int[] order = Indexes(ranges, isIPv6: true);
        UInt128[] keys = Array.ConvertAll(order, index => ranges[index].First);
        ulong[] items = Array.ConvertAll(order, index => ((ulong)ranges[index].PrefixLength << 32) | (uint)index);
        Array.Sort(keys, items);
        SortRuns(keys, items);
        return (keys, items);
    }

    /// <summary>Array.Sort leaves items of equal keys in any order.</summary>
    private static void SortRuns<TKey, TItem>(TKey[] keys, TItem[] items)
        where TKey : IEquatable<TKey>
    {
        for (int start = 0; start < keys.Length;)
        {
            int end = start + 1;
            while (end < keys.Length && keys[end].Equals(keys[start]))
            {
                end++;
            }
            if (end - start > 1)
            {
                Array.Sort(items, start, end - start);
            }
            start = end;
        }
    }

    private static int[] Indexes(Cidr[] ranges, bool isIPv6)
    {
        int[] indexes = new int[ranges.Length];
        int count = 0;
        for (int index = 0; index < ranges.Length; index++)
        {
            if (ranges[index].IsIPv6 == isIPv6)
            {
                indexes[count++] = index;
            }
        }
        Array.Resize(ref indexes, count);
        return indexes;
    }

    /// <summary>The ranges that hold the current address, the largest first.</summary>
    private sealed class OpenRanges
    {
        private (UInt128 Last, int Index)[] _ranges = new (UInt128, int)[32];

        public int Count { get; private set; }

        public int this[int level] => _ranges[level].Index;

        public void CloseBefore(UInt128 address)
        {
            while (Count > 0 && _ranges[Count - 1].Last < address)
            {
                Count--;
            }
        }

        public void Add(UInt128 last, int index)
        {
            if (Count == _ranges.Length)
            {
                Array.Resize(ref _ranges, Count * 2);
            }
            _ranges[Count++] = (last, index);
        }
    }
}
