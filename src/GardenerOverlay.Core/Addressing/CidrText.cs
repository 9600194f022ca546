using System.Globalization;
using System.Numerics;

namespace GardenerOverlay.Core.Addressing;

/// <summary>
/// Reads CIDRs from characters or UTF-8 bytes without allocation, accepting what Go's <c>net.ParseCIDR</c> accepts:
/// no leading zeros in IPv4 octets, no zone, no white space, <c>::</c> for at least one group.
/// </summary>
internal static class CidrText<T>
    where T : unmanaged, IBinaryInteger<T>
{
    public static bool TryParse(ReadOnlySpan<T> text, out Cidr cidr)
    {
        cidr = default;
        int slash = text.LastIndexOf(T.CreateTruncating('/'));
        if (slash < 0 || !TryParsePrefix(text[(slash + 1)..], out int prefix))
        {
            return false;
        }
        ReadOnlySpan<T> address = text[..slash];
        if (address.Contains(T.CreateTruncating(':')))
        {
            if (prefix > 128 || !TryParseIPv6(address, out UInt128 value))
            {
                return false;
            }
            cidr = Cidr.FromIPv6(value, prefix);
            return true;
        }
        if (prefix > 32 || !TryParseIPv4(address, out uint octets))
        {
            return false;
        }
        cidr = Cidr.FromIPv4(octets, prefix);
        return true;
    }

    private static bool TryParsePrefix(ReadOnlySpan<T> text, out int prefix)
    {
        prefix = 0;
        if (text.IsEmpty || text.Length > 3)
        {
            return false;
        }
        foreach (T character in text)
        {
            int digit = int.CreateTruncating(character) - '0';
            if (digit is < 0 or > 9)
            {
                return false;
            }
            prefix = (prefix * 10) + digit;
        }
        return true;
    }

    private static bool TryParseIPv4(ReadOnlySpan<T> text, out uint address)
    {
        address = 0;
        int octets = 0;
        int position = 0;
        while (true)
        {
            int start = position;
            uint octet = 0;
            while (position < text.Length && int.CreateTruncating(text[position]) - '0' is >= 0 and <= 9 and int digit)
            {
                octet = (octet * 10) + (uint)digit;
                position++;
                if (octet > 255)
                {
                    return false;
                }
            }
            bool leadingZero = position - start > 1 && text[start] == T.CreateTruncating('0');
            if (position == start || leadingZero)
            {
                return false;
            }
            address = (address << 8) | octet;
            octets++;
            if (octets == 4)
            {
                return position == text.Length;
            }
            if (position == text.Length || text[position] != T.CreateTruncating('.'))
            {
                return false;
            }
            position++;
        }
    }

    private static bool TryParseIPv6(ReadOnlySpan<T> text, out UInt128 address)
    {
        address = UInt128.Zero;
        T colon = T.CreateTruncating(':');
        int groups = 0;
        int ellipsis = -1;
        int position = 0;
        if (text.Length >= 2 && text[0] == colon && text[1] == colon)
        {
            ellipsis = 0;
            position = 2;
        }
        while (position < text.Length)
        {
            if (groups == 8)
            {
                return false;
            }
            int length = ReadGroup(text[position..], out uint group);
            if (length < text.Length - position && text[position + length] == T.CreateTruncating('.'))
            {
                // The last two groups may be written as an IPv4 address.
                if (groups > 6 || (ellipsis < 0 && groups != 6) || !TryParseIPv4(text[position..], out uint octets))
                {
                    return false;
                }
                address = (address << 32) | octets;
                groups += 2;
                position = text.Length;
                break;
            }
            if (length is 0 or > 4)
            {
                return false;
            }
            address = (address << 16) | group;
            groups++;
            position += length;
            if (position == text.Length)
            {
                break;
            }
            if (text[position] != colon || ++position == text.Length)
            {
                return false;
            }
            if (text[position] == colon)
            {
                if (ellipsis >= 0)
                {
                    return false;
                }
                ellipsis = groups;
                position++;
            }
        }
        return Expand(ref address, groups, ellipsis);
    }

    private static bool Expand(ref UInt128 address, int groups, int ellipsis)
    {
        if (ellipsis < 0)
        {
            return groups == 8;
        }
        if (groups == 8)
        {
            return false;
        }
        int tailBits = (groups - ellipsis) * 16;
        UInt128 tail = tailBits == 0 ? UInt128.Zero : address & (UInt128.MaxValue >> (128 - tailBits));
        UInt128 head = tailBits == 128 ? UInt128.Zero : address >> tailBits;
        // An empty head would be shifted by all 128 bits, which .NET takes as a shift by none.
        address = ellipsis == 0 ? tail : (head << (128 - (ellipsis * 16))) | tail;
        return true;
    }

    private static int ReadGroup(ReadOnlySpan<T> text, out uint group)
    {
        group = 0;
        int length = 0;
        while (length < text.Length && length < 5 && char.IsAsciiHexDigit((char)ushort.CreateTruncating(text[length])))
        {
            group = (group << 4) | (uint)HexValue(int.CreateTruncating(text[length]));
            length++;
        }
        return length;
    }

    private static int HexValue(int character) => character <= '9' ? character - '0' : (character | 0x20) - 'a' + 10;
}

/// <summary>Writes CIDRs as Go does: RFC 5952, lower case, the longest run of zero groups shortened.</summary>
internal static class CidrFormat
{
    public static string ToText(UInt128 first, int prefixLength, bool isIPv6)
    {
        if (!isIPv6)
        {
            uint address = (uint)first;
            return string.Create(CultureInfo.InvariantCulture, $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}/{prefixLength}");
        }
        Span<char> text = stackalloc char[48];
        int length = WriteGroups(first, text);
        return string.Create(CultureInfo.InvariantCulture, $"{text[..length]}/{prefixLength}");
    }

    private static int WriteGroups(UInt128 address, Span<char> text)
    {
        (int zeroStart, int zeroEnd) = LongestZeroRun(address);
        int length = 0;
        for (int group = 0; group < 8; group++)
        {
            if (group == zeroStart)
            {
                text[length++] = ':';
                text[length++] = ':';
                group = zeroEnd - 1;
                continue;
            }
            if (group > 0 && group != zeroEnd)
            {
                text[length++] = ':';
            }
            Group(address, group).TryFormat(text[length..], out int written, "x", CultureInfo.InvariantCulture);
            length += written;
        }
        return length;
    }

    private static (int Start, int End) LongestZeroRun(UInt128 address)
    {
        (int Start, int End) longest = (-1, -1);
        for (int group = 0; group < 8; group++)
        {
            int end = group;
            while (end < 8 && Group(address, end) == 0)
            {
                end++;
            }
            if (end - group > 1 && end - group > longest.End - longest.Start)
            {
                longest = (group, end);
            }
            group = Math.Max(group, end);
        }
        return longest;
    }

    private static ushort Group(UInt128 address, int index) => (ushort)(address >> (112 - (16 * index)));
}
