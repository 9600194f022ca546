using System.Buffers;
using GardenerOverlay.Core.Addressing;

namespace GardenerOverlay.Core.Routes;

/// <summary>What a node wants: packets for its pod CIDR go to its instance.</summary>
/// <param name="Node">The node.</param>
/// <param name="PodCidr">Its pod CIDR, canonical.</param>
/// <param name="InstanceId">Its instance.</param>
public sealed record NodeRoute(ClusterNode Node, Cidr PodCidr, string InstanceId);

/// <summary>A node that gives no route, or a pod CIDR that gives none.</summary>
/// <param name="Node">The node.</param>
/// <param name="Code">One of <see cref="RouteCode"/>.</param>
/// <param name="Reason">Why, in one sentence.</param>
/// <param name="Destination">The pod CIDR, where it is about one.</param>
/// <param name="IsWarning">Whether somebody must look at it; a node that has just joined is none.</param>
public sealed record SkippedNode(ClusterNode Node, string Code, string Reason, string? Destination = null, bool IsWarning = true);

/// <summary>The routes that nodes want, before anything of AWS is known.</summary>
/// <param name="Routes">The routes, by the nodes' order.</param>
/// <param name="Skipped">What gives none.</param>
public sealed record NodeRoutes(IReadOnlyList<NodeRoute> Routes, IReadOnlyList<SkippedNode> Skipped)
{
    private const string Scheme = "aws:";
    private const string InstancePrefix = "i-";

    private static readonly SearchValues<char> s_idCharacters = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyz");

    /// <summary>
    /// The routes of nodes: every IPv4 entry of <c>spec.podCIDRs</c> leads to the instance of <c>spec.providerID</c>. Readiness,
    /// cordons and deletion do not matter: a route lives as long as the Node object. Of several nodes with one name the last
    /// counts, as of a list of events.
    /// Source: aws-custom-route-controller, pkg/updater/node_route.go (which takes the first IPv4 entry only, drops the node
    /// for a malformed entry before it, and takes Fargate's ids for instances).
    /// </summary>
    public static NodeRoutes Of(IEnumerable<ClusterNode> nodes)
    {
        Dictionary<string, ClusterNode> byName = new(StringComparer.Ordinal);
        foreach (ClusterNode node in nodes)
        {
            byName[node.Name] = node;
        }
        List<NodeRoute> routes = [];
        List<SkippedNode> skipped = [];
        foreach (ClusterNode node in byName.Values)
        {
            Cidr[] podCidrs = PodCidrsOf(node, skipped);
            if (podCidrs.Length > 0 && InstanceOf(node, skipped) is { } instance)
            {
                routes.AddRange(podCidrs.Select(podCidr => new NodeRoute(node, podCidr, instance)));
            }
        }
        return new NodeRoutes(routes, skipped);
    }

    private static Cidr[] PodCidrsOf(ClusterNode node, List<SkippedNode> skipped)
    {
        List<Cidr> podCidrs = [];
        foreach (string text in node.PodCidrs)
        {
            if (!Cidr.TryParse(text, out Cidr cidr))
            {
                skipped.Add(new SkippedNode(node, RouteCode.MalformedPodCidr, $"'{text}' in the podCIDRs of node {node.Name} is not a CIDR.", text));
            }
            else if (!cidr.IsIPv6 && !podCidrs.Contains(cidr))
            {
                podCidrs.Add(cidr);
            }
        }
        if (node.PodCidrs.Count == 0)
        {
            skipped.Add(new SkippedNode(node, RouteCode.NoPodCidr, $"Node {node.Name} has no pod CIDR yet.", IsWarning: false));
        }
        return [.. podCidrs];
    }

    private static string? InstanceOf(ClusterNode node, List<SkippedNode> skipped)
    {
        string id = node.ProviderId ?? "";
        if (id.Length == 0)
        {
            skipped.Add(new SkippedNode(node, RouteCode.NoProviderId, $"Node {node.Name} has no providerID yet.", IsWarning: false));
            return null;
        }
        int slash = id.LastIndexOf('/');
        string instance = id[(slash + 1)..];
        if (id.StartsWith(Scheme, StringComparison.Ordinal) && slash >= 0 && IsInstanceId(instance))
        {
            return instance;
        }
        skipped.Add(new SkippedNode(node, RouteCode.NotAnEc2Instance, $"Node {node.Name} is no EC2 instance: its providerID is '{id}'."));
        return null;
    }

    private static bool IsInstanceId(string text) =>
        text.StartsWith(InstancePrefix, StringComparison.Ordinal) && text.Length > InstancePrefix.Length && text.AsSpan(InstancePrefix.Length).IndexOfAnyExcept(s_idCharacters) < 0;
}
