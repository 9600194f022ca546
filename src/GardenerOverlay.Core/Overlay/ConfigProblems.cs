using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Core.Overlay;

/// <summary>What is accepted by Gardener and still wrong: contradictions, left-overs, keys without effect.</summary>
internal static class ConfigProblems
{
    public static void Find(Shoot shoot, NetworkConfig given, NetworkConfig config, CalicoValues values, OverlayState state, string path, List<ShootProblem> problems)
    {
        Finder finder = new(path, problems);
        FindOverlayKey(shoot, given, config, finder);
        FindContradictions(shoot, config, values, state, finder);
        FindDeadKeys(shoot, given, config, values, finder);
        if (shoot is { Kind: ShootResourceKind.Shoot, IsStored: false, NodeCidrs.Count: 0 } && ProviderAdmission.NeedsNodeCidr(shoot.Provider, OverlayRules.FamiliesOf(shoot)))
        {
            problems.Add(new ShootProblem(ProblemId.Required, "spec.networking.nodes", $"Required value: a nodes CIDR must be provided for {shoot.Provider} shoots", shoot.Line));
        }
        if (values.VethMtu != "0")
        {
            finder.Add(ProblemId.FixedPodMtu, "vethMTU", $"The pod MTU is fixed to {values.VethMtu} for every mode; remove it or write \"0\", and Calico follows the network card and the tunnel.");
        }
    }

    private static void FindOverlayKey(Shoot shoot, NetworkConfig given, NetworkConfig config, Finder finder)
    {
        if (given.Overlay is { Enabled: null })
        {
            finder.Add(ProblemId.OverlayWithoutEnabled, "overlay", "enabled is missing: Calico reads false, the provider's control plane reports an error and some admissions fail on it. Write overlay.enabled: true or false.");
        }
        if (given.Overlay is null && shoot is { Kind: ShootResourceKind.Shoot, IsStored: false })
        {
            finder.Add(ProblemId.OverlayNotExplicit, "overlay.enabled", NotExplicit(shoot, config));
        }
    }

    private static string NotExplicit(Shoot shoot, NetworkConfig config) => (shoot.Provider, config.Overlay) switch
    {
        ("azure", _) => "Not given: Azure is native in any case. Write overlay.enabled: false.",
        (_, { } added) => $"Not given: provider {shoot.Provider} sets it to {(added.IsOn ? "true" : "false")} for a new shoot; one that exists keeps what it has, which may differ. Write overlay.enabled: true or false.",
        _ => "Not given: a shoot that exists keeps what it has, which may differ. Write overlay.enabled: true or false.",
    };

    private static void FindContradictions(Shoot shoot, NetworkConfig config, CalicoValues values, OverlayState state, Finder finder)
    {
        if (state == OverlayState.Inconsistent)
        {
            (string mode, string name) = values.VxlanMode == CalicoValue.Never ? (values.IpipMode, "IPIP") : (values.VxlanMode, "VXLAN");
            finder.Add(ProblemId.PoolAndDataPlaneDisagree, config.Overlay is null ? "backend" : "overlay.enabled",
                $"The IP pool asks for {name} ({mode}), but backend is {values.Backend} and FELIX_IPINIPENABLED is {(values.FelixIpip ? "true" : "false")}: packets between nodes may be lost. Set overlay.enabled: {(shoot.Provider == "azure" || config.Overlay is not null ? "false" : "true or false")}.");
        }
        if (state == OverlayState.Enabled && values is { VxlanMode: CalicoValue.Always, IpamType: CalicoValue.HostLocal })
        {
            finder.Add(ProblemId.VxlanWithHostLocalIpam, "ipv4.pool", "VXLAN with host-local address management is not supported by Calico. Set overlay.enabled: true and vxlan.enabled: true instead.");
        }
        if (state == OverlayState.Disabled && values is { IpamType: CalicoValue.CalicoIpam, HasBird: false })
        {
            FindIpam("vxlan.enabled", config.VxlanEnabled, finder);
            FindIpam("ipam.type", config.IpamType == CalicoValue.CalicoIpam, finder);
        }
        if (shoot is { Kind: ShootResourceKind.Shoot, IsStored: true } && config.Overlay is null && values.EnvironmentPool is not null && (config.Backend ?? config.IPv4?.Mode ?? config.IPv4?.Pool) is not null)
        {
            finder.Add(ProblemId.PoolNotManaged, "overlay.enabled", "Without the overlay key the IP pool is as calico-node made it at first: later changes of backend and ipv4 did not reach it, so the state may be another. Set overlay.enabled.");
        }
        if (state == OverlayState.Disabled && config.Overlay is null && !values.HasBird)
        {
            FindRouteWriter(shoot, values, finder);
        }
        if (state == OverlayState.Disabled && values.FelixIpip)
        {
            finder.Add(ProblemId.UnusedTunnelDevice, "ipv4.mode", "FELIX_IPINIPENABLED stays true without an overlay key: tunl0 exists and takes 20 bytes of MTU without use. Set overlay.enabled: false.");
        }
    }

    private static void FindIpam(string key, bool isCause, Finder finder)
    {
        if (isCause)
        {
            finder.Add(ProblemId.IpamDoesNotFitRoutes, key, "calico-ipam without BIRD: pod addresses are not taken from the node's pod CIDR, so the cloud's routes do not fit. Remove it.");
        }
    }

    private static void FindRouteWriter(Shoot shoot, CalicoValues values, Finder finder)
    {
        bool decidedByFamily = OverlayRules.FamiliesOf(shoot).Contains(IpFamily.IPv6);
        if (!decidedByFamily && ProviderAdmission.NeedsOverlayKeyForRoutes(shoot.Provider))
        {
            finder.Add(ProblemId.NobodyWritesRoutes, "overlay.enabled", $"Native without the overlay key: provider {shoot.Provider} takes a missing key as overlay on and writes no pod routes. Set overlay.enabled: false.");
        }
        else if (values.Backend == CalicoValue.Vxlan)
        {
            finder.Add(ProblemId.NobodyWritesRoutes, "backend", "Backend vxlan without a VXLAN pool: nobody but the cloud writes routes. Set overlay.enabled.");
        }
    }

    private static void FindDeadKeys(Shoot shoot, NetworkConfig given, NetworkConfig config, CalicoValues values, Finder finder)
    {
        if (config.Overlay is { } overlay)
        {
            string winner = $"overlay.enabled: {(overlay.IsOn ? "true" : "false")}" + (given.Overlay is null ? $", which provider {shoot.Provider} adds," : "");
            finder.Dead("backend", given.Backend, values.Backend, $"{winner} wins and sets {values.Backend}.");
            if (values.EnvironmentPool is not null && given.IPv4?.Mode is { } mode && mode != values.EnvironmentMode)
            {
                finder.Dead("ipv4.mode", mode, values.EnvironmentMode, $"{winner} wins and sets {values.EnvironmentMode}.");
            }
        }
        else if (OverlayRules.FamiliesOf(shoot).Contains(IpFamily.IPv6))
        {
            finder.Dead("backend", given.Backend, values.Backend, $"with IPv6 and no overlay key Calico sets {values.Backend}.");
            finder.Dead("ipv6.mode", given.IPv6?.Mode, CalicoValue.Never, "with IPv6 and no overlay key Calico sets Never.");
        }
        else if (shoot.Provider == "azure")
        {
            finder.Dead("backend", given.Backend, values.Backend, $"Azure's webhook sets {values.Backend}.");
        }
        if (values.PoolManaged && values.EnvironmentPool is { } pool && PoolMode(values, pool) != values.EnvironmentMode)
        {
            finder.Add(ProblemId.PoolEnvironmentIgnored, pool == CalicoValue.Vxlan ? "ipv4.pool" : "ipv4.mode",
                $"CALICO_IPV4POOL_{pool.ToUpperInvariant()} becomes {values.EnvironmentMode}, but the pool that Gardener manages says {PoolMode(values, pool)} and wins. Remove the key.");
        }
        if (config.Overlay is { IsOn: false } && config.VxlanEnabled)
        {
            finder.Add(ProblemId.DeadKey, "vxlan.enabled", "A left-over: the overlay is off, so VXLAN is not used, but it still turns address management to calico-ipam. Remove it.");
        }
        if (config.Overlay is { IsOn: false } && given.IPv4?.Pool == CalicoValue.Vxlan)
        {
            finder.Add(ProblemId.DeadKey, "ipv4.pool", "A left-over: the overlay is off, so no pool is tunnelled. Remove it, or it contradicts the pool when the overlay is switched on.");
        }
        if (config.Overlay is { IsOn: true, CreatePodRoutes: true })
        {
            finder.Add(ProblemId.DeadKey, "overlay.createPodRoutes", "Only read while overlay.enabled is false.");
        }
        if (config.Overlay is not { IsOn: false } && given.SnatToUpstreamDns is not null)
        {
            finder.Add(ProblemId.DeadKey, "snatToUpstreamDNS", "Only read while overlay.enabled is false.");
        }
        // Source: networking-calico, pkg/charts/utils.go: read only while ipv4 is nil, and the controller always makes one.
        finder.Dead("ipip", given.Ipip, null, "The deprecated key is not read any more: write ipv4.mode, or better overlay.enabled.");
        finder.Dead("ipAutodetectionMethod", given.IpAutodetectionMethod, null, "The deprecated key is not read any more: write ipv4.autoDetectionMethod.");
        if (shoot.NodeCidrs.Count > 0)
        {
            finder.Dead("ipv4.autoDetectionMethod", given.IPv4?.AutoDetectionMethod, null, "Overwritten with cidr=<node CIDR> because the shoot has a node CIDR.");
        }
    }

    private static string PoolMode(CalicoValues values, string pool) => pool == CalicoValue.Vxlan ? values.VxlanMode : values.IpipMode;

    private sealed class Finder(string path, List<ShootProblem> problems)
    {
        public void Add(string id, string key, string message) => problems.Add(new ShootProblem(id, $"{path}.{key}", message));

        /// <summary>A key whose value is not what counts in the end.</summary>
        public void Dead(string key, string? given, string? effective, string message)
        {
            if (given is not null && given != effective)
            {
                Add(ProblemId.DeadKey, key, $"{given} has no effect: {message}");
            }
        }
    }
}
