namespace GardenerOverlay.Core.Shoots;

/// <summary>What kind of object described the shoot.</summary>
public enum ShootResourceKind
{
    /// <summary>A <c>Shoot</c> of the garden.</summary>
    Shoot,

    /// <summary>A <c>Network</c> of the seed: a copy of the Shoot's network settings, as the provider's webhook left it.</summary>
    Network,
}

/// <summary>
/// The facts of one shoot as they were read, before any rule: only the fields that the rules use.
/// Source of the field names: gardener, pkg/apis/core/v1beta1/types_shoot.go.
/// </summary>
public sealed record Shoot
{
    /// <summary>Which kind of object was read.</summary>
    public ShootResourceKind Kind { get; init; }

    /// <summary><c>metadata.name</c>.</summary>
    public required string Name { get; init; }

    /// <summary><c>metadata.namespace</c>; for a Network object the technical ID.</summary>
    public string? Namespace { get; init; }

    /// <summary>The kubeconfig context it came from; null for files.</summary>
    public string? Context { get; init; }

    /// <summary><c>metadata.uid</c>: only an object that the API server stored has one.</summary>
    public string? Uid { get; init; }

    /// <summary>Whether this is a stored object (from the API or a dump of it), not a manifest somebody wrote.</summary>
    public bool IsStored => Uid is not null;

    /// <summary><c>metadata.resourceVersion</c>.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary><c>apiVersion</c>.</summary>
    public string? ApiVersion { get; init; }

    /// <summary><c>status.technicalID</c>, e.g. <c>shoot--dev--web</c>.</summary>
    public string? TechnicalId { get; init; }

    /// <summary><c>spec.provider.type</c>, e.g. <c>aws</c>.</summary>
    public string? Provider { get; init; }

    /// <summary><c>spec.region</c>.</summary>
    public string? Region { get; init; }

    /// <summary>The seed it runs on (<c>status.seedName</c>), else the one it asks for.</summary>
    public string? Seed { get; init; }

    /// <summary><c>spec.kubernetes.version</c>.</summary>
    public string? KubernetesVersion { get; init; }

    /// <summary><c>spec.kubernetes.kubeProxy.enabled</c>.</summary>
    public bool? KubeProxyEnabled { get; init; }

    /// <summary><c>spec.networking.type</c>.</summary>
    public string? NetworkingType { get; init; }

    /// <summary><c>spec.networking.providerConfig</c> as it stands; null where absent.</summary>
    public ManifestNode? ProviderConfig { get; init; }

    /// <summary>Pod CIDRs as written; those of the status, where it has them, else of the spec.</summary>
    public IReadOnlyList<FieldValue> PodCidrs { get; init; } = [];

    /// <summary>Node CIDRs as written.</summary>
    public IReadOnlyList<FieldValue> NodeCidrs { get; init; } = [];

    /// <summary>Service CIDRs as written.</summary>
    public IReadOnlyList<FieldValue> ServiceCidrs { get; init; } = [];

    /// <summary><c>spec.networking.ipFamilies</c> as written; empty means IPv4.</summary>
    public IReadOnlyList<string> IpFamilies { get; init; } = [];

    /// <summary>Whether the nodes are still on their way to dual-stack, so that only the first IP family counts.</summary>
    public bool DualStackMigrationPending { get; init; }

    /// <summary><c>nodeCIDRMaskSize</c> of the kube-controller-manager, if set.</summary>
    public int? NodeCidrMaskSize { get; init; }

    /// <summary><c>nodeCIDRMaskSizeIPv6</c> of the kube-controller-manager, if set.</summary>
    public int? NodeCidrMaskSizeIPv6 { get; init; }

    /// <summary><c>spec.kubernetes.kubelet.maxPods</c>, if set.</summary>
    public int? MaxPods { get; init; }

    /// <summary>The worker pools; none for a workerless shoot.</summary>
    public IReadOnlyList<WorkerPool> Workers { get; init; } = [];

    /// <summary><c>spec.provider.infrastructureConfig</c> as it stands.</summary>
    public ManifestNode? InfrastructureConfig { get; init; }

    /// <summary>The binding to the cloud account: <c>spec.credentialsBindingName</c>, else <c>secretBindingName</c>.</summary>
    public string? CredentialsBinding { get; init; }

    /// <summary>Whether the shoot sleeps: the status where there is one, else the wish.</summary>
    public bool Hibernated { get; init; }

    /// <summary><c>status.lastOperation</c>.</summary>
    public LastOperation? LastOperation { get; init; }

    /// <summary>Whether the shoot is being deleted (<c>metadata.deletionTimestamp</c>).</summary>
    public bool IsDeleting { get; init; }

    /// <summary>Whether Gardener is told to leave the shoot alone (annotation <c>shoot.gardener.cloud/ignore</c>).</summary>
    public bool IsIgnored { get; init; }

    /// <summary><c>spec.maintenance.confineSpecUpdateRollout</c>: changes wait for the maintenance window.</summary>
    public bool ConfinesRollout { get; init; }

    /// <summary><c>spec.systemComponents.nodeLocalDNS.enabled</c>.</summary>
    public bool NodeLocalDns { get; init; }

    /// <summary>The file, or null.</summary>
    public string? Path { get; init; }

    /// <summary>The line in the file where the object begins, from 1.</summary>
    public int? Line { get; init; }

    /// <summary>What was wrong while reading: values of a wrong type.</summary>
    public IReadOnlyList<ShootProblem> ReadProblems { get; init; } = [];
}

/// <summary>A value and the field it stood in.</summary>
/// <param name="Field">The absolute field path, e.g. <c>spec.networking.pods</c>.</param>
/// <param name="Text">The value as written.</param>
/// <param name="Line">The line in a YAML file; 0 where unknown.</param>
public sealed record FieldValue(string Field, string Text, int Line);

/// <summary>A worker pool.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Minimum">Least nodes.</param>
/// <param name="Maximum">Most nodes.</param>
/// <param name="MaxPods">The pool's own <c>kubernetes.kubelet.maxPods</c>, if set.</param>
public sealed record WorkerPool(string? Name, int Minimum, int Maximum, int? MaxPods)
{
    /// <summary>The zones that its nodes are spread over.</summary>
    public IReadOnlyList<string> Zones { get; init; } = [];
}

/// <summary>What Gardener did last with a shoot.</summary>
/// <param name="Type">Create, Reconcile, Delete, Migrate, Restore or LiveMigrate.</param>
/// <param name="State">Processing, Succeeded, Error, Failed, Pending or Aborted.</param>
/// <param name="Progress">0 to 100.</param>
public sealed record LastOperation(string? Type, string? State, int Progress)
{
    /// <summary>E.g. <c>Reconcile Succeeded (100%)</c>.</summary>
    public override string ToString() => $"{Type} {State} ({Progress}%)";
}
