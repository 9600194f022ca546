using System.Text.Json.Nodes;

namespace GardenerOverlay.Sandbox.Garden.Kinds;

/// <summary>The kinds of Gardener and Calico.</summary>
internal static class GardenerKinds
{
    private const string CoreGroup = "core.gardener.cloud";
    private const string ExtensionsGroup = "extensions.gardener.cloud";
    private const string AuthenticationVersion = "authentication.gardener.cloud/v1alpha1";

    // The columns are those of gardener, pkg/apiserver/registry/core/shoot/tableconvertor.go.
    public static readonly ResourceType Shoot = new(CoreGroup, "v1beta1", "shoots", "Shoot")
    {
        HasStatus = true,
        HasGeneration = true,
        IsTyped = true,
        AllowsUnconditionalUpdate = false,
        SelectableFields = ["spec.seedName", "status.seedName", "spec.cloudProfileName", "status.technicalID"],
        Columns =
        [
            new("CloudProfile", shoot => shoot.TextAt("spec", "cloudProfile", "name") ?? shoot.TextAt("spec", "cloudProfileName") ?? "<none>"),
            Column.Of("Provider", "spec.provider.type"),
            Column.Of("Region", "spec.region"),
            Column.Of("K8S Version", "spec.kubernetes.version"),
            new("Hibernation", Hibernation),
            new("Last Operation", LastOperation),
            new("Status", shoot => shoot.TextAt("metadata", "labels", "shoot.gardener.cloud/status") ?? "<none>"),
            Column.Of("Purpose", "spec.purpose", priority: 1),
            Column.Of("Gardener Version", "status.gardener.version", priority: 1),
            Column.OfCondition("APIServer", "APIServerAvailable", priority: 1),
            Column.OfCondition("Control Plane", "ControlPlaneHealthy", priority: 1),
            Column.OfCondition("Observability", "ObservabilityComponentsHealthy", priority: 1),
            Column.OfCondition("Nodes", "EveryNodeReady", priority: 1),
            Column.OfCondition("System", "SystemComponentsHealthy", priority: 1),
        ],
        Behaviour = new ShootBehaviour(),
        Creatable = new Dictionary<string, CreatableSubresource>(StringComparer.Ordinal)
        {
            ["adminkubeconfig"] = new(AuthenticationVersion, "AdminKubeconfigRequest", ForReaders: false),
            ["viewerkubeconfig"] = new(AuthenticationVersion, "ViewerKubeconfigRequest", ForReaders: true),
        },
        Description = "Shoot represents a Shoot cluster created and managed by Gardener.",
    };

    /// <summary>Served by the garden.</summary>
    public static readonly ResourceType[] Garden =
    [
        Shoot,
        new(CoreGroup, "v1beta1", "projects", "Project")
        {
            Namespaced = false,
            HasStatus = true,
            HasGeneration = true,
            IsTyped = true,
            SelectableFields = ["spec.namespace"],
            Columns = [Column.Of("Namespace", "spec.namespace"), Column.Of("Status", "status.phase"), Column.Of("Owner", "spec.owner.name")],
            Description = "Project holds certain properties about a Gardener project.",
        },
        new(CoreGroup, "v1beta1", "seeds", "Seed")
        {
            Namespaced = false,
            HasStatus = true,
            HasGeneration = true,
            IsTyped = true,
            Columns =
            [
                new("Status", seed => Column.ConditionStatus(seed, "GardenletReady") == "True" ? "Ready" : "NotReady"),
                Column.Of("Last Operation", "status.lastOperation.state"),
                Column.Of("Provider", "spec.provider.type"),
                Column.Of("Region", "spec.provider.region"),
                Column.Of("Version", "status.gardener.version"),
                Column.Of("K8S Version", "status.kubernetesVersion"),
            ],
            Description = "Seed represents an installation request for an external controller.",
        },
        new(CoreGroup, "v1beta1", "cloudprofiles", "CloudProfile")
        {
            Namespaced = false,
            ShortNames = ["cprofile"],
            HasGeneration = true,
            IsTyped = true,
            Columns = [Column.Of("Type", "spec.type")],
            Description = "CloudProfile represents certain properties about a provider environment.",
        },
        new("seedmanagement.gardener.cloud", "v1alpha1", "managedseeds", "ManagedSeed")
        {
            ShortNames = ["ms"],
            HasStatus = true,
            HasGeneration = true,
            IsTyped = true,
            Columns = [new("Status", seed => Column.ConditionStatus(seed, "SeedRegistered") ?? "<unknown>"), Column.Of("Shoot", "spec.shoot.name")],
            Description = "ManagedSeed represents a Shoot that is registered as Seed.",
        },
    ];

    /// <summary>Served by a seed.</summary>
    public static readonly ResourceType[] Seed =
    [
        new(ExtensionsGroup, "v1alpha1", "networks", "Network")
        {
            HasStatus = true,
            HasGeneration = true,
            Columns =
            [
                Column.Of("Type", "spec.type"),
                Column.Of("Pod CIDR", "spec.podCIDR"),
                Column.Of("Service CIDR", "spec.serviceCIDR"),
                Column.Of("Status", "status.lastOperation.state"),
            ],
            Description = "Network is the specification for cluster networking.",
        },
        new(ExtensionsGroup, "v1alpha1", "infrastructures", "Infrastructure")
        {
            ShortNames = ["infra"],
            HasStatus = true,
            HasGeneration = true,
            Columns = [Column.Of("Type", "spec.type"), Column.Of("Region", "spec.region"), Column.Of("Status", "status.lastOperation.state")],
            Description = "Infrastructure is a specification for cloud provider infrastructure.",
        },
        new("resources.gardener.cloud", "v1alpha1", "managedresources", "ManagedResource")
        {
            ShortNames = ["mr"],
            HasStatus = true,
            HasGeneration = true,
            Columns =
            [
                Column.Of("Class", "spec.class"),
                Column.OfCondition("Applied", "ResourcesApplied"),
                Column.OfCondition("Healthy", "ResourcesHealthy"),
                Column.OfCondition("Progressing", "ResourcesProgressing"),
            ],
            Description = "ManagedResource describes a list of managed resources.",
        },
    ];

    /// <summary>Served by every shoot with Calico.</summary>
    public static readonly ResourceType IPPool = new("crd.projectcalico.org", "v1", "ippools", "IPPool")
    {
        Namespaced = false,
        HasGeneration = true,
        Description = "IPPool contains information about an IPPool resource.",
    };

    private static JsonNode Hibernation(JsonObject shoot) => (shoot.IsTrueAt("spec", "hibernation", "enabled"), shoot.IsTrueAt("status", "hibernated")) switch
    {
        (true, true) => "Hibernated",
        (true, false) => "Hibernating...",
        (false, true) => "Waking Up...",
        _ => "Awake",
    };

    private static JsonNode LastOperation(JsonObject shoot) => shoot.At("status", "lastOperation") is JsonObject last
        ? $"{last.TextAt("type")} {last.TextAt("state")} ({last.NumberAt("progress") ?? 0}%)"
        : "<pending>";
}
