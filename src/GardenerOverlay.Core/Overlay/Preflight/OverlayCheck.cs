namespace GardenerOverlay.Core.Overlay;

/// <summary>What a check found.</summary>
public enum CheckStatus
{
    /// <summary>Nothing speaks against the switch.</summary>
    Passed,

    /// <summary>It can be done; know this first.</summary>
    Warning,

    /// <summary>It must not be done like this.</summary>
    Failed,

    /// <summary>The source does not tell.</summary>
    Skipped,
}

/// <summary>One finding of the preflight of a switch.</summary>
public sealed record OverlayCheck
{
    /// <summary>The shoot's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its namespace.</summary>
    public string? Namespace { get; init; }

    /// <summary>The kubeconfig context; null for files.</summary>
    public string? Context { get; init; }

    /// <summary>The state that was asked for.</summary>
    public OverlayState State { get; init; }

    /// <summary>The check, one of <see cref="CheckName"/>.</summary>
    public required string Check { get; init; }

    /// <summary>The outcome.</summary>
    public CheckStatus Status { get; init; }

    /// <summary>The field that decides, as Gardener names it; null where there is none.</summary>
    public string? Field { get; init; }

    /// <summary>What was found.</summary>
    public required string Detail { get; init; }

    /// <summary>What to do about it; null where nothing is to be done.</summary>
    public string? Recommendation { get; init; }

    /// <summary>The file the shoot came from.</summary>
    public string? Path { get; init; }

    /// <summary>The line where it begins.</summary>
    public int? Line { get; init; }

    /// <summary>E.g. <c>garden-dev/web: OneL2Segment Failed: ...</c></summary>
    public override string ToString() => $"{Namespace}/{Name}: {Check} {Status}: {Detail}";
}

/// <summary>The checks of the preflight. Test-ShootOverlaySwitch explains each.</summary>
public static class CheckName
{
    /// <summary>The network plugin is Calico.</summary>
    public const string NetworkingType = nameof(NetworkingType);

    /// <summary>There are nodes, and so a pod network.</summary>
    public const string Workerless = nameof(Workerless);

    /// <summary>The provider's admission and Calico accept the wish.</summary>
    public const string ProviderSupport = nameof(ProviderSupport);

    /// <summary>Gardener's strict decoder and Calico's validation accept the config as edited.</summary>
    public const string NetworkConfig = nameof(NetworkConfig);

    /// <summary>Somebody writes pod routes once the overlay is off (form Backend).</summary>
    public const string NobodyWritesRoutes = nameof(NobodyWritesRoutes);

    /// <summary>Pod addresses collide with nobody's.</summary>
    public const string PodCidrCollision = nameof(PodCidrCollision);

    /// <summary>The cloud takes a route for every node.</summary>
    public const string RouteQuota = nameof(RouteQuota);

    /// <summary>The pod CIDR holds every node.</summary>
    public const string NodeCidrCapacity = nameof(NodeCidrCapacity);

    /// <summary>Pod addresses are handed out as before.</summary>
    public const string IpamChange = nameof(IpamChange);

    /// <summary>What the switch leaves behind.</summary>
    public const string Leftovers = nameof(Leftovers);

    /// <summary>BIRD's routes reach every node.</summary>
    public const string OneL2Segment = nameof(OneL2Segment);

    /// <summary>The pod MTU follows the tunnel.</summary>
    public const string PodMtu = nameof(PodMtu);

    /// <summary>Who sees pod addresses from then on.</summary>
    public const string SourceNat = nameof(SourceNat);

    /// <summary>Tunnel packets pass between nodes.</summary>
    public const string TunnelPorts = nameof(TunnelPorts);

    /// <summary>Network policies and the node-local DNS cache.</summary>
    public const string NetworkPolicyDns = nameof(NetworkPolicyDns);

    /// <summary>The document's condition on the Kubernetes version.</summary>
    public const string KubernetesVersion = nameof(KubernetesVersion);

    /// <summary>Gardener is at rest with the shoot.</summary>
    public const string LastOperation = nameof(LastOperation);

    /// <summary>Gardener looks at the shoot at all.</summary>
    public const string Ignored = nameof(Ignored);

    /// <summary>The shoot is awake.</summary>
    public const string Hibernation = nameof(Hibernation);

    /// <summary>The change is rolled out at once.</summary>
    public const string ConfinedRollout = nameof(ConfinedRollout);

    /// <summary>All route tables carry a route for every node.</summary>
    public const string RoutesInPlace = nameof(RoutesInPlace);

    /// <summary>The instances may send packets with pod addresses.</summary>
    public const string SourceDestCheck = nameof(SourceDestCheck);

    /// <summary>The controller that keeps the routes runs.</summary>
    public const string RouteController = nameof(RouteController);

    /// <summary>The rules of a security group that Gardener does not manage.</summary>
    public const string NodeSecurityGroup = nameof(NodeSecurityGroup);

    /// <summary>All, in the order in which they are told.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        NetworkingType, Workerless, ProviderSupport, NetworkConfig, NobodyWritesRoutes, PodCidrCollision, RouteQuota, NodeCidrCapacity, IpamChange,
        Leftovers, OneL2Segment, PodMtu, SourceNat, TunnelPorts, NetworkPolicyDns, KubernetesVersion, LastOperation, Ignored, Hibernation, ConfinedRollout,
        RoutesInPlace, SourceDestCheck, RouteController, NodeSecurityGroup,
    ];

    /// <summary>Those that no judgement can set aside: what Gardener or Calico would not do.</summary>
    public static IReadOnlyList<string> Unskippable { get; } = [NetworkingType, Workerless, ProviderSupport, NetworkConfig];
}
