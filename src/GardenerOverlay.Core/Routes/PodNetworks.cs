using GardenerOverlay.Core.Addressing;
using GardenerOverlay.Core.Errors;

namespace GardenerOverlay.Core.Routes;

/// <summary>The pod networks of a cluster: all of IPv4, canonical. IPv6 pods have addresses of their instance and need no route.</summary>
public sealed class PodNetworks
{
    private readonly Cidr[] _ranges;

    private PodNetworks(Cidr[] ranges) => _ranges = ranges;

    /// <summary>The ranges, in the order given.</summary>
    public IReadOnlyList<Cidr> Ranges => _ranges;

    /// <summary>
    /// Reads pod networks. Source: aws-custom-route-controller, main.go (--pod-network-cidr), which takes the first IPv4
    /// range only and leaves nodes in a second one to fail for ever.
    /// </summary>
    /// <exception cref="GardenerOverlayException">A range cannot be read, or none is IPv4.</exception>
    public static PodNetworks Parse(IEnumerable<string> texts, string cluster)
    {
        List<Cidr> ranges = [];
        foreach (string text in texts)
        {
            if (!Cidr.TryParse(text, out Cidr cidr))
            {
                throw new GardenerOverlayException(ErrorTable.CidrUnreadable, cluster, $"The pod CIDR '{text}' of {cluster} is not a CIDR.");
            }
            if (!cidr.IsIPv6 && !ranges.Contains(cidr))
            {
                ranges.Add(cidr);
            }
        }
        return ranges.Count > 0
            ? new PodNetworks([.. ranges])
            : throw new GardenerOverlayException(ErrorTable.NoIPv4PodCidr, cluster, $"{cluster} has no IPv4 pod CIDR: its pods need no routes.");
    }

    /// <summary>Whether a range is in a pod network, or is one.</summary>
    public bool Hold(Cidr range) => Array.Exists(_ranges, network => network.Contains(range));

    /// <summary>Whether a range is in a pod network and smaller than it.</summary>
    public bool HoldStrictly(Cidr range) => Array.Exists(_ranges, network => network.Contains(range) && network != range);

    /// <summary>Whether a range shares addresses with a pod network.</summary>
    public bool Overlap(Cidr range) => Array.Exists(_ranges, network => network.Overlaps(range));
}
