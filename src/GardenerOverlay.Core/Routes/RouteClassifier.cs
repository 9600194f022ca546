using GardenerOverlay.Core.Addressing;

namespace GardenerOverlay.Core.Routes;

/// <summary>
/// Says of every route in a table how it stands, and whether it is ours to change. Ours is a route that somebody made
/// (origin <c>CreateRoute</c>), strictly inside a pod network, of the size of a node's share, to an instance that is gone,
/// has our cluster's tag or is our node. Everything else is only reported.
/// Source: aws-custom-route-controller, pkg/updater/routes.go (which takes every route whose first address lies in the pod
/// network for its own, whatever it leads to, and compares neither state nor network interface).
/// </summary>
internal sealed class RouteClassifier
{
    private readonly RouteSituation _situation;
    private readonly RouteScope _scope;
    private readonly InstanceIndex _instances;
    private readonly RouteTargets _owners;
    private readonly Dictionary<Cidr, NodeTarget> _wanted = [];
    private readonly HashSet<int> _nodeSizes;
    private readonly RouteRecords _records;

    public RouteClassifier(RouteSituation situation, RouteScope scope, IReadOnlyList<NodeTarget> targets, InstanceIndex instances)
    {
        (_situation, _scope, _instances) = (situation, scope, instances);
        _owners = new RouteTargets(situation.ClusterName, instances, targets.Select(target => target.Route.InstanceId));
        _records = new RouteRecords(situation, instances);
        foreach (NodeTarget target in targets)
        {
            // Of duplicates none is routed, so that any of them can stand for the destination.
            _wanted.TryAdd(target.Route.PodCidr, target);
        }
        _nodeSizes = NodeSizes.Of(situation, _wanted.Keys);
    }

    /// <summary>The pod routes of a table: those that nodes want, in the nodes' order, then the others in the table's.</summary>
    public IReadOnlyList<SurveyedRoute> Classify(AwsRouteTable table, RouteTableRole role)
    {
        Dictionary<Cidr, AwsRoute> present = [];
        List<Cidr> local = [];
        foreach (AwsRoute route in table.Routes.Where(route => route.Destination is not null && !route.IsPropagated))
        {
            present[route.Destination!.Value] = route;
            if (route.IsLocal)
            {
                local.Add(route.Destination.Value);
            }
        }
        List<SurveyedRoute> routes = [];
        if (role == RouteTableRole.Worker)
        {
            routes.AddRange(_wanted.Values.Select(target => OfWanted(table, target, present.GetValueOrDefault(target.Route.PodCidr), local)).OfType<SurveyedRoute>());
        }
        foreach (AwsRoute route in table.Routes)
        {
            if (route.Destination is { } destination && !(role == RouteTableRole.Worker && _wanted.ContainsKey(destination)) && OfUnwanted(table, role, route, destination) is { } surveyed)
            {
                routes.Add(surveyed);
            }
        }
        return routes;
    }

    private SurveyedRoute? OfWanted(AwsRouteTable table, NodeTarget target, AwsRoute? route, List<Cidr> local)
    {
        Cidr destination = target.Route.PodCidr;
        if (route is null)
        {
            return target.Obstacle is not null ? null : new SurveyedRoute(_records.OfMissing(table, target, RefusalOf(destination, local)), destination, target, null, IsOurs: false, TargetLives: false);
        }
        RouteTargetOwner owner = _owners.OwnerOf(route, table);
        bool isOurs = IsOurs(route, owner, destination);
        (AwsPodRouteState state, string? code, string reason) = JudgeWanted(table, target, route, owner, isOurs);
        return new SurveyedRoute(_records.OfPresent(table, destination, route, target, state, code, reason), destination, target, route, isOurs, _instances.TargetOf(route) is not null);
    }

    private (AwsPodRouteState State, string? Code, string Reason) JudgeWanted(AwsRouteTable table, NodeTarget target, AwsRoute route, RouteTargetOwner owner, bool isOurs)
    {
        string node = target.Route.Node.Name;
        if (target.Obstacle is { } obstacle && isOurs)
        {
            AwsPodRouteState state = obstacle != RouteCode.InstanceGone ? AwsPodRouteState.Conflict : route.IsActive ? AwsPodRouteState.Stale : AwsPodRouteState.Blackhole;
            return (state, obstacle, $"{target.ObstacleReason} The route stays as long as the node does.");
        }
        if (target.Obstacle is null && LeadsTo(route, target))
        {
            return route.IsActive
                ? InSync(target)
                : (AwsPodRouteState.Blackhole, RouteCode.InstanceStopped, $"It leads to the right interface, but AWS drops its packets: {target.Instance!.Id} is {target.Instance.State ?? "in an unknown state"}.");
        }
        if (!isOurs)
        {
            (string code, string whose) = RouteRecords.WhoseIs(route, owner, table, _situation.ClusterName, "");
            return (AwsPodRouteState.Conflict, code, $"Node {node} wants it, but it leads to {route.Target}: {whose}");
        }
        string wanted = $"{target.Instance!.Id} ({target.Interface!.Id}) of node {node}";
        return !route.IsActive
            ? (AwsPodRouteState.Blackhole, RouteCode.TargetGone, $"It leads to {route.Target}, which takes no packets, instead of {wanted}.")
            : _instances.TargetOf(route)?.Id == target.Instance.Id
                ? (AwsPodRouteState.WrongTarget, RouteCode.OtherInterface, $"It leads to {route.NetworkInterfaceId ?? "any interface"} instead of {wanted}.")
                : (AwsPodRouteState.WrongTarget, RouteCode.OtherInstance, $"It leads to {route.Target} instead of {wanted}.");
    }

    private static (AwsPodRouteState State, string? Code, string Reason) InSync(NodeTarget target) => target.Interface!.HasSourceDestCheck == true
        ? (AwsPodRouteState.InSync, RouteCode.SourceDestCheck, $"The route is right, but the source/destination check of {target.Interface.Id} is on: it drops packets for pods.")
        : (AwsPodRouteState.InSync, null, $"It leads to node {target.Route.Node.Name}.");

    private SurveyedRoute? OfUnwanted(AwsRouteTable table, RouteTableRole role, AwsRoute route, Cidr destination)
    {
        bool isInside = _situation.PodNetworks.HoldStrictly(destination);
        bool isDefault = destination.PrefixLength == 0;
        if (isDefault || !_situation.PodNetworks.Overlap(destination) || (route.IsLocal && !isInside))
        {
            return null;
        }
        RouteTargetOwner owner = _owners.OwnerOf(route, table);
        bool isOurs = IsOurs(route, owner, destination);
        (AwsPodRouteState state, string code, string reason) = isOurs
            ? OursWithoutUse(role, route)
            : (AwsPodRouteState.Foreign, RouteCode.OverlapWider, $"{destination} holds the pod network, or more; a node's route is more specific and wins over it.");
        if (!isOurs && isInside)
        {
            (code, string whose) = RouteRecords.WhoseIs(route, owner, table, _situation.ClusterName, _nodeSizes.Contains(destination.PrefixLength) ? "" : $"/{destination.PrefixLength} is not the size of a node's share.");
            reason = $"No node wants it, and it leads to {route.Target}: {whose}";
        }
        return new SurveyedRoute(_records.OfPresent(table, destination, route, null, state, code, reason), destination, null, route, isOurs, _instances.TargetOf(route) is not null);
    }

    private static (AwsPodRouteState State, string Code, string Reason) OursWithoutUse(RouteTableRole role, AwsRoute route) => role == RouteTableRole.Public
        ? (AwsPodRouteState.Stale, RouteCode.PublicTable, "This is the table of public subnets, where no node is: pod routes have no use in it.")
        : route.IsActive
            ? (AwsPodRouteState.Stale, RouteCode.NoNode, $"No node has this pod CIDR any more; it leads to {route.Target}.")
            : (AwsPodRouteState.Blackhole, RouteCode.TargetGone, $"It leads to {route.Target}, which is gone, and no node wants it.");

    private bool IsOurs(AwsRoute route, RouteTargetOwner owner, Cidr destination)
    {
        if (route.Origin != AwsRoute.CreateRoute || route.IsLocal || owner == RouteTargetOwner.OtherCluster || !_situation.PodNetworks.Hold(destination))
        {
            return false;
        }
        if (_scope.TakeOver.Contains(destination))
        {
            return true;
        }
        bool isNodes = _wanted.ContainsKey(destination) || (_situation.PodNetworks.HoldStrictly(destination) && _nodeSizes.Contains(destination.PrefixLength));
        return isNodes && owner is RouteTargetOwner.Ours or RouteTargetOwner.Gone;
    }

    private static bool LeadsTo(AwsRoute route, NodeTarget target) => route.Gateway is null && (route.NetworkInterfaceId is { } id
        ? id == target.Interface!.Id
        : route.InstanceId == target.Instance!.Id && target.Instance.NetworkInterfaces.Count == 1);

    /// <summary>
    /// Why AWS would refuse to create a route. Source: Amazon VPC, route tables: a route more specific than the local one must
    /// equal a subnet; 169.254.168.0/22 is reserved.
    /// </summary>
    private static (string Code, string Reason)? RefusalOf(Cidr destination, List<Cidr> local)
    {
        foreach (Cidr range in local)
        {
            if (range.Contains(destination))
            {
                return (RouteCode.InsideVpcCidr, $"{destination} lies in {range} of the VPC itself, where AWS takes routes to whole subnets only.");
            }
        }
        return NodeSizes.Reserved.Overlaps(destination) ? (RouteCode.ReservedByAws, $"AWS keeps {NodeSizes.Reserved} for itself.") : null;
    }
}
