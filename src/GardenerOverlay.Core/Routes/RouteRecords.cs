using GardenerOverlay.Core.Addressing;

namespace GardenerOverlay.Core.Routes;

/// <summary>Fills the records of routes.</summary>
internal sealed class RouteRecords(RouteSituation situation, InstanceIndex instances)
{
    /// <summary>A route that is not there; with a refusal it cannot be.</summary>
    public AwsPodRoute OfMissing(AwsRouteTable table, NodeTarget target, (string Code, string Reason)? refusal) => Of(table, target.Route.PodCidr) with
    {
        Node = target.Route.Node.Name,
        InstanceId = target.Instance!.Id,
        NetworkInterfaceId = target.Interface!.Id,
        State = refusal is null ? AwsPodRouteState.Missing : AwsPodRouteState.Conflict,
        Code = refusal?.Code ?? RouteCode.NoRoute,
        Reason = refusal?.Reason ?? $"Node {target.Route.Node.Name} has no route in this table.",
    };

    /// <summary>A route that is there.</summary>
    public AwsPodRoute OfPresent(AwsRouteTable table, Cidr destination, AwsRoute route, NodeTarget? wanted, AwsPodRouteState state, string? code, string reason) => Of(table, destination) with
    {
        Node = wanted?.Route.Node.Name,
        InstanceId = route.InstanceId ?? instances.TargetOf(route)?.Id,
        NetworkInterfaceId = route.NetworkInterfaceId,
        State = state,
        Code = code,
        Reason = reason,
    };

    /// <summary>Whose a route is that is not ours.</summary>
    /// <param name="route">The route.</param>
    /// <param name="owner">Whose its target is.</param>
    /// <param name="table">Its table.</param>
    /// <param name="cluster">Our cluster.</param>
    /// <param name="wrongSize">Why its size is not that of a node; empty where it is.</param>
    public static (string Code, string Whose) WhoseIs(AwsRoute route, RouteTargetOwner owner, AwsRouteTable table, string cluster, string wrongSize) => owner switch
    {
        _ when route.IsPropagated => (RouteCode.Propagated, "route propagation made it."),
        _ when route.Origin != AwsRoute.CreateRoute => (RouteCode.NotOurs, $"it came with the table (origin {route.Origin ?? "unknown"})."),
        RouteTargetOwner.NoInstance => (RouteCode.ForeignTarget, "that is no instance, so somebody else made it."),
        RouteTargetOwner.OtherCluster => ClusterTags.OthersOf(table.Tags, cluster).Any()
            ? (RouteCode.MultiClusterOverlap, "an instance of another cluster that shares this table. Their pod networks overlap.")
            : (RouteCode.OtherCluster, "an instance of another cluster."),
        _ when wrongSize.Length > 0 => (RouteCode.NotNodeSize, wrongSize),
        RouteTargetOwner.Unknown => (RouteCode.TargetUnknown, "it was not read, and neither was any other instance of a cluster that shares this table: it may live."),
        _ => (RouteCode.NotOurs, "it has no tag of the cluster and is no node of it."),
    };

    private AwsPodRoute Of(AwsRouteTable table, Cidr destination) => new()
    {
        Name = situation.Shoot.Name,
        Namespace = situation.Shoot.Namespace,
        Context = situation.Shoot.Context,
        ClusterName = situation.ClusterName,
        Region = situation.Region,
        VpcId = table.VpcId,
        RouteTableId = table.Id,
        Destination = destination.ToString(),
        Reason = "",
        Path = table.Path,
        Line = table.Line,
    };
}
