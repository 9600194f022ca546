namespace GardenerOverlay.Core.Routes;

/// <summary>How urgent the work for a node is.</summary>
internal enum NodeUrgency
{
    /// <summary>A route of a node in service is missing or drops its packets.</summary>
    Repair,

    /// <summary>A route leads elsewhere.</summary>
    Replace,

    /// <summary>The node is new: it has no route yet.</summary>
    New,

    /// <summary>Its routes are right.</summary>
    None,
}

/// <summary>All that is to be done for one node. Node by node, a node is of use as soon as its own routes are there.</summary>
internal sealed class NodeWork
{
    private NodeWork(IGrouping<string, (int Table, SurveyedRoute Route)> routes)
    {
        Routes = [.. routes.OrderBy(route => route.Table)];
        Node = Routes[0].Route.Wanted!.Route.Node;
        Urgency = UrgencyOf([.. Routes.Select(route => route.Route)]);
    }

    public ClusterNode Node { get; }

    /// <summary>Its routes with the index of their table, those that are right too.</summary>
    public IReadOnlyList<(int Table, SurveyedRoute Route)> Routes { get; }

    public NodeUrgency Urgency { get; }

    /// <summary>The interface whose source/destination check must go; null where none must.</summary>
    public AwsNetworkInterface? Checking => Routes.Select(route => route.Route.Wanted!.Interface).FirstOrDefault(primary => primary?.HasSourceDestCheck == true);

    /// <summary>The nodes with a target in the worker tables, in the order of work: urgency, then ready nodes, then as given.</summary>
    public static IReadOnlyList<NodeWork> Of(RouteSurvey survey)
    {
        IEnumerable<(int Table, SurveyedRoute Route)> routes = survey.Tables
            .SelectMany((table, index) => table.Routes.Select(route => (Table: index, Route: route)))
            .Where(route => route.Route.Wanted is { Obstacle: null });
        return [.. routes.GroupBy(route => route.Route.Wanted!.Route.Node.Name, StringComparer.Ordinal).Select(group => new NodeWork(group)).OrderBy(work => work.Urgency).ThenBy(work => !work.Node.IsReady)];
    }

    /// <summary>Whether a write is needed for a route.</summary>
    public static bool IsNeeded(SurveyedRoute route) => route.Record.State switch
    {
        AwsPodRouteState.Missing => true,
        AwsPodRouteState.WrongTarget => route.IsOurs,
        AwsPodRouteState.Blackhole => route.IsOurs && route.Record.Code != RouteCode.InstanceStopped,
        _ => false,
    };

    private static NodeUrgency UrgencyOf(IReadOnlyCollection<SurveyedRoute> routes)
    {
        bool isMissing = routes.Any(route => route.Record.State == AwsPodRouteState.Missing);
        bool isBroken = routes.Any(route => route.Record.State == AwsPodRouteState.Blackhole && IsNeeded(route));
        bool isRouted = routes.Any(route => route.IsOurs);
        return isBroken || (isMissing && isRouted) ? NodeUrgency.Repair
            : isMissing ? NodeUrgency.New
            : routes.Any(IsNeeded) ? NodeUrgency.Replace
            : NodeUrgency.None;
    }
}
