namespace GardenerOverlay.Core.Shoots;

/// <summary>Something that is wrong, or will not do what it says, in the configuration of a shoot.</summary>
/// <param name="Id">One of <see cref="ProblemId"/>; stable, scripts may switch on it.</param>
/// <param name="Field">The absolute field path, e.g. <c>spec.networking.providerConfig.overlay.enabled</c>.</param>
/// <param name="Message">What is wrong, with the value, and what to write instead.</param>
/// <param name="Line">The line in a YAML file; null where unknown.</param>
public sealed record ShootProblem(string Id, string Field, string Message, int? Line = null)
{
    /// <summary>E.g. <c>UnknownField: spec.networking.providerConfig.overlai: ...</c></summary>
    public override string ToString() => $"{Id}: {Field}: {Message}";
}

/// <summary>The ids of problems. about_GardenerOverlay explains each.</summary>
public static class ProblemId
{
    /// <summary>The manifest's apiVersion is not the one that Gardener serves.</summary>
    public const string OnlyV1beta1Served = nameof(OnlyV1beta1Served);

    /// <summary>A manifest without the overlay key: the provider's admission decides.</summary>
    public const string OverlayNotExplicit = nameof(OverlayNotExplicit);

    /// <summary><c>overlay</c> without <c>enabled</c>: Calico reads false, the provider reports an error.</summary>
    public const string OverlayWithoutEnabled = nameof(OverlayWithoutEnabled);

    /// <summary>A value has the wrong type; Gardener cannot decode it.</summary>
    public const string WrongType = nameof(WrongType);

    /// <summary>A key that the API does not know; Gardener's strict decoder refuses it.</summary>
    public const string UnknownField = nameof(UnknownField);

    /// <summary>A value that Gardener's validation refuses.</summary>
    public const string InvalidValue = nameof(InvalidValue);

    /// <summary>A value that the provider's admission or the controller forbids.</summary>
    public const string Forbidden = nameof(Forbidden);

    /// <summary>A field that must be there is missing.</summary>
    public const string Required = nameof(Required);

    /// <summary>A value that is ignored because another one wins.</summary>
    public const string DeadKey = nameof(DeadKey);

    /// <summary>The IP pool asks for a tunnel that the data plane does not offer.</summary>
    public const string PoolAndDataPlaneDisagree = nameof(PoolAndDataPlaneDisagree);

    /// <summary>The environment of calico-node contradicts the managed IP pool.</summary>
    public const string PoolEnvironmentIgnored = nameof(PoolEnvironmentIgnored);

    /// <summary>A stored shoot without the overlay key: its IP pool may not be what backend and mode say.</summary>
    public const string PoolNotManaged = nameof(PoolNotManaged);

    /// <summary>VXLAN with host-local address management, which Calico does not support.</summary>
    public const string VxlanWithHostLocalIpam = nameof(VxlanWithHostLocalIpam);

    /// <summary>Pods get addresses that the cloud's routes do not cover.</summary>
    public const string IpamDoesNotFitRoutes = nameof(IpamDoesNotFitRoutes);

    /// <summary>No overlay, and no controller that writes routes.</summary>
    public const string NobodyWritesRoutes = nameof(NobodyWritesRoutes);

    /// <summary>A tunnel device that nothing uses takes MTU from the pods.</summary>
    public const string UnusedTunnelDevice = nameof(UnusedTunnelDevice);

    /// <summary>A fixed pod MTU that does not follow when the overlay is switched.</summary>
    public const string FixedPodMtu = nameof(FixedPodMtu);

    /// <summary>A range that is not a CIDR.</summary>
    public const string CidrInvalid = nameof(CidrInvalid);

    /// <summary>A CIDR that is not in canonical form.</summary>
    public const string CidrNotCanonical = nameof(CidrNotCanonical);

    /// <summary>Pods, nodes and services of one shoot overlap.</summary>
    public const string OwnCidrsOverlap = nameof(OwnCidrsOverlap);

    /// <summary>A node's share of the pod CIDR is out of range or too small for its pods.</summary>
    public const string NodeCidrMaskSizeInvalid = nameof(NodeCidrMaskSizeInvalid);

    /// <summary>The worker pools may grow beyond what the pod CIDR holds.</summary>
    public const string PodCidrTooSmall = nameof(PodCidrTooSmall);
}
