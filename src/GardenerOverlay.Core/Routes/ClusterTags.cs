namespace GardenerOverlay.Core.Routes;

/// <summary>
/// The tags by which AWS resources belong to clusters: <c>kubernetes.io/cluster/NAME</c> with any value, or the older
/// <c>KubernetesCluster</c> with the name as its value.
/// Source: aws-custom-route-controller, pkg/updater/ec2.go (hasClusterTag).
/// </summary>
public static class ClusterTags
{
    private const string Prefix = "kubernetes.io/cluster/";
    private const string LegacyKey = "KubernetesCluster";

    /// <summary>Whether the tags name this cluster.</summary>
    public static bool AreOf(IReadOnlyDictionary<string, string> tags, string cluster) =>
        tags.ContainsKey(Prefix + cluster) || (tags.TryGetValue(LegacyKey, out string? legacy) && legacy == cluster);

    /// <summary>The other clusters that the tags name.</summary>
    public static IEnumerable<string> OthersOf(IReadOnlyDictionary<string, string> tags, string cluster) => tags
        .Select(tag => tag.Key.StartsWith(Prefix, StringComparison.Ordinal) ? tag.Key[Prefix.Length..] : tag.Key == LegacyKey ? tag.Value : "")
        .Where(name => name.Length > 0 && name != cluster)
        .Distinct(StringComparer.Ordinal);

    /// <summary>Whether the tags name another cluster and not this one.</summary>
    public static bool AreOfOthersOnly(IReadOnlyDictionary<string, string> tags, string cluster) =>
        tags.Count > 0 && !AreOf(tags, cluster) && OthersOf(tags, cluster).Any();
}
