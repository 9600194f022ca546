using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Core.Routes.Dumps;

/// <summary>Nodes as <c>kubectl get nodes -o json</c> or <c>-o yaml</c> writes them: a List, a NodeList, or single objects.</summary>
public static class NodeDump
{
    private const string NodeKind = "Node";

    /// <summary>The fields that are read; those of the other dumps too, to tell what a file is instead.</summary>
    public static FieldSelection Fields { get; } = FieldSelection.Of(
        "kind", "apiVersion", "items", "RouteTables", "RouteTableId", "Reservations", "InstanceId", "Instances.InstanceId",
        "metadata.name", "spec.providerID", "spec.podCIDRs",
        "status.conditions.type", "status.conditions.status", "status.conditions.reason", "status.addresses.type", "status.addresses.address");

    /// <summary>Reads files. Objects of other kinds are passed over where there are nodes beside them.</summary>
    /// <exception cref="Errors.GardenerOverlayException">A file holds something else, or not all.</exception>
    public static IReadOnlyList<ClusterNode> Read(IReadOnlyList<DumpFile> files) => DumpFormat.Nodes.Read<ClusterNode>(files, (path, item) =>
    {
        bool isNode = item.Kind is NodeKind || (item.Kind is null && item is { ListKey: "items", IsRoot: false } && item.Node["spec"] is not null);
        return isNode ? [NodeOf(path, item.Node)] : null;
    }, passesOver: true);

    private static ClusterNode NodeOf(string path, ManifestNode node)
    {
        ManifestNode? status = node["status"];
        Dictionary<string, ManifestNode> conditions = new(StringComparer.Ordinal);
        foreach (ManifestNode condition in DumpFormat.ItemsOf(status, "conditions"))
        {
            conditions[DumpFormat.TextOf(condition, "type") ?? ""] = condition;
        }
        return new ClusterNode
        {
            Name = DumpFormat.TextOf(node["metadata"], "name") ?? throw DumpFormat.Nodes.Incomplete(path, "a node has no metadata.name"),
            ProviderId = DumpFormat.TextOf(node["spec"], "providerID"),
            PodCidrs = [.. DumpFormat.ItemsOf(node["spec"], "podCIDRs").Select(podCidr => podCidr.Written)],
            IsReady = conditions.TryGetValue("Ready", out ManifestNode? ready) && DumpFormat.TextOf(ready, "status") == "True",
            InternalIps = [.. DumpFormat.ItemsOf(status, "addresses").Where(address => DumpFormat.TextOf(address, "type") == "InternalIP").Select(address => DumpFormat.TextOf(address, "address")).OfType<string>()],
            NetworkUnavailable = conditions.TryGetValue("NetworkUnavailable", out ManifestNode? network) ? new NodeCondition(DumpFormat.TextOf(network, "status") ?? "Unknown", DumpFormat.TextOf(network, "reason")) : null,
        };
    }
}
