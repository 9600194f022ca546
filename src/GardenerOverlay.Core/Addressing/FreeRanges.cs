namespace GardenerOverlay.Core.Addressing;

/// <summary>
/// Finds free ranges by best fit: out of the smallest free block that is large enough, so that large blocks stay whole.
/// A free block is an aligned range that overlaps nothing used and is not part of a larger such range.
/// </summary>
public sealed class FreeRanges
{
    private const int MappedBits = 96;

    /// <summary>Free blocks by their length in 128 bits, those of one length in the order of their addresses.</summary>
    private readonly Queue<UInt128>[] _blocks = new Queue<UInt128>[129];
    private readonly bool _isIPv6;

    /// <summary>Looks for what is free.</summary>
    /// <param name="within">Where to look; only ranges of one family.</param>
    /// <param name="used">What is taken; ranges of the other family do not matter.</param>
    /// <exception cref="ArgumentException">The ranges to look in are of both families.</exception>
    public FreeRanges(IReadOnlyList<Cidr> within, IReadOnlyList<Cidr> used)
    {
        _isIPv6 = within.Count > 0 && within[0].IsIPv6;
        if (within.Any(range => range.IsIPv6 != _isIPv6))
        {
            throw new ArgumentException("IPv4 and IPv6 cannot be mixed.", nameof(within));
        }
        for (int bits = 0; bits < _blocks.Length; bits++)
        {
            _blocks[bits] = new Queue<UInt128>();
        }
        Cidr[] taken = Outermost([.. used.Where(range => range.IsIPv6 == _isIPv6)]);
        int next = 0;
        foreach (Cidr range in Outermost([.. within]))
        {
            Collect(range, taken, ref next);
        }
    }

    /// <summary>The shortest prefix length that is free: the largest block. Null where nothing is.</summary>
    public int? LargestPrefixLength
    {
        get
        {
            int bits = Array.FindIndex(_blocks, blocks => blocks.Count > 0);
            return bits < 0 ? null : bits - Offset;
        }
    }

    private int Offset => _isIPv6 ? 0 : MappedBits;

    /// <summary>Takes the next free range of a length; it is used from then on. Null where none is left.</summary>
    public Cidr? Take(int prefixLength)
    {
        int wanted = prefixLength + Offset;
        int bits = wanted;
        while (bits >= 0 && _blocks[bits].Count == 0)
        {
            bits--;
        }
        if (bits < 0)
        {
            return null;
        }
        UInt128 first = _blocks[bits].Dequeue();
        // The upper half of each split stays free. No block of these lengths was, so the queues stay in order.
        while (bits < wanted)
        {
            bits++;
            _blocks[bits].Enqueue(first | (UInt128.One << (128 - bits)));
        }
        return Make(first, wanted);
    }

    /// <summary>Adds the free blocks of one range. Sorted, disjoint used ranges are walked once, along with the ranges to look in.</summary>
    private void Collect(Cidr range, Cidr[] taken, ref int next)
    {
        while (next < taken.Length && taken[next].Last < range.First)
        {
            next++;
        }
        UInt128 position = range.First;
        while (next < taken.Length && taken[next].First <= range.Last)
        {
            if (taken[next].Contains(range))
            {
                return;
            }
            AddBlocks(position, taken[next].First - position);
            if (taken[next].Last >= range.Last)
            {
                return;
            }
            position = taken[next].Last + 1;
            next++;
        }
        AddTail(position, range.Last);
    }

    private void AddTail(UInt128 position, UInt128 last)
    {
        if (position == 0 && last == UInt128.MaxValue)
        {
            // All addresses there are: their number does not fit into 128 bits.
            _blocks[0].Enqueue(0);
        }
        else
        {
            AddBlocks(position, last - position + 1);
        }
    }

    /// <summary>Cuts a stretch of addresses into the largest aligned blocks.</summary>
    private void AddBlocks(UInt128 position, UInt128 count)
    {
        while (count > 0)
        {
            int alignment = position == 0 ? 127 : (int)UInt128.TrailingZeroCount(position);
            int size = Math.Min(alignment, 127 - (int)UInt128.LeadingZeroCount(count));
            _blocks[128 - size].Enqueue(position);
            position += UInt128.One << size;
            count -= UInt128.One << size;
        }
    }

    /// <summary>The ranges without those that another one holds, sorted.</summary>
    private static Cidr[] Outermost(Cidr[] ranges)
    {
        List<Cidr> outermost = [];
        foreach (int index in CidrOverlaps.SortedOrder(ranges))
        {
            if (outermost.Count == 0 || !outermost[^1].Contains(ranges[index]))
            {
                outermost.Add(ranges[index]);
            }
        }
        return [.. outermost];
    }

    private Cidr Make(UInt128 first, int bits) => _isIPv6 ? Cidr.FromIPv6(first, bits) : Cidr.FromIPv4((uint)first, bits - MappedBits);
}
