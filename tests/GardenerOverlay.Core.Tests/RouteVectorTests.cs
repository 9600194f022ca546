using System.Text.Json;
using GardenerOverlay.Core.Addressing;
using GardenerOverlay.Core.Errors;
using GardenerOverlay.Core.Routes;

namespace GardenerOverlay.Core.Tests;

/// <summary>The shared cases: what `ours` says where a case has it, else the end state of what Gardener's controller does.</summary>
public sealed class RouteVectorTests
{
    public static TheoryData<string> Reconcile => RouteVectors.Names("reconcile");

    public static TheoryData<string> NodeExtraction => RouteVectors.Names("nodeExtraction");

    public static TheoryData<string> PodNetworkFlag => RouteVectors.Names("podNetworkFlag");

    public static TheoryData<string> AwsNodeRoute => RouteVectors.NodeNames;

    [Theory]
    [MemberData(nameof(Reconcile))]
    public void The_plan_is_that_of_the_case(string name)
    {
        JsonElement vector = RouteVectors.Get(name);
        RouteSituation situation = RouteVectors.SituationOf(vector);
        bool hasFaults = vector.TryGetProperty("faults", out _);
        if (!hasFaults && !HasOurs(vector) && RouteVectors.TextOf(vector.GetProperty("expect"), "error")?.StartsWith("unable to find route table", StringComparison.Ordinal) == true)
        {
            Assert.Equal(ErrorTable.RouteTableNotFound, Assert.Throws<GardenerOverlayException>(() => RouteSurvey.Of(situation, new RouteScope())).Error);
            return;
        }
        RoutePlanOptions options = new() { RouteQuota = vector.TryGetProperty("routeQuota", out JsonElement quota) ? quota.GetInt32() : null };
        RoutePlan plan = RoutePlan.Of(RouteSurvey.Of(situation, new RouteScope()), options);

        Dictionary<AwsPodRouteAction, string[]> expected = ExpectedOf(vector, situation);
        foreach (AwsPodRouteAction action in new[] { AwsPodRouteAction.Create, AwsPodRouteAction.Replace, AwsPodRouteAction.Delete })
        {
            Assert.Equal(expected[action], plan.Changes.Where(change => change.Action == action).Select(Describe).Order());
        }
        CheckOurs(vector, plan, hasFaults);
        RouteSituation after = TableModel.After(situation, plan.Changes);
        Assert.DoesNotContain(RoutePlan.Of(RouteSurvey.Of(after, new RouteScope()), options).Changes, IsWrite);
    }

    [Fact]
    public void An_empty_list_of_nodes_deletes_only_when_allowed()
    {
        RouteSituation situation = RouteVectors.SituationOf(RouteVectors.Get("last node gone: nothing is done, its routes stay"));
        RoutePlan plan = RoutePlan.Of(RouteSurvey.Of(situation, new RouteScope()), new RoutePlanOptions { AllowEmpty = true });
        Assert.Equal(["rt1 10.243.1.0/24"], plan.Changes.Where(IsWrite).Select(Describe));
        Assert.Equal(RouteCode.NoNode, plan.Changes[0].Code);
        Assert.Empty(plan.Findings);
    }

    [Fact]
    public void In_a_full_table_a_deletion_makes_room_first()
    {
        JsonElement vector = RouteVectors.Get("table is full: stale route is deleted first, so the new one fits");
        RoutePlan plan = RoutePlan.Of(RouteSurvey.Of(RouteVectors.SituationOf(vector), new RouteScope()), new RoutePlanOptions { RouteQuota = 3 });
        Assert.Equal([AwsPodRouteAction.Delete, AwsPodRouteAction.Create], plan.Changes.Select(change => change.Action));
        RoutePlan roomy = RoutePlan.Of(RouteSurvey.Of(RouteVectors.SituationOf(vector), new RouteScope()), new RoutePlanOptions { RouteQuota = 4 });
        Assert.Equal([AwsPodRouteAction.Create, AwsPodRouteAction.Delete], roomy.Changes.Select(change => change.Action));
    }

    [Theory]
    [MemberData(nameof(NodeExtraction))]
    public void Nodes_give_the_routes_of_the_case(string name)
    {
        JsonElement vector = RouteVectors.Get(name);
        JsonElement expect = vector.GetProperty("expect").GetProperty("nodeRoutes");
        string? warning = null;
        if (HasOurs(vector))
        {
            expect = vector.GetProperty("ours").GetProperty("nodeRoutes");
            warning = RouteVectors.TextOf(vector.GetProperty("ours"), "warning");
        }
        NodeRoutes routes = NodeRoutes.Of(RouteVectors.NodesOf(vector));
        Assert.Equal(
            expect.EnumerateArray().Select(route => $"{RouteVectors.TextOf(route, "node")} {RouteVectors.TextOf(route, "podCIDR")} {RouteVectors.TextOf(route, "instanceId")}"),
            routes.Routes.Select(route => $"{route.Node.Name} {route.PodCidr} {route.InstanceId}"));
        if (warning is not null)
        {
            Assert.Contains(routes.Skipped, node => node.Code == warning && node.IsWarning);
        }
        if (vector.GetProperty("routeTables").GetArrayLength() > 0)
        {
            The_plan_is_that_of_the_case(name);
        }
    }

    [Theory]
    [MemberData(nameof(PodNetworkFlag))]
    public void Pod_networks_are_those_of_the_case(string name)
    {
        JsonElement vector = RouteVectors.Get(name);
        string[] given = [.. vector.GetProperty("podNetworks").EnumerateArray().Select(network => network.GetString()!)];
        if (RouteVectors.TextOf(vector.GetProperty("expect"), "error") is not null)
        {
            Assert.Equal(ErrorTable.CidrUnreadable, Assert.Throws<GardenerOverlayException>(() => PodNetworks.Parse(given, RouteVectors.Cluster)).Error);
            return;
        }
        IReadOnlyList<Cidr> networks = PodNetworks.Parse(given, RouteVectors.Cluster).Ranges;
        Assert.Equal(RouteVectors.TextOf(vector.GetProperty("expect"), "podNetwork"), networks[0].ToString());
        Assert.Equal(given.Where(text => !text.Contains(':', StringComparison.Ordinal)), networks.Select(network => network.ToString()));
    }

    [Fact]
    public void Without_an_IPv4_pod_network_there_is_nothing_to_route() =>
        Assert.Equal(ErrorTable.NoIPv4PodCidr, Assert.Throws<GardenerOverlayException>(() => PodNetworks.Parse(["2001:db8::/48"], RouteVectors.Cluster)).Error);

    [Theory]
    [MemberData(nameof(AwsNodeRoute))]
    public void A_node_gives_the_route_of_the_case(string name)
    {
        JsonElement vector = RouteVectors.Get(name);
        JsonElement node = vector.GetProperty("input").GetProperty("node");
        JsonElement spec = node.GetProperty("spec");
        NodeRoutes routes = NodeRoutes.Of(
        [
            new ClusterNode
            {
                Name = node.GetProperty("metadata").GetProperty("name").GetString()!,
                ProviderId = RouteVectors.TextOf(spec, "providerID"),
                PodCidrs = [.. spec.GetProperty("podCIDRs").EnumerateArray().Select(podCidr => podCidr.GetString()!)],
            },
        ]);
        JsonElement expect = vector.GetProperty("expect").GetProperty("nodeRoute");
        string[] expected = expect.ValueKind == JsonValueKind.Null ? [] : [$"{RouteVectors.TextOf(expect, "podCIDR")} {RouteVectors.TextOf(expect, "instanceId")}"];
        Assert.Equal(expected, routes.Routes.Select(route => $"{route.PodCidr} {route.InstanceId}"));
    }

    internal static bool IsWrite(AwsPodRouteChange change) => change.Status == AwsPodRouteStatus.Planned && change.Action is not (AwsPodRouteAction.Skip or AwsPodRouteAction.Conflict);

    private static bool HasOurs(JsonElement vector) => vector.TryGetProperty("ours", out _);

    private static string Describe(AwsPodRouteChange change) => change.Action == AwsPodRouteAction.Delete
        ? $"{change.RouteTableId} {change.Destination}"
        : $"{change.RouteTableId} {change.Destination} {change.NetworkInterfaceId} {(change.Action == AwsPodRouteAction.Replace ? "from " + change.From : "")}".TrimEnd();

    private static void CheckOurs(JsonElement vector, RoutePlan plan, bool hasFaults)
    {
        if (!HasOurs(vector))
        {
            Assert.Empty(plan.Errors);
            return;
        }
        JsonElement ours = vector.GetProperty("ours");
        if (!hasFaults)
        {
            Assert.Equal(RouteVectors.TextOf(ours, "error") is { } error ? [error] : [], plan.Errors.Select(item => item.Error.Id));
        }
        if (RouteVectors.TextOf(ours, "warning") is { } warning)
        {
            Assert.Contains(plan.Findings, finding => finding.Code == warning);
        }
        if (ours.TryGetProperty("conflict", out JsonElement conflicts))
        {
            Assert.Equal(
                conflicts.EnumerateArray().Select(conflict => $"{RouteVectors.TextOf(conflict, "table")} {RouteVectors.TextOf(conflict, "destination")} {RouteVectors.TextOf(conflict, "kind")}"),
                plan.Changes.Where(change => change.Action == AwsPodRouteAction.Conflict).Select(change => $"{change.RouteTableId} {change.Destination} {change.Code}"));
        }
    }

    private static Dictionary<AwsPodRouteAction, string[]> ExpectedOf(JsonElement vector, RouteSituation situation)
    {
        JsonElement expect = vector.GetProperty("expect");
        JsonElement ours = HasOurs(vector) ? vector.GetProperty("ours") : expect;
        string[] creates = Listed(ours, expect, "create", situation);
        string[] deletes = Listed(ours, expect, "delete", situation);
        string[] replaces = ours.TryGetProperty("replace", out JsonElement given) ? [.. given.EnumerateArray().Select(item => Text(item, situation))] : [];
        // Delete and create of one destination is one Replace of ours.
        string[] both = [.. deletes.Where(delete => creates.Any(create => create.StartsWith(delete + " ", StringComparison.Ordinal)))];
        replaces = [.. replaces, .. both.Select(delete => $"{creates.Single(create => create.StartsWith(delete + " ", StringComparison.Ordinal))} from {FromOf(situation, delete)}")];
        return new Dictionary<AwsPodRouteAction, string[]>
        {
            [AwsPodRouteAction.Create] = [.. creates.Where(create => !both.Any(delete => create.StartsWith(delete + " ", StringComparison.Ordinal))).Order()],
            [AwsPodRouteAction.Replace] = [.. replaces.Order()],
            [AwsPodRouteAction.Delete] = [.. deletes.Except(both).Order()],
        };
    }

    private static string[] Listed(JsonElement ours, JsonElement expect, string name, RouteSituation situation) =>
        [.. (ours.TryGetProperty(name, out JsonElement list) ? list : ours.TryGetProperty("error", out JsonElement error) && error.ValueKind == JsonValueKind.String ? default : expect.GetProperty(name)).EnumerateArray().Select(item => Text(item, situation))];

    private static string Text(JsonElement item, RouteSituation situation)
    {
        string text = $"{RouteVectors.TextOf(item, "table")} {RouteVectors.TextOf(item, "destination")}";
        // The controller sends the CIDR as the node has it; AWS stores it canonical.
        string? networkInterface = RouteVectors.TextOf(item, "networkInterfaceId");
        if (RouteVectors.TextOf(item, "instanceId") is { } id)
        {
            networkInterface = situation.Instances.Single(instance => instance.Id == id).NetworkInterfaces.Single().Id;
        }
        text = networkInterface is null ? text : $"{text} {networkInterface}";
        return RouteVectors.TextOf(item, "from") is { } from ? $"{text} from {from}" : text;
    }

    private static string FromOf(RouteSituation situation, string delete)
    {
        string[] words = delete.Split(' ');
        return situation.Tables.Single(table => table.Id == words[0]).Routes.Single(route => route.Destination == Cidr.Parse(words[1])).Target;
    }
}
