using GardenerOverlay.Core.Addressing;
using GardenerOverlay.Core.Overlay;

namespace GardenerOverlay.Core.Collisions;

/// <summary>What a range is used for.</summary>
public enum RangeKind
{
    /// <summary>Pod addresses.</summary>
    Pods,

    /// <summary>Node addresses.</summary>
    Nodes,

    /// <summary>Service addresses: known inside one cluster only.</summary>
    Services,
}

/// <summary>Where a range comes from.</summary>
public enum RangeOrigin
{
    /// <summary>A shoot.</summary>
    Shoot,

    /// <summary>A range that was given without a shoot; it is compared with all networks.</summary>
    Plain,

    /// <summary>A range of others: VPC, peering, on-premises. Not compared with its like.</summary>
    Against,
}

/// <summary>A range and who uses it.</summary>
/// <param name="Name">The shoot's name, or the range itself.</param>
/// <param name="Namespace">The shoot's namespace.</param>
/// <param name="NetworkId">The network, as in <see cref="ShootOverlay.NetworkId"/>; null where unknown.</param>
/// <param name="Kind">What it is used for.</param>
/// <param name="Cidr">The range.</param>
/// <param name="State">The shoot's overlay; null where there is no shoot.</param>
/// <param name="Origin">Where it comes from.</param>
/// <param name="Shoot">Which shoot of the input it is; names alone may be those of two projects.</param>
public sealed record RangeUse(string Name, string? Namespace, string? NetworkId, RangeKind Kind, Cidr Cidr, OverlayState? State, RangeOrigin Origin, int Shoot = 0)
{
    /// <summary>Whether the addresses are surely hidden in a tunnel.</summary>
    public bool IsTunnelled => State == OverlayState.Enabled;

    /// <summary>Whether the two are ranges of one shoot.</summary>
    public bool IsSameShoot(RangeUse other) => Origin == RangeOrigin.Shoot && other.Origin == RangeOrigin.Shoot && Shoot == other.Shoot;
}
