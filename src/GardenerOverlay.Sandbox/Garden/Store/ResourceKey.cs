namespace GardenerOverlay.Sandbox.Garden.Store;

/// <summary>Which object of its kind. Kinds without namespaces have an empty one.</summary>
internal readonly record struct ResourceKey(string Namespace, string Name)
{
    /// <summary>The order of lists: by the bytes of namespace and name, as etcd keeps its keys.</summary>
    public static readonly Comparer<ResourceKey> Order = Comparer<ResourceKey>.Create((left, right) =>
    {
        int byNamespace = string.CompareOrdinal(left.Namespace, right.Namespace);
        return byNamespace != 0 ? byNamespace : string.CompareOrdinal(left.Name, right.Name);
    });
}
