using CsCheck;
using GardenerOverlay.Core.Addressing;
using GardenerOverlay.Core.Routes;

namespace GardenerOverlay.Core.Tests;

/// <summary>Makes clusters, their nodes and their tables, whole or in disorder.</summary>
internal static class RouteWorld
{
    public const string Cluster = "shoot--dev--web";
    public const string Other = "shoot--dev--shop";

    public static readonly Dictionary<string, string> OurTags = new() { [$"kubernetes.io/cluster/{Cluster}"] = "owned" };
    public static readonly Dictionary<string, string> OtherTags = new() { [$"kubernetes.io/cluster/{Other}"] = "owned" };
    public static readonly Dictionary<string, string> NoTags = [];

    private static readonly string[] s_targets = ["node", "node", "node", "spare", "gone", "shop", "appliance", "tgw", "second", "nothing"];

    /// <summary>
    /// Some nodes, some of their instances gone or stopped, and tables whose routes lead anywhere. Node n has 10.0.n.0/24 and
    /// the interfaces eni-n and, if odd, eni-n-b.
    /// </summary>
    public static Gen<RouteSituation> Any { get; } =
        from nodes in Gen.Int[0, 6]
        from dead in Gen.Int[-1, 5]
        from check in Gen.Int[-1, 5]
        from tables in AnyTable(nodes).Array[1, 4]
        select Situation(nodes, dead, check, [.. tables.Select((table, index) => table with { Id = $"rtb-{index}" })]);

    public static RouteSituation Situation(int nodes, int dead, int check, IReadOnlyList<AwsRouteTable> tables) => new()
    {
        ClusterName = Cluster,
        PodNetworks = PodNetworks.Parse(["10.0.0.0/16"], Cluster),
        Nodes = [.. Enumerable.Range(0, nodes).Select(Node)],
        Tables = tables,
        Instances =
        [
            .. Enumerable.Range(0, nodes).Where(node => node != dead).Select(node => Instance(node, hasCheck: node == check)),
            Running("i-spare", OurTags),
            Running("i-shop", OtherTags),
            Running("i-appliance", NoTags),
        ],
    };

    public static ClusterNode Node(int index) => new() { Name = $"node-{index}", ProviderId = $"aws:///eu-west-1a/i-{index}", PodCidrs = [PodCidr(index)], IsReady = true };

    public static string PodCidr(int index) => $"10.0.{index}.0/24";

    public static AwsInstance Instance(int index, bool hasCheck = false)
    {
        AwsNetworkInterface primary = new($"eni-{index}", 0, 0, "interface", "subnet-a", [], hasCheck);
        return Running($"i-{index}", OurTags) with
        {
            NetworkInterfaces = index % 2 == 0 ? [primary] : [primary with { Id = $"eni-{index}-b", DeviceIndex = 1, HasSourceDestCheck = false }, primary],
        };
    }

    public static AwsInstance Running(string id, IReadOnlyDictionary<string, string> tags) =>
        new(id, "running", "vpc-1", "eu-west-1a", tags, [new AwsNetworkInterface($"eni-{id}", 0, 0, "interface", "subnet-a", [], false)]);

    public static AwsRouteTable Table(string id, params AwsRoute[] routes) =>
        new(id, "vpc-1", OurTags, [new AwsRoute { Destination = Cidr.Parse("10.250.0.0/16"), Gateway = "local", Origin = "CreateRouteTable", State = "active" }, .. routes], []);

    public static AwsRoute Route(string destination, string? instance = null, string? networkInterface = null, string? gateway = null, string state = "active", string origin = AwsRoute.CreateRoute) =>
        new() { Destination = Cidr.Parse(destination), InstanceId = instance, NetworkInterfaceId = networkInterface, Gateway = gateway, State = state, Origin = origin };

    public static RoutePlan Plan(RouteSituation situation, RoutePlanOptions? options = null, RouteScope? scope = null) =>
        RoutePlan.Of(RouteSurvey.Of(situation, scope ?? new RouteScope()), options ?? new RoutePlanOptions());

    public static AwsPodRoute[] Survey(RouteSituation situation, RouteScope? scope = null) => [.. RouteSurvey.Of(situation, scope ?? new RouteScope()).Routes];

    private static Gen<AwsRouteTable> AnyTable(int nodes) =>
        from routes in AnyRoute.Array[0, 12]
        from role in Gen.Int[0, 9]
        select Table("", [.. routes.Where(route => route.Destination is not null).DistinctBy(route => (route.Destination, route.IsPropagated))]) with
        {
            // Now and then a table of public subnets, which is empty of nodes; a table shared with the other cluster would end the plan.
            Tags = role == 0 && nodes > 0 ? new Dictionary<string, string>(OurTags) { ["Name"] = Cluster } : OurTags,
        };

    private static Gen<AwsRoute> AnyRoute { get; } =
        from index in Gen.Int[0, 7]
        from length in Nodes.AnyOf(24, 24, 24, 24, 25, 22, 16, 14)
        from target in Nodes.AnyOf(s_targets)
        from isBlackhole in Gen.Int[0, 3]
        from origin in Nodes.AnyOf(AwsRoute.CreateRoute, AwsRoute.CreateRoute, AwsRoute.CreateRoute, "CreateRouteTable", "EnableVgwRoutePropagation")
        select RouteTo($"10.0.{index}.0/{length}", target, index, isBlackhole == 0 ? "blackhole" : "active", origin);

    private static AwsRoute RouteTo(string destination, string target, int index, string state, string origin) => target switch
    {
        "node" => Route(destination, $"i-{index}", $"eni-{index}", state: state, origin: origin),
        "second" => Route(destination, $"i-{index}", $"eni-{index}-b", state: state, origin: origin),
        "tgw" => Route(destination, gateway: "tgw-1", state: state, origin: origin),
        "nothing" => Route(destination, state: state, origin: origin),
        _ => Route(destination, $"i-{target}", $"eni-i-{target}", state: state, origin: origin),
    };
}
