using GardenerOverlay.Core.Addressing;
using GardenerOverlay.Core.Collisions;
using GardenerOverlay.Core.Overlay;

namespace GardenerOverlay.Core.Tests;

public sealed class CollisionTests
{
    [Theory]
    [InlineData(OverlayState.Disabled, OverlayState.Disabled, OverlapSeverity.Conflict, OverlapCode.BothNative)]
    [InlineData(OverlayState.Disabled, OverlayState.Partial, OverlapSeverity.Conflict, OverlapCode.BothNative)]
    [InlineData(OverlayState.Invalid, OverlayState.NotApplicable, OverlapSeverity.Conflict, OverlapCode.BothNative)]
    [InlineData(OverlayState.Inconsistent, null, OverlapSeverity.Conflict, OverlapCode.BothNative)]
    [InlineData(OverlayState.Enabled, OverlayState.Disabled, OverlapSeverity.Risk, OverlapCode.OneNative)]
    [InlineData(OverlayState.Disabled, OverlayState.Enabled, OverlapSeverity.Risk, OverlapCode.OneNative)]
    [InlineData(OverlayState.Enabled, OverlayState.Enabled, OverlapSeverity.Harmless, OverlapCode.BothOverlay)]
    public void Pods_collide_where_they_are_not_surely_tunnelled(OverlayState? left, OverlayState? right, OverlapSeverity severity, string code)
    {
        PodCidrOverlap overlap = CollisionRules.Judge(Use("a", state: left), Use("b", state: right), "net");
        Assert.Equal((severity, code), (overlap.Severity, overlap.Code));
    }

    [Theory]
    [InlineData(RangeKind.Nodes, RangeKind.Nodes, OverlayState.Enabled, OverlapSeverity.Conflict, OverlapCode.NodesOnNodes)]
    [InlineData(RangeKind.Pods, RangeKind.Nodes, OverlayState.Disabled, OverlapSeverity.Conflict, OverlapCode.PodsOnNodes)]
    [InlineData(RangeKind.Pods, RangeKind.Nodes, OverlayState.Enabled, OverlapSeverity.Risk, OverlapCode.PodsOnNodes)]
    [InlineData(RangeKind.Nodes, RangeKind.Pods, OverlayState.Enabled, OverlapSeverity.Risk, OverlapCode.PodsOnNodes)]
    [InlineData(RangeKind.Services, RangeKind.Services, OverlayState.Disabled, OverlapSeverity.Harmless, OverlapCode.ServicesInside)]
    [InlineData(RangeKind.Services, RangeKind.Pods, OverlayState.Disabled, OverlapSeverity.Risk, OverlapCode.ServicesInside)]
    public void Other_ranges_weigh_by_what_they_hold(RangeKind left, RangeKind right, OverlayState state, OverlapSeverity severity, string code)
    {
        PodCidrOverlap overlap = CollisionRules.Judge(Use("a", left, state), Use("b", right, state), "net");
        Assert.Equal((severity, code), (overlap.Severity, overlap.Code));
    }

    [Fact]
    public void Two_accounts_lessen_a_conflict_to_a_risk_but_not_a_harmless_overlap()
    {
        PodCidrOverlap risk = CollisionRules.Judge(Use("a") with { NetworkId = "aws/r/vpc@ns/one" }, Use("b") with { NetworkId = "aws/r/vpc@ns/two" }, "aws/r/vpc@ns/one");
        Assert.Equal((OverlapSeverity.Risk, OverlapCode.AccountUnknown), (risk.Severity, risk.Code));
        PodCidrOverlap harmless = CollisionRules.Judge(Use("a", state: OverlayState.Enabled) with { NetworkId = "aws/r/vpc@ns/one" }, Use("b", state: OverlayState.Enabled) with { NetworkId = "aws/r/vpc" }, null);
        Assert.Equal(OverlapCode.BothOverlay, harmless.Code);
        PodCidrOverlap peered = CollisionRules.Judge(Use("a") with { NetworkId = "aws/r/vpc-1@ns/one" }, Use("b") with { NetworkId = "aws/r/vpc-2@ns/two" }, null);
        Assert.Equal(OverlapCode.BothNative, peered.Code);
    }

    [Theory]
    [InlineData("10.0.0.0/8", "10.0.0.0/8", CidrRelation.Equal, "10.0.0.0/8")]
    [InlineData("10.0.0.0/8", "10.1.0.0/16", CidrRelation.Contains, "10.1.0.0/16")]
    [InlineData("10.1.0.0/16", "10.0.0.0/8", CidrRelation.Within, "10.1.0.0/16")]
    public void The_relation_is_that_of_the_left_to_the_right(string left, string right, CidrRelation relation, string intersection)
    {
        PodCidrOverlap overlap = CollisionRules.Judge(Use("a") with { Cidr = Cidr.Parse(left) }, Use("b") with { Cidr = Cidr.Parse(right) }, null);
        Assert.Equal((relation, intersection), (overlap.Relation, overlap.Intersection));
    }

    [Fact]
    public void A_shoot_with_two_pod_ranges_does_not_collide_with_itself()
    {
        RangeUse[] uses = [Use("a"), Use("a") with { Cidr = Cidr.Parse("10.1.0.0/16") }];
        Assert.Empty(CidrCollisions.Find(uses, new NetworkGroups()));
        Assert.Equal(OverlapCode.OwnRanges, Assert.Single(CidrCollisions.Find([.. uses, Use("a", RangeKind.Nodes) with { Cidr = Cidr.Parse("10.1.0.0/24") }], new NetworkGroups()), overlap => overlap.Left == "a" && overlap.LeftCidr == "10.1.0.0/16").Code);
    }

    [Fact]
    public void Shoots_are_compared_within_their_network_and_ranges_of_others_with_all()
    {
        RangeUse[] uses =
        [
            Use("a"), Use("b"), Use("c") with { NetworkId = "other" }, Use("d") with { NetworkId = null }, Use("e") with { NetworkId = null },
            Use("10.0.0.0/9") with { Origin = RangeOrigin.Against, Cidr = Cidr.Parse("10.0.0.0/9") },
            Use("10.0.0.0/10") with { Origin = RangeOrigin.Against, Cidr = Cidr.Parse("10.0.0.0/10") },
        ];
        PodCidrOverlap[] overlaps = [.. CidrCollisions.Find(uses, new NetworkGroups())];
        Assert.Equal(["a-b"], overlaps.Where(overlap => overlap.Code == OverlapCode.BothNative).Select(overlap => $"{overlap.Left}-{overlap.Right}"));
        Assert.Equal(10, overlaps.Count(overlap => overlap.Code == OverlapCode.AgainstRange));
        Assert.Equal(11, overlaps.Length);
        Assert.Equal(10, CidrCollisions.Find(uses, groups: null).Count(overlap => overlap.Code == OverlapCode.BothNative));
    }

    [Fact]
    public void A_network_may_be_known_by_two_names()
    {
        NetworkGroups groups = new();
        groups.Join(["openstack/r/network:n,router:q@a"]);
        Assert.Equal(groups.GroupOf("openstack/r/network:n@a"), groups.GroupOf("openstack/r/router:q@b"));
        Assert.NotEqual(groups.GroupOf("openstack/r/network:n@a"), groups.GroupOf("openstack/r/router:other@a"));
    }

    [Fact]
    public void Two_shoots_of_one_name_are_two() => Assert.Single(CidrCollisions.Find([Use("a"), Use("a") with { Shoot = 1 }], new NetworkGroups()));

    [Fact]
    public void Ranges_without_a_shoot_weigh_by_their_state() =>
        Assert.Equal(OverlapSeverity.Harmless, CollisionRules.Judge(Use("a", state: OverlayState.Enabled) with { Origin = RangeOrigin.Plain }, Use("b", state: OverlayState.Enabled) with { Origin = RangeOrigin.Plain }, null).Severity);

    [Fact]
    public void Joined_networks_are_one_group_whatever_the_order()
    {
        NetworkGroups groups = new();
        groups.Join(["a@x", "b"]);
        groups.Join(["c", "d@y"]);
        groups.Join(["d", "b@z"]);
        string? group = groups.GroupOf("a");
        Assert.All(["b@q", "c", "d"], network => Assert.Equal(group, groups.GroupOf(network)));
        Assert.NotEqual(groups.GroupOf("a"), groups.GroupOf("e"));
        Assert.Null(groups.GroupOf(null));
    }

    [Theory]
    [InlineData(24, false, 1, 24)]
    [InlineData(24, false, 256, 16)]
    [InlineData(24, false, 257, 15)]
    [InlineData(24, false, int.MaxValue, null)]
    [InlineData(64, true, int.MaxValue, 33)]
    public void A_number_of_nodes_becomes_a_prefix_length(int mask, bool isIPv6, int nodes, int? length)
    {
        PodCidrSize size = new(mask, isIPv6);
        Assert.Equal(length, size.PrefixLengthFor(nodes));
        Assert.True(length is null || size.NodesIn(length.Value) >= nodes);
    }

    private static RangeUse Use(string name, RangeKind kind = RangeKind.Pods, OverlayState? state = OverlayState.Disabled) =>
        new(name, "garden-dev", "net", kind, Cidr.Parse("10.0.0.0/8"), state, RangeOrigin.Shoot, Shoot: name[0]);
}
