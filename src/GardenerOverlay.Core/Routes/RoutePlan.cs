using System.Globalization;
using GardenerOverlay.Core.Errors;

namespace GardenerOverlay.Core.Routes;

/// <summary>
/// What brings the route tables in order. The plan is the whole truth: every write has its change, in the order in which
/// they are made: deletions in tables at their quota, then node by node repairs, replacements and new nodes, then the other
/// deletions; behind them what is left out.
/// </summary>
public sealed record RoutePlan
{
    /// <summary>The cluster, by its technical ID.</summary>
    public required string ClusterName { get; init; }

    /// <summary>The changes, in order.</summary>
    public required IReadOnlyList<AwsPodRouteChange> Changes { get; init; }

    /// <summary>What users must know beside the changes.</summary>
    public IReadOnlyList<RouteFinding> Findings { get; init; } = [];

    /// <summary>What keeps the plan from doing all that should be done.</summary>
    public IReadOnlyList<GardenerOverlayException> Errors { get; init; } = [];

    /// <summary>How many writes, and how long.</summary>
    public RouteEstimate Estimate => RouteEstimate.Of(Changes);

    /// <summary>Plans from what was surveyed.</summary>
    public static RoutePlan Of(RouteSurvey survey, RoutePlanOptions options)
    {
        SurveyedRoute[] shared = [.. survey.Tables.SelectMany(table => table.Routes).Where(route => route.Record.Code == RouteCode.MultiClusterOverlap)];
        if (shared.Length > 0)
        {
            return Stop(survey, shared);
        }
        PlannedDeletes deletes = new(survey, options);
        IReadOnlyList<NodeWork> nodes = options.Remove ? [] : NodeWork.Of(survey);
        TableRoom[] rooms =
        [
            .. survey.Tables.Select((table, index) => new TableRoom(table.Table,
                options.Remove ? 0 : table.Routes.Count(route => route.Record.State == AwsPodRouteState.Missing), deletes.CountIn(index), options.RouteQuota)),
        ];
        List<AwsPodRouteChange> changes = [.. deletes.Changes(table => rooms[table].DeletesFirst)];
        foreach (NodeWork node in nodes)
        {
            AddNode(changes, survey, options, node, rooms);
        }
        changes.AddRange(deletes.Changes(table => !rooms[table].DeletesFirst));
        if (!options.Remove)
        {
            changes.AddRange(RouteChanges.OfLeftOut(survey));
        }
        return new RoutePlan
        {
            ClusterName = survey.Situation.ClusterName,
            Changes = changes,
            Findings = [.. survey.Findings.Where(finding => IsWorthTelling(finding, options)), .. OfQuota(changes, nodes.Count, rooms)],
            Errors = ErrorsOf(survey, deletes),
        };
    }

    private static void AddNode(List<AwsPodRouteChange> changes, RouteSurvey survey, RoutePlanOptions options, NodeWork node, TableRoom[] rooms)
    {
        bool isWhole = true;
        foreach ((int table, SurveyedRoute route) in node.Routes)
        {
            if (!NodeWork.IsNeeded(route))
            {
                isWhole &= route.Record.State == AwsPodRouteState.InSync;
                continue;
            }
            AwsPodRouteChange change = RouteChanges.OfNode(route);
            if (change.Action == AwsPodRouteAction.Create && !rooms[table].TryTake())
            {
                change = change with { Status = AwsPodRouteStatus.Withheld, Code = RouteCode.RouteLimitExceeded, Error = $"{rooms[table].Id} takes {rooms[table].Limit} entries and no more." };
                isWhole = false;
            }
            changes.Add(change);
        }
        if (options.FixSourceDestCheck && node.Checking is { } networkInterface)
        {
            changes.Add(RouteChanges.Of(survey.Situation, AwsPodRouteAction.SourceDestCheck, RouteCode.SourceDestCheck, $"The source/destination check of {networkInterface.Id} drops packets for pods.") with
            {
                Node = node.Node.Name,
                InstanceId = node.Routes[0].Route.Wanted!.Instance!.Id,
                NetworkInterfaceId = networkInterface.Id,
                VpcId = node.Routes[0].Route.Record.VpcId,
            });
        }
        // Source: aws-custom-route-controller, pkg/node: same type, status and reason, but only where every worker table agrees.
        NodeCondition wanted = isWhole ? NodeCondition.RouteCreated : NodeCondition.NoRouteCreated;
        if (options.SetNodeCondition && node.Node.NetworkUnavailable != wanted)
        {
            changes.Add(RouteChanges.Of(survey.Situation, AwsPodRouteAction.NodeCondition, RouteCode.ConditionDiffers, $"NetworkUnavailable is to be {wanted.Status}, {wanted.Reason}.") with { Node = node.Node.Name });
        }
    }

    private static bool IsWorthTelling(RouteFinding finding, RoutePlanOptions options) => finding.Code switch
    {
        RouteCode.NoNodes => !options.AllowEmpty && !options.Remove,
        // These are errors of a plan.
        RouteCode.DuplicatePodCidr => false,
        _ => true,
    };

    private static IEnumerable<RouteFinding> OfQuota(List<AwsPodRouteChange> changes, int nodes, TableRoom[] rooms)
    {
        AwsPodRouteChange[] withheld = [.. changes.Where(change => change.Code == RouteCode.RouteLimitExceeded)];
        if (withheld.Length > 0)
        {
            string[] names = [.. withheld.Select(change => change.Node!).Distinct(StringComparer.Ordinal)];
            string[] tables = [.. withheld.Select(change => change.RouteTableId!).Distinct(StringComparer.Ordinal)];
            int limit = rooms.First(room => room.Id == tables[0]).Limit;
            yield return new RouteFinding(RouteCode.RouteLimitExceeded, string.Create(CultureInfo.InvariantCulture,
                $"{names.Length:N0} of {nodes:N0} nodes do not fit: {string.Join(", ", tables)} take {limit:N0} entries each. They stay without routes: {RouteFindings.Names(names)}. Beyond that only the overlay network helps."));
        }
        TableRoom[] near = [.. rooms.Where(room => room.IsNearUsual)];
        if (near.Length > 0)
        {
            yield return new RouteFinding(RouteCode.RouteLimitNear, string.Create(CultureInfo.InvariantCulture,
                $"{RouteFindings.Names([.. near.Select(room => room.Id)])} will hold up to {near.Max(room => room.After):N0} entries. {RouteQuota.AwsDefault:N0} fit by default, {RouteQuota.AwsMaximum:N0} where the quota was raised; -RouteQuota tells yours."));
        }
    }

    private static List<GardenerOverlayException> ErrorsOf(RouteSurvey survey, PlannedDeletes deletes)
    {
        List<GardenerOverlayException> errors =
        [
            .. survey.Skipped.Where(node => node.Code == RouteCode.DuplicatePodCidr)
                .Select(node => new GardenerOverlayException(ErrorTable.DuplicatePodCidr, node.Node.Name, $"{node.Reason} Neither gets a route.")),
        ];
        if (deletes.Error is { } error)
        {
            errors.Add(error);
        }
        return errors;
    }

    private static RoutePlan Stop(RouteSurvey survey, SurveyedRoute[] shared) => new()
    {
        ClusterName = survey.Situation.ClusterName,
        Changes = [.. shared.Select(route => RouteChanges.Of(route, AwsPodRouteAction.Conflict))],
        Findings = [.. survey.Findings.Where(finding => finding.Code != RouteCode.MultiClusterOverlap)],
        Errors =
        [
            new GardenerOverlayException(ErrorTable.MultiClusterOverlap, survey.Situation.ClusterName,
                $"{survey.Situation.ClusterName} shares {RouteFindings.Names([.. shared.Select(route => route.Record.RouteTableId).Distinct(StringComparer.Ordinal)])} with another cluster, which has living nodes inside our pod network ({RouteFindings.Names([.. shared.Select(route => route.Record.Destination).Distinct(StringComparer.Ordinal)])}). Nothing is planned: each would delete the other's routes."),
        ],
    };
}
