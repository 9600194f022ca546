using GardenerOverlay.Core.Addressing;

namespace GardenerOverlay.Core.Routes;

/// <summary>How large the destinations of pod routes can be.</summary>
internal static class NodeSizes
{
    /// <summary>Gardener's default for 110 pods a node.</summary>
    private const int Default = 24;

    /// <summary>Addresses that AWS keeps for itself. Source: Amazon VPC, CreateRoute.</summary>
    public static Cidr Reserved { get; } = Cidr.Parse("169.254.168.0/22");

    /// <summary>The prefix lengths of nodes' shares: as configured, and those that nodes have; the default where neither tells.</summary>
    public static HashSet<int> Of(RouteSituation situation, IEnumerable<Cidr> podCidrs)
    {
        HashSet<int> sizes = [.. podCidrs.Select(podCidr => podCidr.PrefixLength)];
        if (situation.NodeCidrMaskSize is { } size)
        {
            sizes.Add(size);
        }
        if (sizes.Count == 0)
        {
            sizes.Add(Default);
        }
        return sizes;
    }
}
