using GardenerOverlay.Core.Errors;

namespace GardenerOverlay.Core.Routes;

/// <summary>Chooses the route tables to look at: all with the cluster's tag, of one VPC.</summary>
internal static class RouteTableChoice
{
    public static IReadOnlyList<AwsRouteTable> Of(
        RouteSituation situation, RouteScope scope, NodeRoutes nodes, InstanceIndex instances, out List<(AwsRouteTable Table, string Code, string Reason)> skipped)
    {
        skipped = [];
        AwsRouteTable[] tagged = [.. situation.Tables.Where(table => ClusterTags.AreOf(table.Tags, situation.ClusterName))];
        if (tagged.Length == 0)
        {
            throw NotFound(situation, $"None of the {situation.Tables.Count} route tables that were read has the tag kubernetes.io/cluster/{situation.ClusterName}.");
        }
        AwsRouteTable[] inVpc = InVpc(situation, scope, nodes, instances, tagged, skipped);
        if (scope.RouteTableIds.FirstOrDefault(id => !inVpc.Any(table => table.Id == id)) is { } missing)
        {
            throw NotFound(situation, $"'{missing}' is not among the route tables of {situation.ClusterName}: {string.Join(", ", inVpc.Select(table => table.Id))}.");
        }
        return scope.RouteTableIds.Count == 0 ? inVpc : [.. inVpc.Where(table => scope.RouteTableIds.Contains(table.Id))];
    }

    private static AwsRouteTable[] InVpc(
        RouteSituation situation, RouteScope scope, NodeRoutes nodes, InstanceIndex instances, AwsRouteTable[] tagged, List<(AwsRouteTable, string, string)> skipped)
    {
        string?[] vpcs = [.. tagged.Select(table => table.VpcId).Distinct(StringComparer.Ordinal)];
        string? chosen = scope.VpcId ?? (vpcs.Length == 1 ? vpcs[0] : VpcOfNodes(situation, nodes, instances, vpcs));
        AwsRouteTable[] inVpc = [.. tagged.Where(table => table.VpcId == chosen)];
        if (inVpc.Length == 0)
        {
            throw NotFound(situation, $"{situation.ClusterName} has no route table in '{chosen}', but in {string.Join(", ", vpcs)}.");
        }
        if (scope.VpcId is null)
        {
            skipped.AddRange(tagged.Where(table => table.VpcId != chosen).Select(table =>
                (table, RouteCode.TablesInMultipleVpcs, $"{table.Id} is in {table.VpcId}, but the nodes of {situation.ClusterName} are in {chosen}.")));
        }
        return inVpc;
    }

    /// <summary>AWS would refuse a route in one VPC to an instance in another, so the nodes decide.</summary>
    private static string? VpcOfNodes(RouteSituation situation, NodeRoutes nodes, InstanceIndex instances, string?[] vpcs)
    {
        string?[] ofNodes = [.. nodes.Routes.Select(route => instances.Find(route.InstanceId)?.VpcId).OfType<string>().Distinct(StringComparer.Ordinal).Intersect(vpcs)];
        return ofNodes is [var only]
            ? only
            : throw new GardenerOverlayException(ErrorTable.TablesInMultipleVpcs, situation.ClusterName,
                $"{situation.ClusterName} has route tables in {string.Join(", ", vpcs)}, and its nodes do not tell in which of them it lives.");
    }

    private static GardenerOverlayException NotFound(RouteSituation situation, string message) => new(ErrorTable.RouteTableNotFound, situation.ClusterName, message);
}
