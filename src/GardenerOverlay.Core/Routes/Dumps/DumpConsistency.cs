using System.Text.RegularExpressions;
using GardenerOverlay.Core.Errors;

namespace GardenerOverlay.Core.Routes.Dumps;

/// <summary>Whether dumps that were made one by one are about the same region and VPC. If not, every instance would look gone.</summary>
public static partial class DumpConsistency
{
    /// <summary>Compares what was read.</summary>
    /// <returns>The region, where it is known.</returns>
    /// <exception cref="GardenerOverlayException">The dumps are not about one cluster.</exception>
    public static string? Check(RouteSituation situation)
    {
        string cluster = situation.ClusterName;
        NodeRoutes nodes = NodeRoutes.Of(situation.Nodes);
        string[] ofNodes = Distinct(nodes.Routes.Select(route => RegionOf(ZoneOf(route.Node.ProviderId!))));
        string[] ofInstances = Distinct(situation.Instances.Select(instance => RegionOf(instance.AvailabilityZone)));
        string[] expected = situation.Region is { } given ? [given] : ofNodes;
        if (nodes.Routes.Count > 0 && situation.Instances.Count == 0)
        {
            throw Disagree(cluster, $"The dump of instances is empty, but there are {situation.Nodes.Count} nodes: it is of another region{In(expected)}, or of another account.");
        }
        if (AreApart(expected, ofNodes))
        {
            throw Disagree(cluster, $"The nodes are in {List(ofNodes)}, not in {List(expected)}.");
        }
        if (AreApart(expected, ofInstances))
        {
            throw Disagree(cluster, $"The instances are in {List(ofInstances)}, not in {List(expected)}: the dump is of another region.");
        }
        string[] tableVpcs = Distinct(situation.Tables.Where(table => ClusterTags.AreOf(table.Tags, cluster)).Select(table => table.VpcId));
        InstanceIndex instances = new(situation.Instances);
        string[] nodeVpcs = Distinct(nodes.Routes.Select(route => instances.Find(route.InstanceId)?.VpcId));
        if (AreApart(tableVpcs, nodeVpcs))
        {
            throw Disagree(cluster, $"The nodes' instances are in {List(nodeVpcs)}, the route tables of {cluster} in {List(tableVpcs)}: the dumps are of different clusters or regions.");
        }
        AwsInstance[] running = [.. nodes.Routes.Select(route => instances.Find(route.InstanceId)).OfType<AwsInstance>()];
        if (running.Length > 0 && Array.TrueForAll(running, instance => ClusterTags.AreOfOthersOnly(instance.Tags, cluster)))
        {
            throw Disagree(cluster, $"The nodes' instances belong to {List(Distinct(running.SelectMany(instance => ClusterTags.OthersOf(instance.Tags, cluster))))}, not to {cluster}: the dump of nodes is of another cluster.");
        }
        return expected.Concat(ofInstances).FirstOrDefault();
    }

    /// <summary>The region of a zone, also of local zones: <c>us-west-2</c> of <c>us-west-2-lax-1a</c>.</summary>
    internal static string? RegionOf(string? zone) => zone is not null && Region().Match(zone) is { Success: true } match ? match.Value : null;

    private static string? ZoneOf(string providerId) => providerId.Split('/', StringSplitOptions.RemoveEmptyEntries) is [_, var zone, _] ? zone : null;

    private static bool AreApart(string[] left, string[] right) => left.Length > 0 && right.Length > 0 && !left.Intersect(right, StringComparer.Ordinal).Any();

    private static string[] Distinct(IEnumerable<string?> texts) => [.. texts.OfType<string>().Distinct(StringComparer.Ordinal)];

    private static string List(string[] names) => string.Join(", ", names);

    private static string In(string[] regions) => regions.Length > 0 ? $" than {List(regions)}" : "";

    private static GardenerOverlayException Disagree(string cluster, string message) => new(ErrorTable.DumpsDisagree, cluster, message);

    [GeneratedRegex("^[a-z]+(-[a-z]+)+-[0-9]+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Region();
}
