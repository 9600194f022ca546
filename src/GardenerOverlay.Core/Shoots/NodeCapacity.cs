using GardenerOverlay.Core.Addressing;

namespace GardenerOverlay.Core.Shoots;

/// <summary>How many nodes the pod CIDRs hold, and how many pods a node's share holds.</summary>
public static class NodeCapacity
{
    private const int DefaultMaxPods = 110;
    private const int DefaultMaskSizeIPv6 = 64;
    private const int DefaultMaskSizeDualStack = 24;

    /// <summary>Smallest and largest <c>nodeCIDRMaskSize</c>. Source: gardener, pkg/api/core/validation/shoot.go.</summary>
    public static (int Minimum, int Maximum) MaskSizeRange(bool isIPv6) => isIPv6 ? (64, 124) : (16, 28);

    /// <summary>Pods per node: the kubelet's setting (110 without one), raised by the pools' own.</summary>
    public static int MaxPods(Shoot shoot) =>
        Math.Max(shoot.MaxPods ?? DefaultMaxPods, shoot.Workers.Max(worker => worker.MaxPods) ?? 0);

    /// <summary>
    /// The node CIDR mask size of the first IP family: as set, else Gardener's default.
    /// Source: gardener, pkg/apis/core/v1beta1/defaults_shoot.go.
    /// </summary>
    public static int MaskSize(Shoot shoot, IReadOnlyList<string> ipFamilies)
    {
        if (IsIPv6Only(ipFamilies))
        {
            return shoot.NodeCidrMaskSizeIPv6 ?? shoot.NodeCidrMaskSize ?? DefaultMaskSizeIPv6;
        }
        return shoot.NodeCidrMaskSize ?? (ipFamilies.Count > 1 ? DefaultMaskSizeDualStack : DefaultMaskSize(MaxPods(shoot)));
    }

    /// <summary>32 - ceil(log2(2 x pods)): twice the addresses, so that those of deleted pods can rest.</summary>
    public static int DefaultMaskSize(int maxPods)
    {
        uint addresses = (uint)Math.Max(maxPods, 1) * 2;
        return 32 - (int)Math.Ceiling(Math.Log2(addresses));
    }

    /// <summary>Addresses that pods of one node can use: 2^(32 - mask) - 2.</summary>
    public static long UsableAddresses(int maskSize, bool isIPv6) =>
        (long)UInt128.Min((UInt128.One << ((isIPv6 ? 128 : 32) - maskSize)) - 2, long.MaxValue);

    /// <summary>
    /// Nodes that the pod CIDRs hold: the sum of 2^(mask - prefix); IPv6 ranges count only where there is no IPv4.
    /// Source: gardener, pkg/gardenlet/operation/botanist/clusterautoscaler.go.
    /// </summary>
    /// <returns>The number of nodes, or null where no pod CIDR can be read.</returns>
    public static long? MaxNodes(IEnumerable<Cidr> podCidrs, int maskSize, IReadOnlyList<string> ipFamilies)
    {
        bool isIPv6 = IsIPv6Only(ipFamilies);
        long? nodes = null;
        foreach (Cidr cidr in podCidrs.Where(cidr => cidr.IsIPv6 == isIPv6))
        {
            int bits = maskSize - cidr.PrefixLength;
            // 2^62 nodes are as good as any number.
            nodes = (nodes ?? 0) + (bits < 0 ? 0 : 1L << Math.Min(bits, 60));
        }
        return nodes;
    }

    private static bool IsIPv6Only(IReadOnlyList<string> ipFamilies) => ipFamilies is [IpFamily.IPv6];
}

/// <summary>The IP families of Gardener's API.</summary>
public static class IpFamily
{
    /// <summary>IPv4, the default.</summary>
    public const string IPv4 = "IPv4";

    /// <summary>IPv6.</summary>
    public const string IPv6 = "IPv6";
}
