namespace GardenerOverlay.Core.Routes;

/// <summary>All that is known about the pod routes of one cluster, as it was read.</summary>
public sealed record RouteSituation
{
    /// <summary>The technical ID, which is the cluster's name in AWS's tags.</summary>
    public required string ClusterName { get; init; }

    /// <summary>The pod networks.</summary>
    public required PodNetworks PodNetworks { get; init; }

    /// <summary>Prefix length of a node's share; null where only the nodes tell.</summary>
    public int? NodeCidrMaskSize { get; init; }

    /// <summary>The nodes.</summary>
    public required IReadOnlyList<ClusterNode> Nodes { get; init; }

    /// <summary>All route tables that were read, also those of others.</summary>
    public required IReadOnlyList<AwsRouteTable> Tables { get; init; }

    /// <summary>The instances: those of the nodes and those that routes lead to. One that is not listed is gone.</summary>
    public required IReadOnlyList<AwsInstance> Instances { get; init; }

    /// <summary>The region, where it is known.</summary>
    public string? Region { get; init; }

    /// <summary>The shoot's name, namespace and context, where it is one.</summary>
    public (string? Name, string? Namespace, string? Context) Shoot { get; init; }
}

/// <summary>Which tables are looked at, and what may be taken from others.</summary>
public sealed record RouteScope
{
    /// <summary>Only these route tables; empty for all of the cluster.</summary>
    public IReadOnlyList<string> RouteTableIds { get; init; } = [];

    /// <summary>Only tables of this VPC.</summary>
    public string? VpcId { get; init; }

    /// <summary>Destinations to take from others.</summary>
    public IReadOnlyList<Addressing.Cidr> TakeOver { get; init; } = [];
}
