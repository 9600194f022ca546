using System.Diagnostics.CodeAnalysis;

namespace GardenerOverlay.Core.Addressing;

/// <summary>
/// A range of IPv4 or IPv6 addresses. Always canonical: the bits behind the prefix are zero.
/// An IPv4-mapped IPv6 range (<c>::ffff:10.0.0.0/104</c>) is the IPv4 range that it means, as in Go's <c>net.IPNet</c>.
/// </summary>
/// <remarks>
/// IPv4 addresses are kept in the mapped block <c>::ffff:0:0/96</c>, so one 128-bit comparison serves both families.
/// The families never contain each other: <c>::/0</c> does not hold <c>10.0.0.0/8</c>.
/// </remarks>
public readonly struct Cidr : IEquatable<Cidr>, IComparable<Cidr>
{
    private const int MappedBits = 96;
    private static readonly UInt128 MappedPrefix = new(0, 0xFFFF_0000_0000);

    /// <summary>Bits of the 128-bit prefix: for IPv4 the written length plus 96.</summary>
    private readonly byte _bits;

    private Cidr(UInt128 first, int bits, bool isIPv6)
    {
        First = first & Mask(bits);
        _bits = (byte)bits;
        IsIPv6 = isIPv6;
    }

    /// <summary>The first address, in the 128-bit space (IPv4 as <c>::ffff:a.b.c.d</c>).</summary>
    public UInt128 First { get; }

    /// <summary>The last address, in the 128-bit space.</summary>
    public UInt128 Last => First | ~Mask(_bits);

    /// <summary>Whether this is an IPv6 range.</summary>
    public bool IsIPv6 { get; }

    /// <summary>The length behind the slash: 0 to 32 for IPv4, 0 to 128 for IPv6.</summary>
    public int PrefixLength => IsIPv6 ? _bits : _bits - MappedBits;

    /// <summary>Length of an address of this family in bits: 32 or 128.</summary>
    public int AddressBits => IsIPv6 ? 128 : 32;

    /// <summary>Reads <c>address/prefix length</c> from characters. Bits behind the prefix are cut; see <see cref="IsCanonical"/>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Cidr cidr) => CidrText<char>.TryParse(text, out cidr);

    /// <summary>Reads <c>address/prefix length</c> from UTF-8.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8Text, out Cidr cidr) => CidrText<byte>.TryParse(utf8Text, out cidr);

    /// <summary>Reads <c>address/prefix length</c>.</summary>
    /// <exception cref="FormatException">The text is not a CIDR.</exception>
    public static Cidr Parse(string text) => TryParse(text, out Cidr cidr) ? cidr : throw new FormatException($"'{text}' is not a CIDR.");

    /// <summary>
    /// Whether Gardener accepts the text: a CIDR without bits behind the prefix, written the shortest way.
    /// Source: gardener, pkg/utils/validation/cidr/cidr.go ("must be valid canonical CIDR").
    /// </summary>
    public static bool IsCanonical(string text) => TryParse(text, out Cidr cidr) && string.Equals(cidr.ToString(), text, StringComparison.Ordinal);

    /// <summary>Whether every address of <paramref name="other"/> is in this range.</summary>
    public bool Contains(Cidr other) => IsIPv6 == other.IsIPv6 && _bits <= other._bits && (other.First & Mask(_bits)) == First;

    /// <summary>Whether the two ranges share an address. Two ranges are either apart or one holds the other.</summary>
    public bool Overlaps(Cidr other) => Contains(other) || other.Contains(this);

    /// <inheritdoc/>
    public bool Equals(Cidr other) => First == other.First && _bits == other._bits && IsIPv6 == other.IsIPv6;

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Cidr other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(First, _bits, IsIPv6);

    /// <summary>IPv4 before IPv6, then by first address, then the larger range first.</summary>
    public int CompareTo(Cidr other)
    {
        int family = IsIPv6.CompareTo(other.IsIPv6);
        int first = family != 0 ? family : First.CompareTo(other.First);
        return first != 0 ? first : _bits.CompareTo(other._bits);
    }

    /// <summary>The canonical text, e.g. <c>100.96.0.0/11</c>.</summary>
    public override string ToString() => CidrFormat.ToText(First, PrefixLength, IsIPv6);

    /// <summary>Equality.</summary>
    public static bool operator ==(Cidr left, Cidr right) => left.Equals(right);

    /// <summary>Inequality.</summary>
    public static bool operator !=(Cidr left, Cidr right) => !left.Equals(right);

    /// <summary>Order of <see cref="CompareTo"/>.</summary>
    public static bool operator <(Cidr left, Cidr right) => left.CompareTo(right) < 0;

    /// <summary>Order of <see cref="CompareTo"/>.</summary>
    public static bool operator >(Cidr left, Cidr right) => left.CompareTo(right) > 0;

    /// <summary>Order of <see cref="CompareTo"/>.</summary>
    public static bool operator <=(Cidr left, Cidr right) => left.CompareTo(right) <= 0;

    /// <summary>Order of <see cref="CompareTo"/>.</summary>
    public static bool operator >=(Cidr left, Cidr right) => left.CompareTo(right) >= 0;

    internal static Cidr FromIPv4(uint address, int prefixLength) => new(MappedPrefix | address, prefixLength + MappedBits, isIPv6: false);

    internal static Cidr FromIPv6(UInt128 address, int prefixLength)
    {
        // Go masks first and then asks whether the result is IPv4-mapped; below /96 it never is.
        bool mapped = prefixLength >= MappedBits && (address & Mask(MappedBits)) == MappedPrefix;
        return new Cidr(address, prefixLength, !mapped);
    }

    private static UInt128 Mask(int bits) => bits == 0 ? UInt128.Zero : UInt128.MaxValue << (128 - bits);
}
