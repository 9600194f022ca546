using CsCheck;
using GardenerOverlay.Core.Addressing;
using GardenerOverlay.Core.Routes;

namespace GardenerOverlay.Core.Tests;

/// <summary>What holds for any tables, nodes and instances.</summary>
public sealed class RoutePropertyTests
{
    private static readonly RoutePlanOptions s_all = new() { FixSourceDestCheck = true, SetNodeCondition = true };

    private static readonly Gen<(RouteSituation Situation, RoutePlanOptions Options)> s_cases =
        from situation in RouteWorld.Any
        from quota in Gen.Int[0, 3]
        from allowEmpty in Gen.Bool
        from remove in Gen.Int[0, 9]
        select (situation, s_all with { RouteQuota = quota == 0 ? 9 : null, AllowEmpty = allowEmpty, Remove = remove == 0 });

    private static long Iterations => TestCounts.Cases / 5;

    [Fact]
    public void What_is_planned_is_all_that_is_to_do() => s_cases.Sample(item =>
    {
        RoutePlan plan = RouteWorld.Plan(item.Situation, item.Options);
        RouteSituation after = TableModel.After(item.Situation, plan.Changes);
        Assert.DoesNotContain(RouteWorld.Plan(after, item.Options).Changes, RouteVectorTests.IsWrite);
    }, iter: Iterations);

    [Fact]
    public void After_it_every_node_is_routed_that_can_be() => RouteWorld.Any.Sample(situation =>
    {
        RouteSituation after = TableModel.After(situation, RouteWorld.Plan(situation).Changes);
        Assert.All(RouteWorld.Survey(after), route => Assert.True(
            route.State is AwsPodRouteState.InSync or AwsPodRouteState.Foreign or AwsPodRouteState.Conflict
            || route.Code is RouteCode.InstanceStopped or RouteCode.InstanceGone || situation.Nodes.Count == 0, $"{route} {route.Code}"));
    }, iter: Iterations);

    [Fact]
    public void Foreign_routes_are_untouched() => s_cases.Sample(item =>
    {
        RoutePlan plan = RouteWorld.Plan(item.Situation, item.Options);
        foreach (AwsPodRouteChange change in plan.Changes.Where(change => change.Action is AwsPodRouteAction.Replace or AwsPodRouteAction.Delete))
        {
            AwsRoute route = Present(item.Situation, change);
            Cidr destination = Cidr.Parse(change.Destination!);
            Assert.Equal(AwsRoute.CreateRoute, route.Origin);
            Assert.Null(route.Gateway);
            Assert.Equal(24, destination.PrefixLength);
            Assert.True(Cidr.Parse("10.0.0.0/16").Contains(destination));
            Assert.DoesNotContain(route.InstanceId, (string?[])["i-shop", "i-appliance"]);
            // Of a living interface without an instance nobody knows whose it is.
            Assert.True(route.InstanceId is not null || route.State == "blackhole");
        }
    }, iter: Iterations);

    [Fact]
    public void No_destination_is_ever_without_a_route_while_it_is_replaced() => s_cases.Sample(item =>
    {
        RoutePlan plan = RouteWorld.Plan(item.Situation, item.Options);
        AwsPodRouteChange[] writes = [.. plan.Changes.Where(change => change.Action is AwsPodRouteAction.Create or AwsPodRouteAction.Replace or AwsPodRouteAction.Delete)];
        Assert.Equal(writes.Length, writes.DistinctBy(change => (change.RouteTableId, change.Destination)).Count());
        if (item.Options.Remove)
        {
            Assert.All(writes, change => Assert.Equal(AwsPodRouteAction.Delete, change.Action));
            return;
        }
        HashSet<string> wanted = [.. item.Situation.Nodes.Select(node => node.PodCidrs[0])];
        HashSet<string> publicTables = [.. item.Situation.Tables.Where(table => table.Tags.ContainsKey("Name")).Select(table => table.Id)];
        Assert.DoesNotContain(writes, change => change.Action == AwsPodRouteAction.Delete && wanted.Contains(change.Destination!) && !publicTables.Contains(change.RouteTableId!));
    }, iter: Iterations);

    [Fact]
    public void The_plan_of_a_plan_half_done_is_the_rest() => Gen.Select(s_cases, Gen.Int[0, int.MaxValue]).Sample((item, seed) =>
    {
        AwsPodRouteChange[] writes = [.. RouteWorld.Plan(item.Situation, item.Options).Changes.Where(RouteVectorTests.IsWrite)];
        Random random = new(seed);
        // At a quota only what comes first can be done first; otherwise any part.
        int head = random.Next(writes.Length + 1);
        AwsPodRouteChange[] done = item.Options.RouteQuota is not null ? writes[..head] : [.. writes.Where(_ => random.Next(2) == 0)];
        RouteSituation halfway = TableModel.After(item.Situation, done);
        IEnumerable<string> rest = RouteWorld.Plan(halfway, item.Options).Changes.Where(RouteVectorTests.IsWrite).Select(Describe);
        Assert.Equal(writes.Except(done).Select(Describe).Order(), rest.Order());
    }, iter: Iterations);

    [Fact]
    public void A_table_never_holds_more_than_its_quota_allows() => s_cases.Where(item => item.Options.RouteQuota is not null && !item.Options.Remove).Sample(item =>
    {
        RouteSituation situation = item.Situation;
        foreach (AwsPodRouteChange change in RouteWorld.Plan(situation, item.Options).Changes.Where(RouteVectorTests.IsWrite))
        {
            situation = TableModel.After(situation, [change]);
            if (change.Action == AwsPodRouteAction.Create)
            {
                int entries = situation.Tables.Single(table => table.Id == change.RouteTableId).Routes.Count(route => !route.IsPropagated);
                Assert.InRange(entries, 0, item.Options.RouteQuota!.Value);
            }
        }
    }, iter: Iterations);

    private static string Describe(AwsPodRouteChange change) => $"{change.Action} {change.RouteTableId} {change.Destination} {change.Node} {change.NetworkInterfaceId} {(change.Action == AwsPodRouteAction.NodeCondition ? change.Reason : "")}";

    private static AwsRoute Present(RouteSituation situation, AwsPodRouteChange change) =>
        situation.Tables.Single(table => table.Id == change.RouteTableId).Routes.Single(route => route.Destination == Cidr.Parse(change.Destination!) && !route.IsPropagated);
}
