using System.Diagnostics;
using GardenerOverlay.Core.Addressing;
using GardenerOverlay.Core.Errors;
using GardenerOverlay.Core.Routes;
using static GardenerOverlay.Core.Tests.RouteWorld;

namespace GardenerOverlay.Core.Tests;

/// <summary>The order of a plan, its limits, and what it says.</summary>
public sealed class RoutePlanTests
{
    [Fact]
    public void Node_by_node_repairs_come_first_and_deletions_last()
    {
        AwsRoute[] common = [Route("10.0.9.0/24", "i-gone", "eni-gone"), Route("10.0.1.0/24", "i-spare", "eni-i-spare"), Route("10.0.4.0/24", "i-4", "eni-4")];
        RouteSituation situation = Situation(6, -1, -1,
        [
            Table("rtb-1", [.. common, Route("10.0.2.0/24", state: "blackhole"), Route("10.0.3.0/24", "i-3", "eni-3")]),
            Table("rtb-2", [.. common, Route("10.0.2.0/24", "i-2", "eni-2")]),
        ]);
        // Node 0 is new and not ready; node 5 is new.
        situation = situation with { Nodes = [situation.Nodes[0] with { IsReady = false }, .. situation.Nodes.Skip(1)] };
        Assert.Equal(
        [
            "Replace rtb-1 10.0.2.0/24 node-2", "Create rtb-2 10.0.3.0/24 node-3",
            "Replace rtb-1 10.0.1.0/24 node-1", "Replace rtb-2 10.0.1.0/24 node-1",
            "Create rtb-1 10.0.5.0/24 node-5", "Create rtb-2 10.0.5.0/24 node-5",
            "Create rtb-1 10.0.0.0/24 node-0", "Create rtb-2 10.0.0.0/24 node-0",
            "Delete rtb-1 10.0.9.0/24 ", "Delete rtb-2 10.0.9.0/24 ",
        ],
        Plan(situation).Changes.Select(change => $"{change} {change.Node}"));
    }

    [Fact]
    public void A_replacement_says_from_where_to_where()
    {
        AwsPodRouteChange change = Plan(Situation(1, -1, -1, [Table("rtb-1", Route("10.0.0.0/24", "i-spare", "eni-i-spare"))])).Changes.Single();
        Assert.Equal((AwsPodRouteAction.Replace, "i-spare", "i-0", "eni-0", RouteCode.OtherInstance), (change.Action, change.From, change.InstanceId, change.NetworkInterfaceId, change.Code));
        Assert.Equal((Cluster, "vpc-1", AwsPodRouteStatus.Planned, 0), (change.ClusterName, change.VpcId, change.Status, change.Attempts));
    }

    [Theory]
    [InlineData(9, 0, 50, false)]
    [InlineData(10, 0, 50, true)]
    [InlineData(10, 10, 50, false)]
    [InlineData(11, 10, 50, true)]
    [InlineData(11, 10, 60, false)]
    [InlineData(10, 0, 100, false)]
    [InlineData(10, 150, 0, true)]
    public void Too_many_deletions_of_living_targets_stop_all_deletions(int stale, int right, int percent, bool trips)
    {
        AwsRoute[] routes =
        [
            .. Enumerable.Range(0, stale).Select(index => Route($"10.0.{200 + index}.0/24", "i-spare", "eni-i-spare")),
            .. Enumerable.Range(0, right).Select(index => Route(PodCidr(index), $"i-{index}", $"eni-{index}")),
            // What leads to gone instances does not count, on either side.
            .. Enumerable.Range(0, 20).Select(index => Route($"10.0.{220 + index}.0/24", "i-gone", "eni-gone")),
        ];
        RoutePlan plan = Plan(Situation(right + 1, -1, -1, [Table("rtb-1", routes), Table("rtb-2")]), new RoutePlanOptions { MaxDeletePercent = percent });
        AwsPodRouteChange[] deletes = [.. plan.Changes.Where(change => change.Action == AwsPodRouteAction.Delete)];
        Assert.Equal(stale + 20, deletes.Length);
        Assert.All(deletes, change => Assert.Equal(trips ? (AwsPodRouteStatus.Withheld, RouteCode.TooManyDeletes) : (AwsPodRouteStatus.Planned, RouteCode.NoNode), (change.Status, change.Code)));
        Assert.Equal(trips ? [ErrorTable.TooManyDeletes] : [], plan.Errors.Select(error => error.Error));
        // The rest goes on.
        Assert.Contains(plan.Changes, change => change is { Action: AwsPodRouteAction.Create, Status: AwsPodRouteStatus.Planned });
    }

    [Fact]
    public void Deleting_can_be_switched_off()
    {
        AwsPodRouteChange change = Plan(Situation(1, -1, -1, [Table("rtb-1", Route("10.0.0.0/24", "i-0", "eni-0"), Route("10.0.9.0/24", "i-gone", "eni-gone"))]), new RoutePlanOptions { NoDelete = true }).Changes.Single();
        Assert.Equal((AwsPodRouteAction.Delete, AwsPodRouteStatus.Withheld, RouteCode.NoDelete), (change.Action, change.Status, change.Code));
    }

    [Fact]
    public void A_removal_takes_all_that_is_ours_and_nothing_else()
    {
        AwsRoute[] routes = [.. Enumerable.Range(0, 12).Select(index => Route(PodCidr(index), $"i-{index}", $"eni-{index}")), Route("10.0.20.0/24", "i-gone", "eni-gone"), Route("10.0.21.0/24", gateway: "tgw-1"), Route("10.0.22.0/24", "i-shop", "eni-i-shop")];
        RoutePlan plan = Plan(Situation(12, -1, -1, [Table("rtb-1", routes)]), new RoutePlanOptions { Remove = true });
        Assert.Equal([.. Enumerable.Range(0, 12).Select(PodCidr), "10.0.20.0/24"], plan.Changes.Select(change => change.Destination));
        Assert.All(plan.Changes, change => Assert.Equal((AwsPodRouteAction.Delete, AwsPodRouteStatus.Planned, RouteCode.Removed), (change.Action, change.Status, change.Code)));
        Assert.Empty(plan.Errors);
    }

    [Fact]
    public void Only_named_destinations_are_taken_over_and_never_from_another_cluster()
    {
        AwsRoute[] routes = [Route("10.0.0.0/24", gateway: "tgw-1"), Route("10.0.1.0/24", "i-shop", "eni-i-shop"), Route("10.0.2.0/24", gateway: "local", origin: "CreateRouteTable"), Route("10.0.9.0/24", "i-appliance", "eni-i-appliance"), Route("10.0.8.0/24", gateway: "tgw-1")];
        RouteScope scope = new() { TakeOver = [Cidr.Parse("10.0.0.0/24"), Cidr.Parse("10.0.1.0/24"), Cidr.Parse("10.0.2.0/24"), Cidr.Parse("10.0.9.0/24")] };
        RoutePlan plan = Plan(Situation(3, -1, -1, [Table("rtb-1", routes)]), scope: scope);
        Assert.Equal(
            ["Replace rtb-1 10.0.0.0/24", "Delete rtb-1 10.0.9.0/24", "Conflict rtb-1 10.0.1.0/24", "Conflict rtb-1 10.0.2.0/24", "Conflict rtb-1 10.0.8.0/24"],
            plan.Changes.Select(change => change.ToString()));
    }

    [Fact]
    public void Overlapping_clusters_in_one_table_stop_everything()
    {
        AwsRouteTable shared = Table("rtb-1", Route("10.0.9.0/24", "i-shop", "eni-i-shop")) with { Tags = new Dictionary<string, string>(OurTags) { [$"kubernetes.io/cluster/{Other}"] = "shared" } };
        RoutePlan plan = Plan(Situation(2, -1, -1, [shared, Table("rtb-2")]));
        Assert.Equal(ErrorTable.MultiClusterOverlap, plan.Errors.Single().Error);
        Assert.Equal([(AwsPodRouteAction.Conflict, RouteCode.MultiClusterOverlap)], plan.Changes.Select(change => (change.Action, change.Code)));
        Assert.Equal(0, plan.Estimate.Writes);
        // Apart from each other they share a table in peace.
        RouteSituation apart = Situation(2, -1, -1, [shared with { Routes = [Route("10.9.9.0/24", "i-shop", "eni-i-shop")] }]);
        Assert.Empty(Plan(apart).Errors);
    }

    [Fact]
    public void A_thousand_nodes_do_not_fit_and_the_plan_names_those_that_stay_out()
    {
        RouteSituation situation = Large(1000, 6);
        RoutePlan plan = Plan(situation);
        AwsPodRouteChange[] withheld = [.. plan.Changes.Where(change => change.Status == AwsPodRouteStatus.Withheld)];
        Assert.Equal(12, withheld.Length);
        Assert.Equal(["node-998", "node-999"], withheld.Select(change => change.Node).Distinct());
        Assert.All(withheld, change => Assert.Equal((AwsPodRouteAction.Create, RouteCode.RouteLimitExceeded), (change.Action, change.Code)));
        string text = plan.Findings.Single(finding => finding.Code == RouteCode.RouteLimitExceeded).Message;
        Assert.Contains("2 of 1,000 nodes do not fit", text, StringComparison.Ordinal);
        Assert.Contains("node-998, node-999", text, StringComparison.Ordinal);
        Assert.Contains(plan.Findings, finding => finding.Code == RouteCode.RouteLimitNear);
        Assert.Equal((5988, 1188), (plan.Estimate.Creates, (int)Math.Ceiling(plan.Estimate.Seconds)));
    }

    [Theory]
    [InlineData(397, null, false, 0)]
    [InlineData(398, null, true, 0)]
    [InlineData(398, 500, false, 0)]
    [InlineData(498, 500, false, 0)]
    [InlineData(499, 500, false, 1)]
    [InlineData(998, null, true, 0)]
    [InlineData(999, null, true, 1)]
    [InlineData(999, 5000, false, 1)]
    public void A_usual_limit_warns_and_a_certain_one_withholds(int nodes, int? quota, bool isNear, int withheld)
    {
        RoutePlan plan = Plan(Large(nodes, 1), new RoutePlanOptions { RouteQuota = quota });
        Assert.Equal(isNear, plan.Findings.Any(finding => finding.Code == RouteCode.RouteLimitNear));
        Assert.Equal(withheld, plan.Changes.Count(change => change.Status == AwsPodRouteStatus.Withheld));
    }

    [Fact]
    public void Prefix_lists_take_room_and_propagated_and_IPv6_routes_take_none()
    {
        AwsRoute[] others = [new AwsRoute { PrefixListId = "pl-1", Gateway = "vpce-1", Origin = AwsRoute.CreateRoute }, new AwsRoute { Gateway = "eigw-1", Origin = AwsRoute.CreateRoute }, Route("172.16.0.0/16", gateway: "vgw-1", origin: "EnableVgwRoutePropagation")];
        Assert.Equal(1, Plan(Situation(2, -1, -1, [Table("rtb-1", others)]), new RoutePlanOptions { RouteQuota = 3 }).Changes.Count(change => change.Status == AwsPodRouteStatus.Withheld));
        Assert.DoesNotContain(Plan(Situation(2, -1, -1, [Table("rtb-1", others)]), new RoutePlanOptions { RouteQuota = 4 }).Changes, change => change.Status == AwsPodRouteStatus.Withheld);
    }

    [Theory]
    [InlineData(6000, 0, 0, 0, 1190)]
    [InlineData(600, 0, 0, 0, 110)]
    [InlineData(300, 0, 0, 0, 50)]
    [InlineData(6000, 6000, 6000, 0, 1190)]
    [InlineData(48, 0, 48, 0, 0)]
    [InlineData(0, 0, 0, 150, 10)]
    public void The_estimate_is_that_of_AWSs_buckets(int creates, int replaces, int deletes, int interfaces, double seconds) =>
        Assert.Equal(seconds, new RouteEstimate(creates, replaces, deletes, interfaces).Seconds);

    [Fact]
    public void The_estimate_can_be_read()
    {
        Assert.Equal("6,001 writes (6,000 create, 1 delete), at least 1,190 s: AWS grants an account 50 of a kind at once, then 5 a second.", new RouteEstimate(6000, 0, 1, 0).ToString());
        Assert.Equal("1 write (1 replace), at once.", new RouteEstimate(0, 1, 0, 0).ToString());
        Assert.Equal("Nothing to write.", new RouteEstimate(0, 0, 0, 0).ToString());
    }

    [Fact]
    public void A_condition_says_what_all_worker_tables_say()
    {
        RouteSituation situation = Situation(3, dead: 2, check: -1, [Table("rtb-1", Route("10.0.0.0/24", "i-0", "eni-0"), Route("10.0.1.0/24", gateway: "tgw-1")), Table("rtb-2", Route("10.0.0.0/24", "i-0", "eni-0"))]);
        RoutePlanOptions options = new() { SetNodeCondition = true };
        AwsPodRouteChange[] conditions = [.. Plan(situation, options).Changes.Where(change => change.Action == AwsPodRouteAction.NodeCondition)];
        // Of a node without instance nothing is known, so nothing is said.
        Assert.Equal(["node-0", "node-1"], conditions.Select(change => change.Node).Order());
        Assert.Contains("False, RouteCreated", conditions.Single(change => change.Node == "node-0").Reason, StringComparison.Ordinal);
        Assert.Contains("True, NoRouteCreated", conditions.Single(change => change.Node == "node-1").Reason, StringComparison.Ordinal);
        RouteSituation told = situation with { Nodes = [situation.Nodes[0] with { NetworkUnavailable = NodeCondition.RouteCreated }, situation.Nodes[1] with { NetworkUnavailable = new NodeCondition("True", "NoRouteCreated") }, situation.Nodes[2]] };
        Assert.DoesNotContain(Plan(told, options).Changes, change => change.Action == AwsPodRouteAction.NodeCondition);
        Assert.DoesNotContain(Plan(situation).Changes, change => change.Action == AwsPodRouteAction.NodeCondition);
    }

    [Fact]
    public void A_source_destination_check_is_told_and_switched_off_when_asked()
    {
        RouteSituation situation = Situation(2, dead: -1, check: 1, [Table("rtb-1", Route("10.0.0.0/24", "i-0", "eni-0"), Route("10.0.1.0/24", "i-1", "eni-1"))]);
        Assert.Equal((AwsPodRouteState.InSync, RouteCode.SourceDestCheck), (Survey(situation)[1].State, Survey(situation)[1].Code));
        RoutePlan plan = Plan(situation);
        Assert.Empty(plan.Changes);
        Assert.Equal(RouteCode.SourceDestCheck, plan.Findings.Single().Code);
        AwsPodRouteChange change = Plan(situation, new RoutePlanOptions { FixSourceDestCheck = true }).Changes.Single();
        Assert.Equal((AwsPodRouteAction.SourceDestCheck, "node-1", "i-1", "eni-1"), (change.Action, change.Node, change.InstanceId, change.NetworkInterfaceId));
    }

    [Fact]
    public void A_plan_for_a_thousand_nodes_and_six_tables_is_soon_made()
    {
        RouteSituation situation = Large(1000, 6);
        Plan(situation);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Stopwatch watch = Stopwatch.StartNew();
        Plan(situation);
        // Time is measured in bench/; this only finds what is wrong by orders of magnitude.
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 10);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 50_000_000);
    }

    private static RouteSituation Large(int nodes, int tables) => Situation(0, -1, -1, [.. Enumerable.Range(0, tables).Select(index => Table($"rtb-{index}", Route("0.0.0.0/0", gateway: "nat-1")))]) with
    {
        PodNetworks = PodNetworks.Parse(["100.64.0.0/10"], Cluster),
        Nodes = [.. Enumerable.Range(0, nodes).Select(index => Node(index) with { PodCidrs = [$"100.{64 + (index >> 8)}.{index & 255}.0/24"] })],
        Instances = [.. Enumerable.Range(0, nodes).Select(index => Instance(index))],
    };
}
