using GardenerOverlay.Core.Addressing;

namespace GardenerOverlay.Core.Routes;

/// <summary>What a route table of a cluster is for.</summary>
public enum RouteTableRole
{
    /// <summary>Nodes are, or may come, behind it: it takes pod routes.</summary>
    Worker,

    /// <summary>Load balancers and NAT gateways are behind it: pod routes have no use there.</summary>
    Public,

    /// <summary>It belongs to a gateway and takes routes for the VPC's subnets only.</summary>
    Edge,
}

/// <summary>
/// Tells the tables of a cluster apart. Public is a table with the default route to an internet gateway and no network
/// interface of a node in its subnets. Without association data its name decides: Gardener names the public table as the
/// cluster. Every other table is a worker table, also with no node yet.
/// Source: aws-custom-route-controller, pkg/updater/routes.go (isMainTable), which looks at the name alone and empties a
/// worker table that happens to have it.
/// </summary>
public sealed class RouteTableRoles
{
    private static readonly Cidr s_default = Cidr.Parse("0.0.0.0/0");

    private readonly string _cluster;
    private readonly HashSet<string> _nodeSubnets;
    private readonly HashSet<string> _subnetsWithTable;

    /// <summary>Prepares the answer for the tables of one VPC.</summary>
    /// <param name="cluster">The cluster's name.</param>
    /// <param name="tables">All tables of the VPC that are known, of other clusters too.</param>
    /// <param name="nodeInstances">The instances of the cluster's nodes.</param>
    public RouteTableRoles(string cluster, IEnumerable<AwsRouteTable> tables, IEnumerable<AwsInstance> nodeInstances)
    {
        _cluster = cluster;
        _nodeSubnets = [.. nodeInstances.SelectMany(instance => instance.NetworkInterfaces).Select(networkInterface => networkInterface.SubnetId).OfType<string>()];
        _subnetsWithTable = [.. tables.SelectMany(table => table.Associations).Select(association => association.SubnetId).OfType<string>()];
    }

    /// <summary>The role of a table.</summary>
    public RouteTableRole Of(AwsRouteTable table)
    {
        if (table.Associations.Any(association => association.GatewayId is not null))
        {
            return RouteTableRole.Edge;
        }
        if (table.Associations.Count == 0)
        {
            return table.Tags.TryGetValue("Name", out string? name) && name == _cluster ? RouteTableRole.Public : RouteTableRole.Worker;
        }
        return HasInternetGateway(table) && !ServesNodes(table) ? RouteTableRole.Public : RouteTableRole.Worker;
    }

    private static bool HasInternetGateway(AwsRouteTable table) =>
        table.Routes.Any(route => route.Destination == s_default && route.Gateway?.StartsWith("igw-", StringComparison.Ordinal) == true);

    private bool ServesNodes(AwsRouteTable table) => table.Associations.Any(association =>
        association.SubnetId is { } subnet ? _nodeSubnets.Contains(subnet) : association.IsMain && _nodeSubnets.Any(nodes => !_subnetsWithTable.Contains(nodes)));
}
