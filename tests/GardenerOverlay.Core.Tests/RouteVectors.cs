using System.Text.Json;
using GardenerOverlay.Core.Addressing;
using GardenerOverlay.Core.Routes;

namespace GardenerOverlay.Core.Tests;

/// <summary>
/// The shared cases about routes. A listed instance runs, in the tables' VPC, with our cluster's tag (ids that begin with
/// i-other: another cluster's); one that is not listed is gone.
/// </summary>
public static class RouteVectors
{
    public const string Cluster = "shoot--foo--bar";
    private const string OtherCluster = "shoot--foo--other";

    private static readonly Lazy<JsonElement[]> s_all = new(() => Load("routes.json"));
    private static readonly Lazy<JsonElement[]> s_nodes = new(() => Load("aws-node-route.json"));

    public static TheoryData<string> Names(string kind) =>
        [.. s_all.Value.Where(vector => vector.GetProperty("kind").GetString() == kind).Select(vector => vector.GetProperty("name").GetString()!)];

    /// <summary>The cases of single nodes that are not about tables.</summary>
    public static TheoryData<string> NodeNames => [.. s_nodes.Value.Select(vector => vector.GetProperty("name").GetString()!)];

    public static JsonElement Get(string name) => s_all.Value.Concat(s_nodes.Value).Single(vector => vector.GetProperty("name").GetString() == name);

    public static RouteSituation SituationOf(JsonElement vector)
    {
        AwsRouteTable[] tables = [.. vector.GetProperty("routeTables").EnumerateArray().Select(TableOf)];
        return new RouteSituation
        {
            ClusterName = vector.GetProperty("clusterName").GetString()!,
            PodNetworks = PodNetworks.Parse([vector.GetProperty("podNetwork").GetString()!], Cluster),
            Nodes = NodesOf(vector),
            Tables = tables,
            Instances = vector.TryGetProperty("instances", out JsonElement instances)
                ? [.. instances.EnumerateObject().Where(IsListed).Select(instance => InstanceOf(instance, tables[0].VpcId))]
                : [],
        };
    }

    public static ClusterNode[] NodesOf(JsonElement vector) => [.. vector.GetProperty("nodes").EnumerateArray().Select(NodeOf)];

    public static string? TextOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static ClusterNode NodeOf(JsonElement node) => new()
    {
        Name = TextOf(node, "name")!,
        ProviderId = TextOf(node, "providerID"),
        PodCidrs = [.. node.GetProperty("podCIDRs").EnumerateArray().Select(podCidr => podCidr.GetString()!)],
        IsReady = !node.TryGetProperty("ready", out JsonElement ready) || ready.GetBoolean(),
    };

    private static JsonElement[] Load(string file)
    {
        using Stream stream = typeof(RouteVectors).Assembly.GetManifestResourceStream($"GardenerOverlay.Core.Tests.Vectors.{file}")!;
        return [.. JsonDocument.Parse(stream).RootElement.EnumerateArray()];
    }

    /// <summary>A single network interface with the name EMPTY stands for an answer without a reservation.</summary>
    private static bool IsListed(JsonProperty instance) => TextOf(instance.Value[0], "networkInterfaceId") != "EMPTY";

    private static AwsRouteTable TableOf(JsonElement table)
    {
        List<AwsAssociation> associations = [];
        if (table.TryGetProperty("associations", out JsonElement given))
        {
            associations.AddRange(given.EnumerateArray().Select(association => new AwsAssociation(TextOf(association, "subnetId"), null, IsMain: false)));
        }
        if (TextOf(table, "gatewayAssociation") is { } gateway)
        {
            associations.Add(new AwsAssociation(null, gateway, IsMain: false));
        }
        Dictionary<string, string> tags = table.GetProperty("tags").EnumerateObject().ToDictionary(tag => tag.Name, tag => tag.Value.GetString()!);
        return new AwsRouteTable(TextOf(table, "id")!, TextOf(table, "vpcId") ?? "vpc-1", tags, [.. table.GetProperty("routes").EnumerateArray().Select(RouteOf)], associations);
    }

    private static AwsRoute RouteOf(JsonElement route) => new()
    {
        Destination = TextOf(route, "destination") is { } destination ? Cidr.Parse(destination) : null,
        PrefixListId = TextOf(route, "prefixListId"),
        InstanceId = TextOf(route, "instanceId"),
        NetworkInterfaceId = TextOf(route, "networkInterfaceId"),
        Gateway = TextOf(route, "gatewayId") ?? TextOf(route, "natGatewayId") ?? TextOf(route, "transitGatewayId") ?? TextOf(route, "vpcPeeringConnectionId"),
        Origin = TextOf(route, "origin"),
        State = TextOf(route, "state"),
    };

    private static AwsInstance InstanceOf(JsonProperty instance, string? vpc)
    {
        string owner = instance.Name.StartsWith("i-other", StringComparison.Ordinal) ? OtherCluster : Cluster;
        return new AwsInstance(instance.Name, "running", vpc, "eu-west-1a", new Dictionary<string, string> { [$"kubernetes.io/cluster/{owner}"] = "1" },
            [.. instance.Value.EnumerateArray().Select(InterfaceOf)]);
    }

    private static AwsNetworkInterface InterfaceOf(JsonElement networkInterface) => new(
        TextOf(networkInterface, "networkInterfaceId")!,
        networkInterface.TryGetProperty("networkCardIndex", out JsonElement card) ? card.GetInt32() : 0,
        networkInterface.TryGetProperty("deviceIndex", out JsonElement device) ? device.GetInt32() : 0,
        TextOf(networkInterface, "interfaceType"),
        TextOf(networkInterface, "subnetId"),
        [],
        null);
}
