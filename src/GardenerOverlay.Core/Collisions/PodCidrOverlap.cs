namespace GardenerOverlay.Core.Collisions;

/// <summary>How bad an overlap is.</summary>
public enum OverlapSeverity
{
    /// <summary>Traffic is lost or goes to the wrong pod.</summary>
    Conflict,

    /// <summary>It may be, depending on what cannot be seen, or as soon as one side is switched.</summary>
    Risk,

    /// <summary>Both sides hide their addresses.</summary>
    Harmless,
}

/// <summary>How the left range lies to the right one. CIDRs never overlap in part.</summary>
public enum CidrRelation
{
    /// <summary>They are the same.</summary>
    Equal,

    /// <summary>The left one holds the right one.</summary>
    Contains,

    /// <summary>The left one lies within the right one.</summary>
    Within,
}

/// <summary>Two ranges that share addresses.</summary>
public sealed record PodCidrOverlap
{
    /// <summary>The network that they share; null where they were compared without one.</summary>
    public string? NetworkId { get; init; }

    /// <summary>The one that came first: a shoot's name or a range.</summary>
    public required string Left { get; init; }

    /// <summary>Its namespace.</summary>
    public string? LeftNamespace { get; init; }

    /// <summary>Its range.</summary>
    public required string LeftCidr { get; init; }

    /// <summary>The other one.</summary>
    public required string Right { get; init; }

    /// <summary>Its namespace.</summary>
    public string? RightNamespace { get; init; }

    /// <summary>Its range.</summary>
    public required string RightCidr { get; init; }

    /// <summary>The shared addresses: the smaller of the two ranges.</summary>
    public required string Intersection { get; init; }

    /// <summary>How the left range lies to the right one.</summary>
    public CidrRelation Relation { get; init; }

    /// <summary>How bad it is.</summary>
    public OverlapSeverity Severity { get; init; }

    /// <summary>Why; one of <see cref="OverlapCode"/>.</summary>
    public required string Code { get; init; }

    /// <summary>What it means for these two, and what to do.</summary>
    public required string Message { get; init; }
}

/// <summary>Why two ranges collide, or do not. about_GardenerOverlay explains each.</summary>
public static class OverlapCode
{
    /// <summary>Both shoots route their pods natively, or not surely otherwise.</summary>
    public const string BothNative = nameof(BothNative);

    /// <summary>One routes natively, the other tunnels.</summary>
    public const string OneNative = nameof(OneNative);

    /// <summary>Both tunnel.</summary>
    public const string BothOverlay = nameof(BothOverlay);

    /// <summary>The network is the same, but perhaps in different accounts.</summary>
    public const string AccountUnknown = nameof(AccountUnknown);

    /// <summary>Pods lie on nodes of another shoot.</summary>
    public const string PodsOnNodes = nameof(PodsOnNodes);

    /// <summary>Nodes of two shoots overlap.</summary>
    public const string NodesOnNodes = nameof(NodesOnNodes);

    /// <summary>A service range overlaps; services are known inside their own cluster only.</summary>
    public const string ServicesInside = nameof(ServicesInside);

    /// <summary>Ranges of one and the same shoot overlap.</summary>
    public const string OwnRanges = nameof(OwnRanges);

    /// <summary>A range of others, given by -Against.</summary>
    public const string AgainstRange = nameof(AgainstRange);

    /// <summary>Two ranges without a shoot.</summary>
    public const string PlainRanges = nameof(PlainRanges);
}
