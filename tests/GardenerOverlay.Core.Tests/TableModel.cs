using GardenerOverlay.Core.Addressing;
using GardenerOverlay.Core.Routes;

namespace GardenerOverlay.Core.Tests;

/// <summary>What AWS would make of changes, as far as routes go. It refuses what AWS would refuse.</summary>
internal static class TableModel
{
    /// <summary>The situation after some planned changes, made one by one.</summary>
    public static RouteSituation After(RouteSituation situation, IEnumerable<AwsPodRouteChange> changes)
    {
        foreach (AwsPodRouteChange change in changes.Where(change => change.Status == AwsPodRouteStatus.Planned))
        {
            situation = change.Action switch
            {
                AwsPodRouteAction.Create or AwsPodRouteAction.Replace or AwsPodRouteAction.Delete => situation with
                {
                    Tables = [.. situation.Tables.Select(table => table.Id == change.RouteTableId ? Apply(table, change) : table)],
                },
                AwsPodRouteAction.SourceDestCheck => situation with { Instances = [.. situation.Instances.Select(instance => WithoutCheck(instance, change.NetworkInterfaceId!))] },
                AwsPodRouteAction.NodeCondition => situation with { Nodes = [.. situation.Nodes.Select(node => node.Name == change.Node ? node with { NetworkUnavailable = ConditionOf(change) } : node)] },
                _ => situation,
            };
        }
        return situation;
    }

    private static AwsRouteTable Apply(AwsRouteTable table, AwsPodRouteChange change)
    {
        Cidr destination = Cidr.Parse(change.Destination!);
        List<AwsRoute> routes = [.. table.Routes];
        int index = routes.FindIndex(route => route.Destination == destination && !route.IsPropagated);
        AwsRoute created = new()
        {
            Destination = destination,
            InstanceId = change.InstanceId,
            NetworkInterfaceId = change.NetworkInterfaceId,
            Origin = AwsRoute.CreateRoute,
            State = "active",
        };
        switch (change.Action)
        {
            case AwsPodRouteAction.Create:
                Assert.Equal(-1, index);
                routes.Add(created);
                break;
            case AwsPodRouteAction.Replace:
                Assert.NotEqual(-1, index);
                routes[index] = created;
                break;
            default:
                Assert.NotEqual(-1, index);
                routes.RemoveAt(index);
                break;
        }
        return table with { Routes = routes };
    }

    private static AwsInstance WithoutCheck(AwsInstance instance, string networkInterface) => instance with
    {
        NetworkInterfaces = [.. instance.NetworkInterfaces.Select(candidate => candidate.Id == networkInterface ? candidate with { HasSourceDestCheck = false } : candidate)],
    };

    private static NodeCondition ConditionOf(AwsPodRouteChange change) =>
        change.Reason.Contains(NodeCondition.NoRouteCreated.Reason!, StringComparison.Ordinal) ? NodeCondition.NoRouteCreated : NodeCondition.RouteCreated;
}
