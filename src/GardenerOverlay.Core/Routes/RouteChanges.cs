namespace GardenerOverlay.Core.Routes;

/// <summary>Fills the records of changes.</summary>
internal static class RouteChanges
{
    /// <summary>A change of a route.</summary>
    public static AwsPodRouteChange Of(SurveyedRoute route, AwsPodRouteAction action)
    {
        AwsPodRoute record = route.Record;
        return new AwsPodRouteChange
        {
            Name = record.Name,
            Namespace = record.Namespace,
            Context = record.Context,
            ClusterName = record.ClusterName,
            Region = record.Region,
            VpcId = record.VpcId,
            RouteTableId = record.RouteTableId,
            Destination = record.Destination,
            Node = record.Node,
            InstanceId = record.InstanceId,
            NetworkInterfaceId = record.NetworkInterfaceId,
            Action = action,
            Code = record.Code,
            Reason = record.Reason,
            Path = record.Path,
            Line = record.Line,
        };
    }

    /// <summary>A change that gives a node its route.</summary>
    public static AwsPodRouteChange OfNode(SurveyedRoute route)
    {
        NodeTarget target = route.Wanted!;
        AwsRoute? present = route.Present;
        return Of(route, present is null ? AwsPodRouteAction.Create : AwsPodRouteAction.Replace) with
        {
            InstanceId = target.Instance!.Id,
            NetworkInterfaceId = target.Interface!.Id,
            From = present is null ? null : present.InstanceId == target.Instance.Id ? present.NetworkInterfaceId : present.Target,
        };
    }

    /// <summary>A change of something else than a route.</summary>
    public static AwsPodRouteChange Of(RouteSituation situation, AwsPodRouteAction action, string code, string reason) => new()
    {
        Name = situation.Shoot.Name,
        Namespace = situation.Shoot.Namespace,
        Context = situation.Shoot.Context,
        ClusterName = situation.ClusterName,
        Region = situation.Region,
        Action = action,
        Code = code,
        Reason = reason,
    };

    /// <summary>What is left out on purpose: nodes, tables, stopped instances, and what belongs to others.</summary>
    public static IEnumerable<AwsPodRouteChange> OfLeftOut(RouteSurvey survey)
    {
        foreach (SkippedNode node in survey.Skipped)
        {
            yield return Of(survey.Situation, AwsPodRouteAction.Skip, node.Code, node.Reason) with { Node = node.Node.Name, Destination = node.Destination };
        }
        foreach ((AwsRouteTable table, string code, string reason) in survey.SkippedTables)
        {
            yield return Of(survey.Situation, AwsPodRouteAction.Skip, code, reason) with { RouteTableId = table.Id, VpcId = table.VpcId, Path = table.Path, Line = table.Line };
        }
        foreach (SurveyedRoute route in survey.Tables.SelectMany(table => table.Routes))
        {
            bool isForeign = route.Record.State is AwsPodRouteState.Foreign or AwsPodRouteState.Conflict && !route.IsOurs;
            if (route.Record.Code == RouteCode.InstanceStopped)
            {
                yield return Of(route, AwsPodRouteAction.Skip);
            }
            else if (isForeign && route.Record.Code != RouteCode.OverlapWider)
            {
                yield return Of(route, AwsPodRouteAction.Conflict);
            }
        }
    }
}
