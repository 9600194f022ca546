using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Core.Overlay;

/// <summary>Whether a shoot's pod traffic between nodes is encapsulated.</summary>
public enum OverlayState
{
    /// <summary>Pod packets travel in a tunnel.</summary>
    Enabled,

    /// <summary>Pod packets travel as they are; routes carry them.</summary>
    Disabled,

    /// <summary>Encapsulated between subnets only.</summary>
    Partial,

    /// <summary>The IP pool asks for a tunnel that the data plane does not offer, or the other way round.</summary>
    Inconsistent,

    /// <summary>No such question: another network plugin, or a workerless shoot.</summary>
    NotApplicable,

    /// <summary>Gardener refuses this configuration.</summary>
    Invalid,
}

/// <summary>How pod packets are encapsulated.</summary>
public enum Encapsulation
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>IP in IP (protocol 4), 20 bytes a packet.</summary>
    IPIP,

    /// <summary>VXLAN (UDP 4789), 50 bytes a packet.</summary>
    VXLAN,
}

/// <summary>The verdict on one shoot: does it use the overlay network, why, and what is wrong with its configuration.</summary>
public sealed record ShootOverlay
{
    /// <summary>The shoot's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its namespace in the garden; for a Network object that of the seed.</summary>
    public string? Namespace { get; init; }

    /// <summary>The kubeconfig context; null for files.</summary>
    public string? Context { get; init; }

    /// <summary>The project: from the technical ID, else from a namespace <c>garden-PROJECT</c>.</summary>
    public string? Project { get; init; }

    /// <summary>The technical ID, e.g. <c>shoot--dev--web</c>: seed namespace and cluster tag.</summary>
    public string? TechnicalId { get; init; }

    /// <summary>The provider type, e.g. <c>aws</c>.</summary>
    public string? Provider { get; init; }

    /// <summary>The provider's region.</summary>
    public string? Region { get; init; }

    /// <summary>The seed.</summary>
    public string? Seed { get; init; }

    /// <summary>The Kubernetes version.</summary>
    public string? KubernetesVersion { get; init; }

    /// <summary>The verdict.</summary>
    public OverlayState State { get; init; }

    /// <summary>The tunnel; null where the question does not arise or the configuration is refused.</summary>
    public Encapsulation? Encapsulation { get; init; }

    /// <summary>Why, in one sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>The pod CIDRs, as written.</summary>
    public string[] PodCidr { get; init; } = [];

    /// <summary>The node CIDRs, as written.</summary>
    public string[] NodeCidr { get; init; } = [];

    /// <summary>The service CIDRs, as written.</summary>
    public string[] ServiceCidr { get; init; } = [];

    /// <summary>The IP families; IPv4 where the shoot does not say.</summary>
    public string[] IpFamilies { get; init; } = [];

    /// <summary>Prefix length of a node's share of the pod CIDR; null for a workerless shoot.</summary>
    public int? NodeCidrMaskSize { get; init; }

    /// <summary>How many nodes the pod CIDR holds; null where it cannot be read.</summary>
    public long? MaxNodes { get; init; }

    /// <summary>The sum of the worker pools' maxima; null for a Network object.</summary>
    public long? WorkerMaximum { get; init; }

    /// <summary>What two shoots must share for their pods to collide; <c>own:namespace/name</c> for a network of its own, null where unknown.</summary>
    public string? NetworkId { get; init; }

    /// <summary>Whether BIRD writes routes to the other nodes while the overlay is off.</summary>
    public bool CreatePodRoutes { get; init; }

    /// <summary>Whether the configuration has no overlay key.</summary>
    public bool IsDefault { get; init; }

    /// <summary>What is wrong with the configuration.</summary>
    public ShootProblem[] Problems { get; init; } = [];

    /// <summary>Whether the shoot is hibernated.</summary>
    public bool Hibernated { get; init; }

    /// <summary>What Gardener did last.</summary>
    public LastOperation? LastOperation { get; init; }

    /// <summary>The file it came from.</summary>
    public string? Path { get; init; }

    /// <summary>The line in the file where the object begins.</summary>
    public int? Line { get; init; }

    /// <summary>The version of the stored object.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>E.g. <c>garden-dev/web: Disabled</c>.</summary>
    public override string ToString() => $"{Namespace}/{Name}: {State}";
}
