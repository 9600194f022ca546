namespace GardenerOverlay.Core.Shoots;

/// <summary>Turns a manifest's values into a <see cref="Shoot"/>. The one mapping for files, dumps and the API.</summary>
public static class ShootReader
{
    /// <summary>The only version of Shoot that Gardener serves.</summary>
    public const string ShootApiVersion = "core.gardener.cloud/v1beta1";

    private const string IgnoreAnnotation = @"metadata.annotations.shoot\.gardener\.cloud/ignore";
    private const string CoreGroup = "core.gardener.cloud/";
    private const string ExtensionsGroup = "extensions.gardener.cloud/";

    /// <summary>The fields that <see cref="Read"/> uses; a reader may skip all others.</summary>
    public static FieldSelection Fields { get; } = FieldSelection.Of(
        "apiVersion", "kind", "metadata.name", "metadata.namespace", "metadata.uid", "metadata.resourceVersion",
        "metadata.deletionTimestamp", IgnoreAnnotation,
        "spec.networking.type", "spec.networking.providerConfig", "spec.networking.pods", "spec.networking.nodes",
        "spec.networking.services", "spec.networking.ipFamilies",
        "spec.provider.type", "spec.provider.infrastructureConfig",
        "spec.provider.workers.name", "spec.provider.workers.minimum", "spec.provider.workers.maximum", "spec.provider.workers.zones", "spec.provider.workers.kubernetes.kubelet.maxPods",
        "spec.region", "spec.seedName", "spec.credentialsBindingName", "spec.secretBindingName", "spec.hibernation.enabled",
        "spec.maintenance.confineSpecUpdateRollout", "spec.systemComponents.nodeLocalDNS.enabled",
        "spec.kubernetes.version", "spec.kubernetes.kubeProxy.enabled", "spec.kubernetes.kubelet.maxPods",
        "spec.kubernetes.kubeControllerManager.nodeCIDRMaskSize", "spec.kubernetes.kubeControllerManager.nodeCIDRMaskSizeIPv6",
        "status.technicalID", "status.seedName", "status.hibernated", "status.networking.pods", "status.networking.nodes", "status.networking.services",
        "status.lastOperation.type", "status.lastOperation.state", "status.lastOperation.progress",
        "status.constraints.type", "status.constraints.status",
        // Of a Network object.
        "spec.type", "spec.providerConfig", "spec.podCIDR", "spec.serviceCIDR", "spec.ipFamilies");

    /// <summary>The kind of object that a manifest is, or null where it is none of ours.</summary>
    public static ShootResourceKind? KindOf(string? apiVersion, string? kind) => kind switch
    {
        "Shoot" when apiVersion is null || apiVersion.StartsWith(CoreGroup, StringComparison.Ordinal) => ShootResourceKind.Shoot,
        "Network" when apiVersion?.StartsWith(ExtensionsGroup, StringComparison.Ordinal) == true => ShootResourceKind.Network,
        _ => null,
    };

    /// <summary>Reads a Shoot or Network. The caller has made sure that the node is one (<see cref="KindOf"/>) and has a name.</summary>
    public static Shoot Read(ManifestNode node, ShootResourceKind kind, string? path, int? line)
    {
        NodeFields fields = new(node);
        Shoot shoot = kind == ShootResourceKind.Shoot ? ReadShoot(fields) : ReadNetwork(fields);
        return shoot with
        {
            Kind = kind,
            // The seed's namespace of a shoot is its technical ID.
            TechnicalId = kind == ShootResourceKind.Network ? shoot.Namespace : shoot.TechnicalId,
            Uid = fields.Text("metadata.uid"),
            ResourceVersion = fields.Text("metadata.resourceVersion"),
            ApiVersion = fields.Text("apiVersion"),
            LastOperation = ReadLastOperation(fields),
            Path = path,
            Line = line,
            ReadProblems = fields.Problems,
        };
    }

    private static Shoot ReadShoot(NodeFields fields) => new()
    {
        Name = fields.Text("metadata.name") ?? "",
        Namespace = fields.Text("metadata.namespace"),
        TechnicalId = fields.Text("status.technicalID"),
        Provider = fields.Text("spec.provider.type"),
        Region = fields.Text("spec.region"),
        Seed = fields.Text("status.seedName") ?? fields.Text("spec.seedName"),
        KubernetesVersion = fields.Text("spec.kubernetes.version"),
        KubeProxyEnabled = fields.Boolean("spec.kubernetes.kubeProxy.enabled"),
        NetworkingType = fields.Text("spec.networking.type"),
        ProviderConfig = fields["spec.networking.providerConfig"],
        // The status has the effective ranges, with those of IPv6 that the cloud gave.
        PodCidrs = Effective(fields, "pods"),
        NodeCidrs = Effective(fields, "nodes"),
        ServiceCidrs = Effective(fields, "services"),
        IpFamilies = [.. fields.Texts("spec.networking.ipFamilies").Select(value => value.Text)],
        DualStackMigrationPending = IsDualStackMigrationPending(fields),
        NodeCidrMaskSize = fields.Integer("spec.kubernetes.kubeControllerManager.nodeCIDRMaskSize"),
        NodeCidrMaskSizeIPv6 = fields.Integer("spec.kubernetes.kubeControllerManager.nodeCIDRMaskSizeIPv6"),
        MaxPods = fields.Integer("spec.kubernetes.kubelet.maxPods"),
        Workers = ReadWorkers(fields),
        InfrastructureConfig = fields["spec.provider.infrastructureConfig"],
        CredentialsBinding = fields.Text("spec.credentialsBindingName") ?? fields.Text("spec.secretBindingName"),
        Hibernated = fields.Boolean("status.hibernated") ?? fields.Boolean("spec.hibernation.enabled") ?? false,
        IsDeleting = fields["metadata.deletionTimestamp"] is not null,
        // Source: gardener, ShouldIgnoreShoot: strconv.ParseBool.
        IsIgnored = fields[IgnoreAnnotation] is { Text: "1" or "t" or "T" or "true" or "TRUE" or "True" },
        ConfinesRollout = fields.Boolean("spec.maintenance.confineSpecUpdateRollout") ?? false,
        NodeLocalDns = fields.Boolean("spec.systemComponents.nodeLocalDNS.enabled") ?? false,
    };

    private static Shoot ReadNetwork(NodeFields fields) => new()
    {
        Name = fields.Text("metadata.name") ?? "",
        Namespace = fields.Text("metadata.namespace"),
        NetworkingType = fields.Text("spec.type"),
        ProviderConfig = fields["spec.providerConfig"],
        PodCidrs = fields.Texts("spec.podCIDR"),
        ServiceCidrs = fields.Texts("spec.serviceCIDR"),
        IpFamilies = [.. fields.Texts("spec.ipFamilies").Select(value => value.Text)],
    };

    private static IReadOnlyList<FieldValue> Effective(NodeFields fields, string name) =>
        fields.Texts("status.networking." + name) is { Count: > 0 } stored ? stored : fields.Texts("spec.networking." + name);

    private static List<WorkerPool> ReadWorkers(NodeFields fields)
    {
        List<WorkerPool> workers = [];
        foreach (NodeFields worker in fields.Sequence("spec.provider.workers"))
        {
            workers.Add(new WorkerPool(worker.Text("name"), worker.Integer("minimum") ?? 0, worker.Integer("maximum") ?? 0, worker.Integer("kubernetes.kubelet.maxPods"))
            {
                Zones = [.. worker.Texts("zones").Select(zone => zone.Text)],
            });
        }
        return workers;
    }

    // Source: networking-calico, actuator_reconcile.go: while this constraint is there and not True, only the first IP family counts.
    private static bool IsDualStackMigrationPending(NodeFields fields) => fields.Sequence("status.constraints").Any(constraint =>
        constraint.Text("type") is "DualStackNodesMigrationReady" && constraint.Text("status") is not "True");

    private static LastOperation? ReadLastOperation(NodeFields fields) =>
        fields.Text("status.lastOperation.state") is { } state
            ? new LastOperation(fields.Text("status.lastOperation.type"), state, fields.Integer("status.lastOperation.progress") ?? 0)
            : null;
}
