using GardenerOverlay.Core.Addressing;
using GardenerOverlay.Core.Errors;

namespace GardenerOverlay.Core.Routes;

/// <summary>A destination in a route table: how it stands, and what a plan needs to know about it.</summary>
/// <param name="Record">How it stands.</param>
/// <param name="Destination">The destination.</param>
/// <param name="Wanted">The node that wants it, if one does.</param>
/// <param name="Present">The route that is there, if one is.</param>
/// <param name="IsOurs">Whether the route that is there may be changed and deleted.</param>
/// <param name="TargetLives">Whether the instance that the route leads to lives.</param>
internal sealed record SurveyedRoute(AwsPodRoute Record, Cidr Destination, NodeTarget? Wanted, AwsRoute? Present, bool IsOurs, bool TargetLives);

/// <summary>A route table of the cluster with its pod routes.</summary>
internal sealed record SurveyedTable(AwsRouteTable Table, RouteTableRole Role, IReadOnlyList<SurveyedRoute> Routes);

/// <summary>A node's route with the target that it is to have.</summary>
/// <param name="Route">What the node wants.</param>
/// <param name="Instance">Its instance; null where it is gone.</param>
/// <param name="Interface">The primary network interface; null where there is none.</param>
/// <param name="Obstacle">Why no route can be made, one of <see cref="RouteCode"/>; null where one can.</param>
/// <param name="ObstacleReason">The same in one sentence.</param>
internal sealed record NodeTarget(NodeRoute Route, AwsInstance? Instance, AwsNetworkInterface? Interface, string? Obstacle = null, string? ObstacleReason = null);

/// <summary>How all pod routes of a cluster stand. Nothing here changes anything; <see cref="RoutePlan"/> says what would.</summary>
public sealed class RouteSurvey
{
    private RouteSurvey(RouteSituation situation) => Situation = situation;

    /// <summary>The pod routes of all tables, table by table: those that nodes want, then the others.</summary>
    public IEnumerable<AwsPodRoute> Routes => Tables.SelectMany(table => table.Routes).Select(route => route.Record);

    /// <summary>What users must know beside the routes.</summary>
    public IReadOnlyList<RouteFinding> Findings { get; private init; } = [];

    /// <summary>The number of tables that take pod routes.</summary>
    public int WorkerTables => Tables.Count(table => table.Role == RouteTableRole.Worker);

    internal RouteSituation Situation { get; }

    internal IReadOnlyList<SurveyedTable> Tables { get; private init; } = [];

    internal IReadOnlyList<NodeTarget> Nodes { get; private init; } = [];

    internal IReadOnlyList<SkippedNode> Skipped { get; private init; } = [];

    internal IReadOnlyList<(AwsRouteTable Table, string Code, string Reason)> SkippedTables { get; private init; } = [];

    /// <summary>Looks at the tables of a cluster.</summary>
    /// <exception cref="GardenerOverlayException">There is no table to look at, or it is not clear which.</exception>
    public static RouteSurvey Of(RouteSituation situation, RouteScope scope)
    {
        InstanceIndex instances = new(situation.Instances);
        NodeRoutes nodes = NodeRoutes.Of(situation.Nodes);
        IReadOnlyList<AwsRouteTable> tables = RouteTableChoice.Of(situation, scope, nodes, instances, out List<(AwsRouteTable, string, string)> skippedTables);
        List<SkippedNode> skipped = [.. nodes.Skipped];
        IReadOnlyList<NodeTarget> targets = NodeTargets.Of(situation, nodes, instances, tables[0].VpcId, skipped);
        IEnumerable<AwsInstance> nodeInstances = targets.Select(target => target.Instance).OfType<AwsInstance>();
        RouteTableRoles roles = new(situation.ClusterName, situation.Tables.Where(table => table.VpcId == tables[0].VpcId), nodeInstances);
        RouteClassifier classifier = new(situation, scope, targets, instances);
        List<SurveyedTable> surveyed = [];
        foreach (AwsRouteTable table in tables)
        {
            RouteTableRole role = roles.Of(table);
            if (role == RouteTableRole.Edge)
            {
                skippedTables.Add((table, RouteCode.EdgeTable, $"{table.Id} is associated with a gateway: it takes no pod routes."));
                continue;
            }
            surveyed.Add(new SurveyedTable(table, role, classifier.Classify(table, role)));
        }
        return new RouteSurvey(situation)
        {
            Tables = surveyed,
            Nodes = targets,
            Skipped = skipped,
            SkippedTables = skippedTables,
            Findings = RouteFindings.Of(situation, surveyed, targets, skipped, skippedTables),
        };
    }
}
