using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Core.Overlay;

/// <summary>
/// What Gardener's Calico extension makes of a NetworkConfig: the values of its chart that decide on the data path.
/// Source: networking-calico, pkg/controller/actuator_reconcile.go, pkg/charts/utils.go and
/// charts/internal/calico/templates/ippool/ippool.yaml.
/// </summary>
/// <param name="Backend">CALICO_NETWORKING_BACKEND.</param>
/// <param name="FelixIpip">FELIX_IPINIPENABLED: whether Felix makes the tunnel device.</param>
/// <param name="EnvironmentPool">Which of CALICO_IPV4POOL_IPIP and _VXLAN is set; null without IPv4.</param>
/// <param name="EnvironmentMode">Its value.</param>
/// <param name="IpamType">Where pod addresses come from.</param>
/// <param name="PoolManaged">Whether the chart renders the IPv4 pool. If not, calico-node made it once, from its environment.</param>
/// <param name="IpipMode">The IPv4 pool's ipipMode.</param>
/// <param name="VxlanMode">The IPv4 pool's vxlanMode.</param>
/// <param name="VethMtu">The pod MTU; "0" is automatic.</param>
public sealed record CalicoValues(
    string Backend,
    bool FelixIpip,
    string? EnvironmentPool,
    string EnvironmentMode,
    string IpamType,
    bool PoolManaged,
    string IpipMode,
    string VxlanMode,
    string VethMtu)
{
    /// <summary>Whether BIRD runs and writes routes.</summary>
    public bool HasBird => Backend == CalicoValue.Bird;

    /// <summary>Computes the values for a config that validation accepts.</summary>
    public static CalicoValues Compute(NetworkConfig given, IReadOnlyList<string> ipFamilies)
    {
        bool isIPv4 = ipFamilies.Contains(IpFamily.IPv4);
        bool isIPv6 = ipFamilies.Contains(IpFamily.IPv6);
        NetworkConfig config = ApplyOverlay(given, isIPv6);

        string backend = config.Backend ?? CalicoValue.Bird;
        bool overlayOff = config.Overlay is { IsOn: false };
        bool felixIpip = !isIPv6 && backend != CalicoValue.None && !overlayOff;
        string ipam = string.IsNullOrEmpty(config.IpamType) ? CalicoValue.HostLocal : config.IpamType;
        string pool = CalicoValue.Ipip;
        string mode = backend == CalicoValue.None || overlayOff ? CalicoValue.Never : CalicoValue.Always;
        if (isIPv4)
        {
            // The last writer wins: vxlan, then ipv4.pool, then ipv4.mode.
            if (config.VxlanEnabled)
            {
                (pool, mode, ipam) = (CalicoValue.Vxlan, CalicoValue.Always, CalicoValue.CalicoIpam);
            }
            pool = config.IPv4?.Pool ?? pool;
            mode = config.IPv4?.Mode ?? mode;
        }
        // calico-node knows Off as another word for Never.
        mode = mode == CalicoValue.Off ? CalicoValue.Never : mode;
        if (config is { Overlay.IsOn: true, VxlanEnabled: true } && pool == CalicoValue.Ipip)
        {
            // The chart adds CALICO_IPV4POOL_IPIP=Never then; of the two equal names the last counts.
            mode = CalicoValue.Never;
        }
        (string ipip, string vxlan) = PoolModes(config, isIPv4, pool, mode);
        return new CalicoValues(backend, felixIpip, isIPv4 ? pool : null, mode, ipam, config.Overlay is not null && isIPv4, ipip, vxlan, config.VethMtu ?? "0");
    }

    /// <summary>The actuator's step: the overlay key overwrites backend and mode.</summary>
    private static NetworkConfig ApplyOverlay(NetworkConfig config, bool isIPv6)
    {
        if (config.Overlay is null && !isIPv6)
        {
            return config;
        }
        bool on = config.Overlay is { IsOn: true };
        string mode = on ? CalicoValue.Always : CalicoValue.Never;
        string backend = (on, config) switch
        {
            (true, { VxlanEnabled: true }) => CalicoValue.Vxlan,
            (true, _) => CalicoValue.Bird,
            (false, { Overlay.CreatePodRoutes: true }) => CalicoValue.Bird,
            _ => CalicoValue.None,
        };
        // With IPv6 among the families the mode goes to ipv6; the user's ipv4.mode survives.
        return isIPv6
            ? config with { Backend = backend, IPv6 = (config.IPv6 ?? new PoolConfig()) with { Mode = mode } }
            : config with { Backend = backend, IPv4 = (config.IPv4 ?? new PoolConfig()) with { Mode = mode } };
    }

    private static (string Ipip, string Vxlan) PoolModes(NetworkConfig config, bool isIPv4, string pool, string mode) => config.Overlay switch
    {
        _ when !isIPv4 => (CalicoValue.Never, CalicoValue.Never),
        { IsOn: true } => config.VxlanEnabled ? (CalicoValue.Never, CalicoValue.Always) : (CalicoValue.Always, CalicoValue.Never),
        { IsOn: false } => (CalicoValue.Never, CalicoValue.Never),
        null => pool == CalicoValue.Ipip ? (mode, CalicoValue.Never) : (CalicoValue.Never, mode),
    };
}
