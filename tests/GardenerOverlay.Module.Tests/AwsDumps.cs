namespace GardenerOverlay.Module.Tests;

/// <summary>Dumps of a cluster on AWS: node n has 100.96.n.0/24 and the instance i-n.</summary>
internal static class AwsDumps
{
    public const string Cluster = "shoot--dev--web";

    /// <summary>The parameters that name the dumps and the cluster.</summary>
    public const string Parameters = "-ClusterName shoot--dev--web -PodCidr 100.96.0.0/11 -RouteTablePath tables.json -InstancePath instances.json -NodePath nodes.json";

    /// <summary>Writes dumps whose tables have the routes of some nodes.</summary>
    /// <param name="session">Where to.</param>
    /// <param name="nodes">Nodes that there are.</param>
    /// <param name="routed">Instances from 0 on that have a route in every table; they live, nodes or not.</param>
    /// <param name="tables">Route tables.</param>
    /// <param name="cluster">Whose instances they are.</param>
    public static void Write(Session session, int nodes, int routed, int tables = 2, string cluster = Cluster)
    {
        session.Write("nodes.json", $$"""{"kind": "List", "apiVersion": "v1", "items": [{{Join(nodes, Node)}}]}""");
        session.Write("instances.json", $$"""{"Reservations": [{{Join(Math.Max(nodes, routed), index => Instance(index, cluster))}}]}""");
        session.Write("tables.json", $$"""{"RouteTables": [{{Join(tables, table => Table(table, routed))}}]}""");
    }

    private static string Node(int index) =>
        $$"""{"kind": "Node", "metadata": {"name": "node-{{index}}"}, "spec": {"podCIDRs": ["{{PodCidr(index)}}"], "providerID": "aws:///eu-west-1a/i-{{index}}"} }""";

    private static string Instance(int index, string cluster) => $$"""
        {"ReservationId": "r-{{index}}", "Instances": [{"InstanceId": "i-{{index}}", "State": {"Name": "running"}, "VpcId": "vpc-1", "Placement": {"AvailabilityZone": "eu-west-1a"},
         "Tags": [{"Key": "kubernetes.io/cluster/{{cluster}}", "Value": "1"}], "NetworkInterfaces": [{"NetworkInterfaceId": "eni-{{index}}", "SubnetId": "subnet-1", "SourceDestCheck": false}]}]}
        """;

    private static string Table(int table, int routed) => $$"""
        {"RouteTableId": "rtb-{{table}}", "VpcId": "vpc-1", "OwnerId": "1", "Tags": [{"Key": "kubernetes.io/cluster/{{Cluster}}", "Value": "1"}], "Associations": [],
         "Routes": [{"DestinationCidrBlock": "10.250.0.0/16", "GatewayId": "local", "Origin": "CreateRouteTable", "State": "active"}{{string.Concat(Enumerable.Range(0, routed).Select(Route))}}]}
        """;

    private static string Route(int index) => $$""", {"DestinationCidrBlock": "{{PodCidr(index)}}", "InstanceId": "i-{{index}}", "NetworkInterfaceId": "eni-{{index}}", "Origin": "CreateRoute", "State": "active"}""";

    private static string PodCidr(int index) => $"100.{96 + (index >> 8)}.{index & 255}.0/24";

    private static string Join(int count, Func<int, string> item) => string.Join(',', Enumerable.Range(0, count).Select(item));
}
