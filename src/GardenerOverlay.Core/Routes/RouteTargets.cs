namespace GardenerOverlay.Core.Routes;

/// <summary>Whose it is what a route leads to.</summary>
public enum RouteTargetOwner
{
    /// <summary>A node of this cluster, or an instance with its tag.</summary>
    Ours,

    /// <summary>Nobody's any more.</summary>
    Gone,

    /// <summary>An instance with the tag of another cluster.</summary>
    OtherCluster,

    /// <summary>A living instance or a network interface without any cluster's tag.</summary>
    Stranger,

    /// <summary>A gateway, a peering and the like.</summary>
    NoInstance,

    /// <summary>It was not read.</summary>
    Unknown,
}

/// <summary>Tells whose the targets of routes are. Routes cannot be tagged, so this is how it is known whose a route is.</summary>
internal sealed class RouteTargets
{
    private readonly string _cluster;
    private readonly InstanceIndex _instances;
    private readonly HashSet<string> _nodeInstances;
    private readonly HashSet<string> _clustersSeen;

    public RouteTargets(string cluster, InstanceIndex instances, IEnumerable<string> nodeInstances)
    {
        (_cluster, _instances) = (cluster, instances);
        _nodeInstances = [.. nodeInstances];
        _clustersSeen = [.. instances.Instances.SelectMany(instance => ClusterTags.OthersOf(instance.Tags, cluster))];
    }

    /// <summary>The owner of a route's target.</summary>
    public RouteTargetOwner OwnerOf(AwsRoute route, AwsRouteTable table)
    {
        if (route.Gateway is not null)
        {
            return RouteTargetOwner.NoInstance;
        }
        if (_instances.TargetOf(route) is { } instance)
        {
            return _nodeInstances.Contains(instance.Id) || ClusterTags.AreOf(instance.Tags, _cluster) ? RouteTargetOwner.Ours
                : ClusterTags.AreOfOthersOnly(instance.Tags, _cluster) ? RouteTargetOwner.OtherCluster
                : RouteTargetOwner.Stranger;
        }
        if (route.InstanceId is null)
        {
            // AWS forgets the instance of a route once it is terminated; a living interface without one is an appliance.
            return route.IsActive ? RouteTargetOwner.Stranger : RouteTargetOwner.Gone;
        }
        return route.IsActive && SharesWithUnseen(table) ? RouteTargetOwner.Unknown : RouteTargetOwner.Gone;
    }

    /// <summary>
    /// Whether a cluster that shares the table has no instance in what was read. Then its instances were filtered out, and
    /// one that is missing may well live.
    /// </summary>
    private bool SharesWithUnseen(AwsRouteTable table) => ClusterTags.OthersOf(table.Tags, _cluster).Any(other => !_clustersSeen.Contains(other));
}
