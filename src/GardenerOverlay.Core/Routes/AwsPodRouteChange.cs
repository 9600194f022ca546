namespace GardenerOverlay.Core.Routes;

/// <summary>What is done about a route, a node or a table.</summary>
public enum AwsPodRouteAction
{
    /// <summary>A route is created.</summary>
    Create,

    /// <summary>A route gets another target in one step.</summary>
    Replace,

    /// <summary>A route is deleted.</summary>
    Delete,

    /// <summary>A node or table that is left out.</summary>
    Skip,

    /// <summary>A route that is left alone because it is not ours.</summary>
    Conflict,

    /// <summary>The source/destination check of a node's network interface is switched off.</summary>
    SourceDestCheck,

    /// <summary>The condition <c>NetworkUnavailable</c> of a node is written.</summary>
    NodeCondition,
}

/// <summary>How far a change is.</summary>
public enum AwsPodRouteStatus
{
    /// <summary>Not made yet; for what is skipped or in conflict: nothing will be.</summary>
    Planned,

    /// <summary>Made.</summary>
    Done,

    /// <summary>Tried and refused.</summary>
    Failed,

    /// <summary>Held back by a limit that protects the cluster.</summary>
    Withheld,
}

/// <summary>One change of a plan: every write has one, and everything that is left out on purpose.</summary>
public sealed record AwsPodRouteChange
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

    /// <summary>The route table; null for what is about a node.</summary>
    public string? RouteTableId { get; init; }

    /// <summary>The destination, canonical.</summary>
    public string? Destination { get; init; }

    /// <summary>The node.</summary>
    public string? Node { get; init; }

    /// <summary>The instance that the route is to lead to; of a deletion or conflict the one that it leads to.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The network interface that the route is to lead to; of a deletion or conflict the one that it leads to.</summary>
    public string? NetworkInterfaceId { get; init; }

    /// <summary>What a route that is replaced or deleted leads to.</summary>
    public string? From { get; init; }

    /// <summary>What is done.</summary>
    public AwsPodRouteAction Action { get; init; }

    /// <summary>How far it is.</summary>
    public AwsPodRouteStatus Status { get; init; }

    /// <summary>Why, one of <see cref="RouteCode"/>.</summary>
    public string? Code { get; init; }

    /// <summary>Why, in one sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>How many calls were made for it.</summary>
    public int Attempts { get; init; }

    /// <summary>What AWS or a limit said.</summary>
    public string? Error { get; init; }

    /// <summary>The file that the route table was read from; null from AWS.</summary>
    public string? Path { get; init; }

    /// <summary>The line in a YAML file where the route table begins.</summary>
    public int? Line { get; init; }

    /// <summary>E.g. <c>Create rtb-0a1b 100.96.1.0/24</c>.</summary>
    public override string ToString() => string.Join(' ', new[] { Action.ToString(), RouteTableId, Destination ?? Node }.Where(part => part is not null));
}
