using System.Net;
using System.Text;
using CsCheck;
using GardenerOverlay.Core.Addressing;

namespace GardenerOverlay.Core.Tests;

public sealed class CidrTests
{
    private static readonly Gen<(IPAddress Address, int Prefix)> s_ranges = Gen.OneOf(
        Gen.Select(Gen.Byte.Array[4], Gen.Int[0, 32], (bytes, prefix) => (new IPAddress(bytes), prefix)),
        Gen.Select(Gen.Frequency((1, Gen.Byte), (2, Gen.Const((byte)0))).Array[16], Gen.Int[0, 128], (bytes, prefix) => (new IPAddress(bytes), prefix)));

    [Theory]
    [InlineData("100.96.0.0/11", "100.96.0.0/11")]
    [InlineData("100.127.255.255/11", "100.96.0.0/11")]
    [InlineData("10.0.0.1/32", "10.0.0.1/32")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    [InlineData("10.0.0.0/08", "10.0.0.0/8")]
    [InlineData("2001:DB8:0:0:1::/80", "2001:db8:0:0:1::/80")]
    [InlineData("::/0", "::/0")]
    [InlineData("::1/128", "::1/128")]
    [InlineData("1:2:3:4:5:6:7::/128", "1:2:3:4:5:6:7:0/128")]
    [InlineData("::2:3:4:5:6:7:8/128", "0:2:3:4:5:6:7:8/128")]
    [InlineData("64:ff9b::10.0.0.0/104", "64:ff9b::a00:0/104")]
    [InlineData("::102:304/128", "::102:304/128")]
    [InlineData("::ffff:10.0.0.0/104", "10.0.0.0/8")]
    [InlineData("::ffff:0:0/95", "::fffe:0:0/95")]
    public void Reads_and_writes_the_canonical_form(string text, string canonical)
    {
        Assert.True(Cidr.TryParse(text, out Cidr cidr));
        Assert.Equal(canonical, cidr.ToString());
        Assert.Equal(text == canonical, Cidr.IsCanonical(text));
        Assert.True(Cidr.TryParse(Encoding.UTF8.GetBytes(text), out Cidr fromUtf8));
        Assert.Equal(cidr, fromUtf8);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("10.0.0.0")]
    [InlineData("10.0.0.0/")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/+8")]
    [InlineData("10.0.0.0/8 ")]
    [InlineData(" 10.0.0.0/8")]
    [InlineData("10.0.0/8")]
    [InlineData("10.0.0.0.0/8")]
    [InlineData("10.0.0.256/8")]
    [InlineData("10.0.0.99999999999/8")]
    [InlineData("010.0.0.0/8")]
    [InlineData("10..0.0/8")]
    [InlineData("10.0.0.0/8/8")]
    [InlineData("٠.0.0.0/8")]
    [InlineData("::/129")]
    [InlineData(":/64")]
    [InlineData(":::/64")]
    [InlineData("1::2::3/64")]
    [InlineData("1:2:3:4:5:6:7/64")]
    [InlineData("1:2:3:4:5:6:7:8:9/64")]
    [InlineData("1:2:3:4:5:6:7:8::/64")]
    [InlineData("::1:2:3:4:5:6:7:8/64")]
    [InlineData("12345::/64")]
    [InlineData("g::/64")]
    [InlineData("fe80::1%eth0/64")]
    [InlineData("::1.2.3/64")]
    [InlineData("1:2:3:4:5:6:7:1.2.3.4/64")]
    [InlineData("2001:db8::1:/64")]
    public void What_cannot_be_read_is_refused(string text)
    {
        Assert.False(Cidr.TryParse(text, out _));
        Assert.False(Cidr.TryParse(Encoding.UTF8.GetBytes(text), out _));
        Assert.False(Cidr.IsCanonical(text));
        Assert.Throws<FormatException>(() => Cidr.Parse(text));
    }

    [Fact]
    public void Families_never_contain_each_other()
    {
        Assert.False(Cidr.Parse("::/0").Overlaps(Cidr.Parse("10.0.0.0/8")));
        Assert.False(Cidr.Parse("0.0.0.0/0").Overlaps(Cidr.Parse("::ffff:0:0/95")));
    }

    [Fact]
    public void Agrees_with_the_runtime_on_any_range() => s_ranges.Sample(range =>
    {
        string text = $"{range.Address}/{range.Prefix}";
        Assert.True(Cidr.TryParse(text, out Cidr cidr), text);
        Assert.Equal(cidr, Cidr.Parse(cidr.ToString()));
        Assert.True(Cidr.IsCanonical(cidr.ToString()));
        if (!range.Address.IsIPv4MappedToIPv6)
        {
            Assert.Equal(range.Prefix, cidr.PrefixLength);
            Assert.True(Network(cidr).Contains(range.Address), text);
        }
    }, iter: TestCounts.Cases);

    [Fact]
    public void Overlap_agrees_with_the_runtime() => Gen.Select(s_ranges, s_ranges).Sample((left, right) =>
    {
        Cidr first = Cidr.Parse($"{left.Address}/{left.Prefix}");
        Cidr second = Cidr.Parse($"{right.Address}/{right.Prefix}");
        bool expected = first.IsIPv6 == second.IsIPv6 && (Network(first).Contains(Network(second).BaseAddress) || Network(second).Contains(Network(first).BaseAddress));
        Assert.Equal(expected, first.Overlaps(second));
        Assert.Equal(expected, second.Overlaps(first));
        Assert.Equal(first.Contains(second) && second.Contains(first), first == second);
        Assert.Equal(first == second, first.CompareTo(second) == 0);
        Assert.Equal(first < second, second > first);
    }, iter: TestCounts.Cases);

    private static IPNetwork Network(Cidr cidr) => IPNetwork.Parse(cidr.ToString());
}
