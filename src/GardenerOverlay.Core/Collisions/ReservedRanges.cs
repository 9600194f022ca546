using GardenerOverlay.Core.Addressing;

namespace GardenerOverlay.Core.Collisions;

/// <summary>Ranges that Gardener keeps for itself in every shoot.</summary>
public static class ReservedRanges
{
    /// <summary>
    /// VPN, kube-apiserver mapping, seed pods, shoot nodes, shoot services, shoot pods.
    /// Source: gardener, plugin/pkg/shoot/validator/admission.go (validateShootNetworks).
    /// </summary>
    public static IReadOnlyList<Cidr> All { get; } =
    [
        Cidr.Parse("fd8f:6d53:b97a:1::/96"),
        Cidr.Parse("240.0.0.0/8"),
        Cidr.Parse("241.0.0.0/8"),
        Cidr.Parse("242.0.0.0/8"),
        Cidr.Parse("243.0.0.0/8"),
        Cidr.Parse("244.0.0.0/8"),
    ];
}
