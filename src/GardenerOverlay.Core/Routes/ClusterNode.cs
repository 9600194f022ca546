namespace GardenerOverlay.Core.Routes;

/// <summary>A node of Kubernetes, reduced to what routes need.</summary>
public sealed record ClusterNode
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary><c>spec.providerID</c>, e.g. <c>aws:///eu-west-1a/i-0a1b</c>.</summary>
    public string? ProviderId { get; init; }

    /// <summary><c>spec.podCIDRs</c> as written. <c>spec.podCIDR</c> is its first entry and never read for routes.</summary>
    public IReadOnlyList<string> PodCidrs { get; init; } = [];

    /// <summary>The condition <c>Ready</c>.</summary>
    public bool IsReady { get; init; }

    /// <summary>The addresses of type <c>InternalIP</c>.</summary>
    public IReadOnlyList<string> InternalIps { get; init; } = [];

    /// <summary>The condition <c>NetworkUnavailable</c>; null where the node has none.</summary>
    public NodeCondition? NetworkUnavailable { get; init; }
}

/// <summary>A condition of a node.</summary>
/// <param name="Status"><c>True</c>, <c>False</c> or <c>Unknown</c>.</param>
/// <param name="Reason">Why, in one word.</param>
public sealed record NodeCondition(string Status, string? Reason)
{
    /// <summary>All routes are there. Source: aws-custom-route-controller, pkg/node; networking-calico waits for exactly this.</summary>
    public static NodeCondition RouteCreated { get; } = new("False", "RouteCreated");

    /// <summary>A route is missing. Source: aws-custom-route-controller, pkg/node.</summary>
    public static NodeCondition NoRouteCreated { get; } = new("True", "NoRouteCreated");
}
