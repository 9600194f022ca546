using GardenerOverlay.Core.Addressing;
using GardenerOverlay.Core.Errors;
using GardenerOverlay.Core.Routes;
using static GardenerOverlay.Core.Tests.RouteWorld;

namespace GardenerOverlay.Core.Tests;

/// <summary>How each route stands, and whose it is.</summary>
public sealed class RouteSurveyTests
{
    public static TheoryData<string, AwsRoute, AwsPodRouteState, string?> Wanted => new()
    {
        { "right", Route("10.0.0.0/24", "i-0", "eni-0"), AwsPodRouteState.InSync, null },
        { "by instance alone", Route("10.0.0.0/24", "i-0"), AwsPodRouteState.InSync, null },
        { "by interface alone", Route("10.0.0.0/24", networkInterface: "eni-0"), AwsPodRouteState.InSync, null },
        { "another node's", Route("10.0.0.0/24", "i-2", "eni-2"), AwsPodRouteState.WrongTarget, RouteCode.OtherInstance },
        { "an instance of ours that is no node", Route("10.0.0.0/24", "i-spare", "eni-i-spare"), AwsPodRouteState.WrongTarget, RouteCode.OtherInstance },
        { "a gone instance", Route("10.0.0.0/24", "i-gone", "eni-gone"), AwsPodRouteState.WrongTarget, RouteCode.OtherInstance },
        { "a gone instance, and AWS knows", Route("10.0.0.0/24", networkInterface: "eni-gone", state: "blackhole"), AwsPodRouteState.Blackhole, RouteCode.TargetGone },
        { "nothing left of the target", Route("10.0.0.0/24", state: "blackhole"), AwsPodRouteState.Blackhole, RouteCode.TargetGone },
        { "right but dropping", Route("10.0.0.0/24", "i-0", "eni-0", state: "blackhole"), AwsPodRouteState.Blackhole, RouteCode.InstanceStopped },
        { "filtered", Route("10.0.0.0/24", "i-0", "eni-old", state: "filtered"), AwsPodRouteState.Blackhole, RouteCode.TargetGone },
        { "a gateway", Route("10.0.0.0/24", gateway: "tgw-1"), AwsPodRouteState.Conflict, RouteCode.ForeignTarget },
        { "a blackhole of a gateway", Route("10.0.0.0/24", gateway: "tgw-1", state: "blackhole"), AwsPodRouteState.Conflict, RouteCode.ForeignTarget },
        { "an appliance", Route("10.0.0.0/24", "i-appliance", "eni-i-appliance"), AwsPodRouteState.Conflict, RouteCode.NotOurs },
        { "an interface without instance", Route("10.0.0.0/24", networkInterface: "eni-endpoint"), AwsPodRouteState.Conflict, RouteCode.NotOurs },
        { "another cluster's", Route("10.0.0.0/24", "i-shop", "eni-i-shop"), AwsPodRouteState.Conflict, RouteCode.OtherCluster },
        { "the VPC's own", Route("10.0.0.0/24", gateway: "local", origin: "CreateRouteTable"), AwsPodRouteState.Conflict, RouteCode.NotOurs },
        { "propagated, so a static one fits beside it", Route("10.0.0.0/24", gateway: "vgw-1", origin: "EnableVgwRoutePropagation"), AwsPodRouteState.Missing, RouteCode.NoRoute },
    };

    public static TheoryData<string, AwsRoute, AwsPodRouteState, string?> Unwanted => new()
    {
        { "a node's, but not its pod CIDR", Route("10.0.9.0/24", "i-0", "eni-0"), AwsPodRouteState.Stale, RouteCode.NoNode },
        { "a gone instance", Route("10.0.9.0/24", "i-gone", "eni-gone"), AwsPodRouteState.Stale, RouteCode.NoNode },
        { "a gone instance, and AWS knows", Route("10.0.9.0/24", state: "blackhole"), AwsPodRouteState.Blackhole, RouteCode.TargetGone },
        { "a gateway", Route("10.0.9.0/24", gateway: "tgw-1"), AwsPodRouteState.Foreign, RouteCode.ForeignTarget },
        { "an appliance", Route("10.0.9.0/24", "i-appliance", "eni-i-appliance"), AwsPodRouteState.Foreign, RouteCode.NotOurs },
        { "another cluster's", Route("10.0.9.0/24", "i-shop", "eni-i-shop"), AwsPodRouteState.Foreign, RouteCode.OtherCluster },
        { "another cluster's stopped instance", Route("10.0.9.0/24", "i-shop", "eni-i-shop", state: "blackhole"), AwsPodRouteState.Foreign, RouteCode.OtherCluster },
        { "a firewall's address", Route("10.0.9.7/32", "i-0", "eni-0"), AwsPodRouteState.Foreign, RouteCode.NotNodeSize },
        { "wider than a node", Route("10.0.8.0/22", "i-0", "eni-0"), AwsPodRouteState.Foreign, RouteCode.NotNodeSize },
        { "the pod network", Route("10.0.0.0/16", "i-0", "eni-0"), AwsPodRouteState.Foreign, RouteCode.OverlapWider },
        { "more than it", Route("10.0.0.0/8", gateway: "tgw-1"), AwsPodRouteState.Foreign, RouteCode.OverlapWider },
        { "propagated", Route("10.0.9.0/24", gateway: "vgw-1", origin: "EnableVgwRoutePropagation"), AwsPodRouteState.Foreign, RouteCode.Propagated },
        { "of a route server", Route("10.0.9.0/24", networkInterface: "eni-server", origin: "Advertisement"), AwsPodRouteState.Foreign, RouteCode.Propagated },
    };

    [Theory]
    [MemberData(nameof(Wanted))]
    [MemberData(nameof(Unwanted))]
    public void A_route_stands_as_its_target_does(string what, AwsRoute route, AwsPodRouteState state, string? code)
    {
        AwsPodRoute[] routes = Survey(Situation(3, dead: -1, check: -1, [Table("rtb-1", route)]));
        AwsPodRoute found = Assert.Single(routes, candidate => candidate.Destination == route.Destination.ToString());
        Assert.True((state, code) == (found.State, found.Code), $"{what}: {found.State}, {found.Code}: {found.Reason}");
        Assert.NotEmpty(found.Reason);
        Assert.Equal(state == AwsPodRouteState.Missing || route.Destination == Cidr.Parse("10.0.0.0/24") ? "node-0" : null, found.Node);
    }

    [Theory]
    [InlineData("0.0.0.0/0")]
    [InlineData("11.0.0.0/24")]
    [InlineData("192.168.0.0/16")]
    public void Other_destinations_are_nobodys_business(string destination) =>
        Assert.DoesNotContain(Survey(Situation(1, -1, -1, [Table("rtb-1", Route(destination, gateway: "igw-1"))])), route => route.Destination == destination);

    [Fact]
    public void A_second_interface_is_the_wrong_one()
    {
        AwsPodRoute route = Survey(Situation(2, -1, -1, [Table("rtb-1", Route("10.0.1.0/24", "i-1", "eni-1-b"))]))[1];
        Assert.Equal((AwsPodRouteState.WrongTarget, RouteCode.OtherInterface, "i-1", "eni-1-b"), (route.State, route.Code, route.InstanceId, route.NetworkInterfaceId));
        // With two interfaces the instance alone says nothing.
        Assert.Equal(AwsPodRouteState.WrongTarget, Survey(Situation(2, -1, -1, [Table("rtb-1", Route("10.0.1.0/24", "i-1"))]))[1].State);
    }

    [Fact]
    public void In_a_shared_table_an_instance_that_was_not_read_may_live()
    {
        AwsRouteTable shared = Table("rtb-1", Route("10.0.9.0/24", "i-unread", "eni-unread")) with { Tags = new Dictionary<string, string>(OurTags) { ["kubernetes.io/cluster/unseen"] = "shared" } };
        RouteSituation situation = Situation(1, -1, -1, [shared]);
        Assert.Equal((AwsPodRouteState.Foreign, RouteCode.TargetUnknown), (Survey(situation)[1].State, Survey(situation)[1].Code));
        RouteSituation seen = situation with { Instances = [.. situation.Instances, Running("i-seen", new Dictionary<string, string> { ["kubernetes.io/cluster/unseen"] = "owned" })] };
        Assert.Equal(AwsPodRouteState.Stale, Survey(seen)[1].State);
    }

    [Theory]
    [InlineData("terminated")]
    [InlineData("shutting-down")]
    public void A_dying_instance_is_gone(string state)
    {
        RouteSituation situation = Situation(2, -1, -1, [Table("rtb-1", Route("10.0.1.0/24", "i-1", "eni-1"))]);
        situation = situation with { Instances = [.. situation.Instances.Select(instance => instance.Id == "i-1" ? instance with { State = state } : instance)] };
        AwsPodRoute[] routes = Survey(situation);
        // The route stays as long as the Node object does.
        Assert.Equal((AwsPodRouteState.Stale, RouteCode.InstanceGone), (routes[1].State, routes[1].Code));
        Assert.DoesNotContain(Plan(situation).Changes, change => change.Destination == "10.0.1.0/24" && change.Action != AwsPodRouteAction.Skip);
    }

    [Fact]
    public void Public_is_a_table_with_an_internet_gateway_and_no_node()
    {
        AwsRoute internet = Route("0.0.0.0/0", gateway: "igw-1");
        AwsRoute ours = Route("10.0.0.0/24", "i-0", "eni-0");
        Assert.Equal(RouteTableRole.Public, RoleOf(Table("rtb-1", internet) with { Associations = [new AwsAssociation("subnet-public", null, false)] }));
        Assert.Equal(RouteTableRole.Worker, RoleOf(Table("rtb-1", internet) with { Associations = [new AwsAssociation("subnet-a", null, false)] }));
        Assert.Equal(RouteTableRole.Worker, RoleOf(Table("rtb-1") with { Associations = [new AwsAssociation("subnet-public", null, false)] }));
        Assert.Equal(RouteTableRole.Edge, RoleOf(Table("rtb-1") with { Associations = [new AwsAssociation(null, "igw-1", false)] }));
        // Subnets without a table of their own are served by the main one.
        Assert.Equal(RouteTableRole.Worker, RoleOf(Table("rtb-1", internet) with { Associations = [new AwsAssociation(null, null, true)] }));
        Assert.Equal(RouteTableRole.Public, RoleOf(Table("rtb-1", internet) with { Associations = [new AwsAssociation(null, null, true)] }, Table("rtb-2") with { Associations = [new AwsAssociation("subnet-a", null, false)] }));

        AwsRouteTable named = Table("rtb-1", ours) with { Tags = new Dictionary<string, string>(OurTags) { ["Name"] = Cluster } };
        AwsPodRoute stale = Assert.Single(Survey(Situation(1, -1, -1, [named])));
        Assert.Equal((AwsPodRouteState.Stale, RouteCode.PublicTable), (stale.State, stale.Code));
        Assert.Contains(RouteSurvey.Of(Situation(1, -1, -1, [named]), new RouteScope()).Findings, finding => finding.Code == RouteCode.NoWorkerTable);
    }

    [Fact]
    public void A_pod_CIDR_that_AWS_would_refuse_is_a_conflict()
    {
        AwsRouteTable table = Table("rtb-1") with { Routes = [Route("10.0.0.0/8", gateway: "local", origin: "CreateRouteTable")] };
        Assert.All(Survey(Situation(2, -1, -1, [table])), route => Assert.Equal((AwsPodRouteState.Conflict, RouteCode.InsideVpcCidr), (route.State, route.Code)));
        RouteSituation reserved = Situation(0, -1, -1, [Table("rtb-1")]) with
        {
            PodNetworks = PodNetworks.Parse(["169.254.0.0/16"], Cluster),
            Nodes = [Node(0) with { PodCidrs = ["169.254.169.0/24"] }],
            Instances = [Instance(0)],
        };
        Assert.Equal(RouteCode.ReservedByAws, Survey(reserved).Single().Code);
    }

    [Fact]
    public void All_pod_CIDRs_in_all_pod_networks_are_routed()
    {
        RouteSituation situation = Situation(1, -1, -1, [Table("rtb-1")]) with
        {
            PodNetworks = PodNetworks.Parse(["10.0.0.0/16", "2001:db8::/48", "100.64.0.0/16"], Cluster),
            Nodes = [Node(0) with { PodCidrs = ["10.0.0.0/24", "2001:db8:0:1::/64", "100.64.7.9/24", "172.16.0.0/24"] }],
        };
        Assert.Equal(["10.0.0.0/24", "100.64.7.0/24"], Survey(situation).Select(route => route.Destination));
        Assert.Contains(Plan(situation).Changes, change => (change.Action, change.Code, change.Destination) == (AwsPodRouteAction.Skip, RouteCode.OutsidePodNetwork, "172.16.0.0/24"));
    }

    [Fact]
    public void Nodes_with_one_pod_CIDR_are_an_error_and_the_others_go_on()
    {
        RouteSituation situation = Situation(3, -1, -1, [Table("rtb-1")]);
        situation = situation with { Nodes = [situation.Nodes[0], situation.Nodes[1] with { PodCidrs = ["10.0.0.0/24"] }, situation.Nodes[2]] };
        RoutePlan plan = Plan(situation);
        Assert.Equal(["10.0.2.0/24"], plan.Changes.Where(RouteVectorTests.IsWrite).Select(change => change.Destination));
        Assert.Equal([("node-0", ErrorTable.DuplicatePodCidr), ("node-1", ErrorTable.DuplicatePodCidr)], plan.Errors.Select(error => (error.Target, error.Error)));
    }

    [Fact]
    public void Of_several_primary_candidates_that_with_the_nodes_address_counts()
    {
        AwsNetworkInterface first = new("eni-x", 0, 0, null, null, ["10.250.0.9"], false);
        AwsInstance instance = Running("i-0", OurTags) with { NetworkInterfaces = [first, first with { Id = "eni-y", Addresses = ["10.250.0.7"] }] };
        RouteSituation situation = Situation(1, -1, -1, [Table("rtb-1")]) with { Instances = [instance], Nodes = [Node(0) with { InternalIps = ["10.250.0.7"] }] };
        Assert.Equal("eni-y", Survey(situation).Single().NetworkInterfaceId);
        RouteSituation elsewhere = situation with { Nodes = [Node(0) with { InternalIps = ["10.250.0.1"] }] };
        Assert.Contains(RouteSurvey.Of(elsewhere, new RouteScope()).Findings, finding => finding.Code == RouteCode.NodeAddressElsewhere);
        RouteSituation none = situation with { Instances = [instance with { NetworkInterfaces = [first with { InterfaceType = "efa-only" }] }] };
        Assert.Contains(Plan(none).Changes, change => change.Code == RouteCode.NoPrimaryInterface);
    }

    [Fact]
    public void Tables_are_chosen_by_VPC_and_id()
    {
        RouteSituation situation = Situation(1, -1, -1, [Table("rtb-1"), Table("rtb-2"), Table("rtb-9") with { VpcId = "vpc-9" }]);
        Assert.Equal(["rtb-1", "rtb-2"], Survey(situation).Select(route => route.RouteTableId));
        Assert.Equal(["rtb-2"], Survey(situation, new RouteScope { RouteTableIds = ["rtb-2"] }).Select(route => route.RouteTableId));
        Assert.Equal(ErrorTable.RouteTableNotFound, Assert.Throws<GardenerOverlayException>(() => Survey(situation, new RouteScope { RouteTableIds = ["rtb-9"] })).Error);
        Assert.Equal(ErrorTable.RouteTableNotFound, Assert.Throws<GardenerOverlayException>(() => Survey(situation, new RouteScope { VpcId = "vpc-3" })).Error);
        // In another VPC than its instances the node can have no route.
        RoutePlan elsewhere = Plan(situation, scope: new RouteScope { VpcId = "vpc-9" });
        Assert.Equal([(AwsPodRouteAction.Skip, RouteCode.OtherVpc)], elsewhere.Changes.Select(change => (change.Action, change.Code)));
        RouteSituation unclear = situation with { Nodes = [] };
        Assert.Equal(ErrorTable.TablesInMultipleVpcs, Assert.Throws<GardenerOverlayException>(() => Survey(unclear)).Error);
        Assert.Contains(Plan(situation).Changes, change => (change.RouteTableId, change.Code) == ("rtb-9", RouteCode.TablesInMultipleVpcs));
    }

    private static RouteTableRole RoleOf(AwsRouteTable table, params AwsRouteTable[] others) => new RouteTableRoles(Cluster, [table, .. others], [Instance(0)]).Of(table);
}
