namespace GardenerOverlay.Core.Routes;

/// <summary>What a plan may do, and its limits.</summary>
public sealed record RoutePlanOptions
{
    /// <summary>Entries that a route table takes, where that is known.</summary>
    public int? RouteQuota { get; init; }

    /// <summary>Deletes nothing.</summary>
    public bool NoDelete { get; init; }

    /// <summary>Takes an empty list of nodes for true.</summary>
    public bool AllowEmpty { get; init; }

    /// <summary>The share of the routes to living instances that may be deleted in a table, in percent.</summary>
    public int MaxDeletePercent { get; init; } = 50;

    /// <summary>Deletes all routes of the cluster.</summary>
    public bool Remove { get; init; }

    /// <summary>Switches source/destination checks of nodes off.</summary>
    public bool FixSourceDestCheck { get; init; }

    /// <summary>Writes the condition <c>NetworkUnavailable</c> of nodes.</summary>
    public bool SetNodeCondition { get; init; }
}
