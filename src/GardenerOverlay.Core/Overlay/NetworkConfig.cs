namespace GardenerOverlay.Core.Overlay;

/// <summary>
/// Calico's NetworkConfig as decoded: the fields that decide on the overlay and those that validation looks at.
/// Absent stays null: there are no API defaults.
/// Source: networking-calico, pkg/apis/calico/v1alpha1/types_network.go.
/// </summary>
public sealed record NetworkConfig
{
    /// <summary>The API version to write where a config has none.</summary>
    public const string ApiVersion = "calico.networking.extensions.gardener.cloud/v1alpha1";

    /// <summary>The kind to write where a config has none.</summary>
    public const string KindName = "NetworkConfig";

    /// <summary>The absolute path of the config in a Shoot.</summary>
    public const string ShootPath = "spec.networking.providerConfig";

    /// <summary>The absolute path of the config in a Network.</summary>
    public const string NetworkPath = "spec.providerConfig";

    /// <summary><c>backend</c>: bird, none or vxlan.</summary>
    public string? Backend { get; init; }

    /// <summary><c>ipam.type</c>: host-local or calico-ipam.</summary>
    public string? IpamType { get; init; }

    /// <summary><c>ipam.cidr</c>: a CIDR or usePodCidr.</summary>
    public string? IpamCidr { get; init; }

    /// <summary><c>ipv4</c>.</summary>
    public PoolConfig? IPv4 { get; init; }

    /// <summary><c>ipv6</c>.</summary>
    public PoolConfig? IPv6 { get; init; }

    /// <summary><c>vethMTU</c>.</summary>
    public string? VethMtu { get; init; }

    /// <summary><c>ebpfDataplane.enabled</c>.</summary>
    public bool EbpfEnabled { get; init; }

    /// <summary><c>overlay</c>, null where the key is absent or null.</summary>
    public OverlayConfig? Overlay { get; init; }

    /// <summary><c>vxlan.enabled</c>.</summary>
    public bool VxlanEnabled { get; init; }

    /// <summary><c>snatToUpstreamDNS.enabled</c>.</summary>
    public bool? SnatToUpstreamDns { get; init; }

    /// <summary>The deprecated <c>ipip</c>.</summary>
    public string? Ipip { get; init; }

    /// <summary>The deprecated <c>ipAutodetectionMethod</c>.</summary>
    public string? IpAutodetectionMethod { get; init; }

    /// <summary><c>autoScaling.mode</c>; empty where autoScaling is there without a mode.</summary>
    public string? AutoScalingMode { get; init; }

    /// <summary>The amounts of <c>autoScaling.resources</c>, keyed by path, e.g. <c>autoScaling.resources.node.cpu</c>.</summary>
    public IReadOnlyDictionary<string, string> AutoScalingResources { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary><c>serviceLoopPrevention</c>.</summary>
    public string? ServiceLoopPrevention { get; init; }
}

/// <summary><c>ipv4</c> or <c>ipv6</c>.</summary>
/// <param name="Pool">ipip or vxlan.</param>
/// <param name="Mode">Always, Never, CrossSubnet or Off.</param>
/// <param name="AutoDetectionMethod">How calico-node finds the node's address.</param>
public sealed record PoolConfig(string? Pool = null, string? Mode = null, string? AutoDetectionMethod = null);

/// <summary><c>overlay</c>.</summary>
/// <param name="Enabled">Null where <c>enabled</c> is missing: Calico reads false then, the providers report an error.</param>
/// <param name="CreatePodRoutes">Whether BIRD writes routes to the other nodes while the overlay is off.</param>
public sealed record OverlayConfig(bool? Enabled, bool? CreatePodRoutes = null)
{
    /// <summary>What Calico makes of it: a missing <c>enabled</c> is Go's zero value.</summary>
    public bool IsOn => Enabled == true;
}

/// <summary>The words of the API.</summary>
public static class CalicoValue
{
    /// <summary>Backend BIRD: routes by BGP.</summary>
    public const string Bird = "bird";

    /// <summary>Backend none: policy only.</summary>
    public const string None = "none";

    /// <summary>Backend or pool VXLAN.</summary>
    public const string Vxlan = "vxlan";

    /// <summary>Pool IPIP.</summary>
    public const string Ipip = "ipip";

    /// <summary>Mode: tunnel always.</summary>
    public const string Always = "Always";

    /// <summary>Mode: tunnel never.</summary>
    public const string Never = "Never";

    /// <summary>Mode: tunnel between subnets only.</summary>
    public const string CrossSubnet = "CrossSubnet";

    /// <summary>Mode: calico-node's other word for Never.</summary>
    public const string Off = "Off";

    /// <summary>Pod addresses from the node's pod CIDR.</summary>
    public const string HostLocal = "host-local";

    /// <summary>Pod addresses from blocks of the IP pool.</summary>
    public const string CalicoIpam = "calico-ipam";
}
