namespace GardenerOverlay.Sandbox.Garden.Kinds;

/// <summary>Which kinds a cluster serves.</summary>
internal static class Catalog
{
    public static readonly ResourceType[] Garden = [.. CoreKinds.Common, .. GardenerKinds.Garden];

    /// <summary>A seed is a cluster with nodes of its own, and a managed seed a shoot as well.</summary>
    public static readonly ResourceType[] Seed = [.. CoreKinds.Common, .. CoreKinds.Workload, CoreKinds.Deployment, .. GardenerKinds.Seed, GardenerKinds.IPPool];

    public static readonly ResourceType[] Shoot = [.. CoreKinds.Common, .. CoreKinds.Workload, CoreKinds.Deployment, GardenerKinds.IPPool];
}
