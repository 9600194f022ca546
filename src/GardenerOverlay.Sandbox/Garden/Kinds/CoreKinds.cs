using System.Text.Json.Nodes;

namespace GardenerOverlay.Sandbox.Garden.Kinds;

/// <summary>Kubernetes' own kinds, as far as somebody here asks for them.</summary>
internal static class CoreKinds
{
    /// <summary>Served by every cluster.</summary>
    public static readonly ResourceType[] Common =
    [
        new("", "v1", "namespaces", "Namespace")
        {
            Namespaced = false,
            ShortNames = ["ns"],
            HasStatus = true,
            IsTyped = true,
            SelectableFields = ["status.phase"],
            Columns = [Column.Of("Status", "status.phase")],
            Behaviour = new NamespaceBehaviour(),
            Description = "Namespace provides a scope for Names.",
        },
        new("", "v1", "configmaps", "ConfigMap")
        {
            ShortNames = ["cm"],
            IsTyped = true,
            Columns = [new("Data", content => Count(content, "data") + Count(content, "binaryData"))],
            Description = "ConfigMap holds configuration data for pods to consume.",
        },
        new("", "v1", "secrets", "Secret")
        {
            IsTyped = true,
            SelectableFields = ["type"],
            Columns = [Column.Of("Type", "type"), new("Data", content => Count(content, "data"))],
            Behaviour = new SecretBehaviour(),
            Description = "Secret holds secret data of a certain type.",
        },
        new("", "v1", "events", "Event")
        {
            ShortNames = ["ev"],
            IsTyped = true,
            SelectableFields = ["involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid", "reason", "type"],
            Columns =
            [
                new("Last Seen", content => Column.Age(content.TextAt("lastTimestamp"), DateTimeOffset.UtcNow)),
                Column.Of("Type", "type"),
                Column.Of("Reason", "reason"),
                new("Object", content => $"{content.TextAt("involvedObject", "kind")?.ToLowerInvariant()}/{content.TextAt("involvedObject", "name")}"),
                Column.Of("Message", "message"),
            ],
            Description = "Event is a report of an event somewhere in the cluster.",
        },
        new("coordination.k8s.io", "v1", "leases", "Lease")
        {
            IsTyped = true,
            Columns = [Column.Of("Holder", "spec.holderIdentity")],
            Description = "Lease defines a lease concept.",
        },
    ];

    public static readonly ResourceType Deployment = new("apps", "v1", "deployments", "Deployment")
    {
        ShortNames = ["deploy"],
        Categories = ["all"],
        HasStatus = true,
        HasGeneration = true,
        IsTyped = true,
        Columns =
        [
            new("Ready", content => $"{content.NumberAt("status", "readyReplicas") ?? 0}/{content.NumberAt("spec", "replicas") ?? 1}"),
            Column.OfCount("Up-to-date", "status.updatedReplicas"),
            Column.OfCount("Available", "status.availableReplicas"),
        ],
        Description = "Deployment enables declarative updates for Pods and ReplicaSets.",
    };

    /// <summary>What the nodes of a cluster are and run.</summary>
    public static readonly ResourceType[] Workload =
    [
        new("", "v1", "nodes", "Node")
        {
            Namespaced = false,
            ShortNames = ["no"],
            HasStatus = true,
            IsTyped = true,
            SelectableFields = ["spec.unschedulable"],
            Columns =
            [
                new("Status", NodeStatus),
                new("Roles", _ => "<none>"),
                Column.Of("Version", "status.nodeInfo.kubeletVersion"),
                new("Internal-IP", content => InternalAddress(content) ?? "<none>", Priority: 1),
                Column.Of("OS-Image", "status.nodeInfo.osImage", priority: 1),
            ],
            Description = "Node is a worker node in Kubernetes.",
        },
        new("", "v1", "pods", "Pod")
        {
            ShortNames = ["po"],
            Categories = ["all"],
            HasStatus = true,
            HasGeneration = true,
            IsTyped = true,
            SelectableFields = ["spec.nodeName", "status.phase", "status.podIP"],
            Columns =
            [
                new("Ready", ReadyContainers),
                Column.Of("Status", "status.phase"),
                new("Restarts", content => content.ListAt("status", "containerStatuses")?.Sum(status => status.NumberAt("restartCount") ?? 0) ?? 0, Type: "integer"),
                Column.Of("IP", "status.podIP", priority: 1),
                Column.Of("Node", "spec.nodeName", priority: 1),
            ],
            Description = "Pod is a collection of containers that can run on a host.",
        },
        new("apps", "v1", "daemonsets", "DaemonSet")
        {
            ShortNames = ["ds"],
            Categories = ["all"],
            HasStatus = true,
            HasGeneration = true,
            IsTyped = true,
            Columns =
            [
                Column.OfCount("Desired", "status.desiredNumberScheduled"),
                Column.OfCount("Current", "status.currentNumberScheduled"),
                Column.OfCount("Ready", "status.numberReady"),
                Column.OfCount("Up-to-date", "status.updatedNumberScheduled"),
                Column.OfCount("Available", "status.numberAvailable"),
            ],
            Description = "DaemonSet represents the configuration of a daemon set.",
        },
    ];

    private static JsonNode NodeStatus(JsonObject node)
    {
        string ready = Column.ConditionStatus(node, "Ready") switch { "True" => "Ready", null => "Unknown", _ => "NotReady" };
        return node.IsTrueAt("spec", "unschedulable") ? ready + ",SchedulingDisabled" : ready;
    }

    private static string? InternalAddress(JsonObject node) =>
        node.ListAt("status", "addresses")?.FirstOrDefault(address => address.TextAt("type") == "InternalIP").TextAt("address");

    private static JsonNode ReadyContainers(JsonObject pod) =>
        $"{pod.ListAt("status", "containerStatuses")?.Count(status => status.IsTrueAt("ready")) ?? 0}/{pod.ListAt("spec", "containers")?.Count ?? 0}";

    private static int Count(JsonObject content, string field) => (content.At(field) as JsonObject)?.Count ?? 0;
}
