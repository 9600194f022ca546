namespace GardenerOverlay.Core.Routes;

/// <summary>Collects what users must know beside the routes: one finding for each code, however many items it is about.</summary>
internal static class RouteFindings
{
    private const int NamesShown = 20;

    public static IReadOnlyList<RouteFinding> Of(
        RouteSituation situation,
        IReadOnlyList<SurveyedTable> tables,
        IReadOnlyList<NodeTarget> targets,
        IReadOnlyList<SkippedNode> skipped,
        IReadOnlyList<(AwsRouteTable Table, string Code, string Reason)> skippedTables)
    {
        List<RouteFinding> findings = [];
        findings.AddRange(OfGroups(skippedTables.Where(table => table.Code == RouteCode.TablesInMultipleVpcs).Select(table => (table.Code, table.Table.Id, table.Reason))));
        if (targets.Count == 0)
        {
            findings.Add(new RouteFinding(RouteCode.NoNodes, $"None of the {situation.Nodes.Count} nodes of {situation.ClusterName} gives a route. Such a list may be a mistake, so its routes are not taken for stale."));
        }
        if (!tables.Any(table => table.Role == RouteTableRole.Worker))
        {
            findings.Add(new RouteFinding(RouteCode.NoWorkerTable, $"No table of {situation.ClusterName} takes pod routes: those that were read are public or belong to gateways."));
        }
        findings.AddRange(OfGroups(skipped.Where(node => node.IsWarning).Select(node => (node.Code, node.Node.Name, node.Reason))));
        findings.AddRange(OfGroups(targets.Where(target => target.Interface?.HasSourceDestCheck == true).Select(target => (RouteCode.SourceDestCheck, target.Route.Node.Name,
            $"The source/destination check of {target.Interface!.Id} (node {target.Route.Node.Name}) is on: it drops packets for pods, whatever the routes are."))));
        findings.AddRange(OfGroups(targets.Where(HasOtherAddress).Select(target => (RouteCode.NodeAddressElsewhere, target.Route.Node.Name,
            $"Node {target.Route.Node.Name} has the address {target.Route.Node.InternalIps[0]}, which the primary network interface {target.Interface!.Id} has not."))));
        findings.AddRange(OfRoutes(tables));
        return findings;
    }

    /// <summary>Names, and how many more there are.</summary>
    public static string Names(IReadOnlyCollection<string> names) => names.Count <= NamesShown
        ? string.Join(", ", names)
        : $"{string.Join(", ", names.Take(NamesShown))} and {names.Count - NamesShown} more";

    private static bool HasOtherAddress(NodeTarget target) => target.Interface is { Addresses.Count: > 0 } primary
        && target.Route.Node.InternalIps.Count > 0
        && !target.Route.Node.InternalIps.Any(address => primary.Addresses.Contains(address));

    private static IEnumerable<RouteFinding> OfRoutes(IReadOnlyList<SurveyedTable> tables)
    {
        var worthTelling = tables.SelectMany(table => table.Routes)
            .Where(route => route.Record.Code is RouteCode.OverlapWider or RouteCode.MultiClusterOverlap or RouteCode.TargetUnknown)
            .GroupBy(route => (route.Record.Code, route.Destination));
        foreach (var group in worthTelling)
        {
            string[] places = [.. group.Select(route => route.Record.RouteTableId).Distinct(StringComparer.Ordinal)];
            yield return new RouteFinding(group.Key.Code!, $"{group.Key.Destination} to {group.First().Present!.Target} in {Names(places)}: {group.First().Record.Reason}");
        }
    }

    private static IEnumerable<RouteFinding> OfGroups(IEnumerable<(string Code, string Name, string Reason)> items) => items
        .GroupBy(item => item.Code)
        .Select(group =>
        {
            string[] names = [.. group.Select(item => item.Name).Distinct(StringComparer.Ordinal)];
            string others = names.Length > 1 ? $" The same with {Names(names[1..])}." : "";
            return new RouteFinding(group.Key, group.First().Reason + others);
        });
}
