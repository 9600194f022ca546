using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Core.Collisions;

/// <summary>A range that a new shoot can use for its pods.</summary>
/// <param name="Cidr">The range, for <c>spec.networking.pods</c>.</param>
/// <param name="NodeCount">Nodes that it holds.</param>
/// <param name="PodsPerNode">Usable pod addresses of a node.</param>
/// <param name="NetworkId">The network that was asked about; null for all.</param>
public sealed record FreePodCidr(string Cidr, long NodeCount, long PodsPerNode, string? NetworkId);

/// <summary>The size of a pod CIDR: from nodes to prefix length and back.</summary>
/// <param name="MaskSize">Prefix length of a node's share.</param>
/// <param name="IsIPv6">The family.</param>
public sealed record PodCidrSize(int MaskSize, bool IsIPv6)
{
    /// <summary>Pod addresses of a node.</summary>
    public long PodsPerNode => NodeCapacity.UsableAddresses(MaskSize, IsIPv6);

    /// <summary>The prefix length that holds at least so many nodes; null where none does.</summary>
    public int? PrefixLengthFor(int nodeCount)
    {
        int bits = nodeCount <= 1 ? 0 : 32 - int.LeadingZeroCount(nodeCount - 1);
        return bits <= MaskSize ? MaskSize - bits : null;
    }

    /// <summary>Nodes in a range; 0 where it is smaller than a node's share.</summary>
    public long NodesIn(int prefixLength) => prefixLength > MaskSize ? 0 : 1L << Math.Min(MaskSize - prefixLength, 62);
}
