using GardenerOverlay.Core.Addressing;

namespace GardenerOverlay.Core.Routes;

/// <summary>Finds the instance and network interface behind each node's route, and what stands in its way.</summary>
internal static class NodeTargets
{
    public static IReadOnlyList<NodeTarget> Of(RouteSituation situation, NodeRoutes nodes, InstanceIndex instances, string? vpcId, List<SkippedNode> skipped)
    {
        List<NodeRoute> inside = [];
        foreach (NodeRoute route in nodes.Routes)
        {
            if (situation.PodNetworks.Hold(route.PodCidr))
            {
                inside.Add(route);
                continue;
            }
            string networks = string.Join(", ", situation.PodNetworks.Ranges);
            skipped.Add(new SkippedNode(route.Node, RouteCode.OutsidePodNetwork, $"{route.PodCidr} of node {route.Node.Name} is outside of {networks}.", route.PodCidr.ToString()));
        }
        Dictionary<NodeRoute, string> duplicates = DuplicatesOf(inside);
        List<NodeTarget> targets = [];
        foreach (NodeRoute route in inside)
        {
            NodeTarget target = TargetOf(route, instances, vpcId);
            if (duplicates.TryGetValue(route, out string? other))
            {
                target = target with { Obstacle = RouteCode.DuplicatePodCidr, ObstacleReason = $"{route.PodCidr} of node {route.Node.Name} overlaps with {other}." };
            }
            targets.Add(target);
            if (target.Obstacle is { } code)
            {
                skipped.Add(new SkippedNode(route.Node, code, target.ObstacleReason!, route.PodCidr.ToString()));
            }
        }
        return targets;
    }

    private static NodeTarget TargetOf(NodeRoute route, InstanceIndex instances, string? vpcId)
    {
        string node = route.Node.Name;
        if (instances.Find(route.InstanceId) is not { } instance)
        {
            return new NodeTarget(route, null, null, RouteCode.InstanceGone, $"The instance {route.InstanceId} of node {node} is gone.");
        }
        if (instance.VpcId is not null && vpcId is not null && instance.VpcId != vpcId)
        {
            return new NodeTarget(route, instance, null, RouteCode.OtherVpc, $"The instance {instance.Id} of node {node} is in {instance.VpcId}, the route tables are in {vpcId}.");
        }
        return InstanceIndex.PrimaryOf(instance, route.Node) is { } primary
            ? new NodeTarget(route, instance, primary)
            : new NodeTarget(route, instance, null, RouteCode.NoPrimaryInterface, $"The instance {instance.Id} of node {node} has no network interface at card 0, device 0 that carries IP traffic.");
    }

    /// <summary>Routes whose pod CIDR another node has too, or holds, or lies in: with the other one's name.</summary>
    private static Dictionary<NodeRoute, string> DuplicatesOf(List<NodeRoute> routes)
    {
        Dictionary<NodeRoute, string> duplicates = new(ReferenceEqualityComparer.Instance);
        foreach ((int outer, int inner) in CidrOverlaps.Find([.. routes.Select(route => route.PodCidr)]))
        {
            if (routes[outer].Node.Name != routes[inner].Node.Name)
            {
                duplicates.TryAdd(routes[outer], $"{routes[inner].PodCidr} of node {routes[inner].Node.Name}");
                duplicates.TryAdd(routes[inner], $"{routes[outer].PodCidr} of node {routes[outer].Node.Name}");
            }
        }
        return duplicates;
    }
}
