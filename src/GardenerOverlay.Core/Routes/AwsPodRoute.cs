namespace GardenerOverlay.Core.Routes;

/// <summary>How a pod route in a route table of AWS stands.</summary>
public enum AwsPodRouteState
{
    /// <summary>It leads to the node that has the pod CIDR.</summary>
    InSync,

    /// <summary>A node wants it and it is not there.</summary>
    Missing,

    /// <summary>A node wants it and it leads elsewhere, to something of ours or gone.</summary>
    WrongTarget,

    /// <summary>Its target is gone or stopped: packets are dropped.</summary>
    Blackhole,

    /// <summary>Ours, and no node wants it here.</summary>
    Stale,

    /// <summary>Not ours, and no node wants it.</summary>
    Foreign,

    /// <summary>A node wants it and it cannot be had: it is somebody else's, or AWS would refuse it.</summary>
    Conflict,
}

/// <summary>A pod route of one route table, as it is or as it is missing.</summary>
public sealed record AwsPodRoute
{
    /// <summary>The shoot's name; null where only the cluster was named.</summary>
    public string? Name { get; init; }

    /// <summary>The shoot's namespace.</summary>
    public string? Namespace { get; init; }

    /// <summary>The kubeconfig context of the shoot; null for files.</summary>
    public string? Context { get; init; }

    /// <summary>The technical ID, which is the cluster's name in AWS's tags.</summary>
    public required string ClusterName { get; init; }

    /// <summary>The region, where it is known.</summary>
    public string? Region { get; init; }

    /// <summary>The VPC of the route table.</summary>
    public string? VpcId { get; init; }

    /// <summary>The route table.</summary>
    public required string RouteTableId { get; init; }

    /// <summary>The destination, canonical.</summary>
    public required string Destination { get; init; }

    /// <summary>The node that wants the destination; null where none does.</summary>
    public string? Node { get; init; }

    /// <summary>The instance that the route leads to; of a missing route the one that it should lead to.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The network interface that the route leads to; of a missing route the one that it should lead to.</summary>
    public string? NetworkInterfaceId { get; init; }

    /// <summary>How it stands.</summary>
    public AwsPodRouteState State { get; init; }

    /// <summary>Why, one of <see cref="RouteCode"/>; null for what is as it should be.</summary>
    public string? Code { get; init; }

    /// <summary>Why, in one sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>The file that the route table was read from; null from AWS.</summary>
    public string? Path { get; init; }

    /// <summary>The line in a YAML file where the route table begins.</summary>
    public int? Line { get; init; }

    /// <summary>E.g. <c>rtb-0a1b 100.96.1.0/24: Missing</c>.</summary>
    public override string ToString() => $"{RouteTableId} {Destination}: {State}";
}
