using GardenerOverlay.Core.Errors;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Core.Overlay;

/// <summary>
/// What switching a shoot changes in its NetworkConfig: the wish becomes explicit, keys that contradict it go, all
/// others stay. The same for a manifest and for the API.
/// Source: networking-calico, actuator_reconcile.go (overlay wins over backend and mode), charts/utils.go
/// (vxlan.enabled and ipam.type act alone); docs/usage/shoot_overlay_network.md.
/// </summary>
/// <param name="Before">The config as it stands; null where the shoot has none.</param>
/// <param name="After">The config to write.</param>
/// <param name="Wish">The wish, with the encapsulation that was decided on.</param>
public sealed record OverlayEdit(ManifestNode? Before, ManifestNode? After, OverlayWish Wish)
{
    /// <summary>Whether the config says all of the wish already, and nothing against it.</summary>
    public bool IsEmpty => ManifestNode.AreSame(Before, After);

    /// <summary>Plans the edit of one shoot.</summary>
    /// <param name="shoot">The shoot whose config is edited.</param>
    /// <param name="wish">What it is to become.</param>
    /// <param name="stored">The same shoot as a cluster stored it, where that is known too.</param>
    /// <exception cref="GardenerOverlayException">The form of the wish has no effect on this shoot.</exception>
    public static OverlayEdit Plan(Shoot shoot, OverlayWish wish, Shoot? stored = null)
    {
        ManifestNode? before = shoot.ProviderConfig is { Kind: ManifestNodeKind.Null } ? null : shoot.ProviderConfig;
        if (shoot.NetworkingType != OverlayRules.CalicoType || before is { Kind: not ManifestNodeKind.Mapping })
        {
            // Another plugin's config is not ours, and what is no object is refused by Gardener: the checks tell.
            return new OverlayEdit(before, before, wish);
        }
        ConfigTree config = new(before ?? ManifestNode.OfEntries([], 0));
        if (wish.Style == ConfigStyle.Backend)
        {
            RefuseWhereOverlayWins(shoot, stored);
        }
        OverlayWish decided = Decide(shoot, wish, stored);
        Action<Shoot, OverlayWish, ConfigTree> write = wish.Style == ConfigStyle.Overlay ? WriteOverlay : WriteBackend;
        write(shoot, decided, config);
        if (!ManifestNode.AreSame(before, config.Root))
        {
            Identify(config);
        }
        return new OverlayEdit(before, before is null && config.Root.Entries.Count == 0 ? null : config.Root, decided);
    }

    /// <summary>The shoot with the config as it will be written.</summary>
    public Shoot ApplyTo(Shoot shoot) => shoot with { ProviderConfig = After };

    /// <summary>
    /// The shoot as the cluster will have it: admission looks at a change of a stored object too. That of a new one is
    /// in the verdict already.
    /// Source: gardener-extension-provider-openstack, pkg/admission/mutator/shoot.go (createPodRoutes where it is not given).
    /// </summary>
    internal Shoot AdmittedTo(Shoot shoot)
    {
        Shoot written = ApplyTo(shoot);
        ConfigTree config = new(After ?? ManifestNode.OfEntries([], 0));
        if (!shoot.IsStored || shoot.Provider != "openstack" || !config.IsFalse("overlay.enabled") || config["overlay.createPodRoutes"] is not null)
        {
            return written;
        }
        config.Set("overlay.createPodRoutes", value: true);
        return written with { ProviderConfig = config.Root };
    }

    /// <summary>What the wish leaves open stays as it is: as the config says, else as the cluster has it.</summary>
    private static OverlayWish Decide(Shoot shoot, OverlayWish wish, Shoot? stored)
    {
        bool saysItself = stored is null || NetworkConfigDecoder.Decode(shoot.ProviderConfig, "").Config.Overlay is not null;
        Shoot[] witnesses = [.. saysItself ? [shoot] : Array.Empty<Shoot>(), .. stored is null ? Array.Empty<Shoot>() : [stored]];
        return wish.IsOn
            ? wish with { Encapsulation = wish.Encapsulation ?? witnesses.Select(Tunnel).FirstOrDefault(tunnel => tunnel is not null) ?? Overlay.Encapsulation.IPIP }
            : wish with { CreatePodRoutes = wish.CreatePodRoutes ?? witnesses.Select(RoutesByBird).FirstOrDefault(routes => routes is not null) };
    }

    private static Encapsulation? Tunnel(Shoot shoot) =>
        OverlayRules.ReadCalico(shoot).Values is { } values && Verdict.Of(values).Encapsulation is { } tunnel and not Overlay.Encapsulation.None ? tunnel : null;

    /// <summary>Whether the shoot is native and BIRD writes its routes. While the overlay is on nobody can have wished that.</summary>
    private static bool? RoutesByBird(Shoot shoot)
    {
        CalicoReading reading = OverlayRules.ReadCalico(shoot);
        if (reading.Values is not { } values || Verdict.Of(values).State != OverlayState.Disabled)
        {
            return null;
        }
        return reading switch
        {
            { Given.Overlay: { } overlay } => overlay.CreatePodRoutes,
            // What admission adds needs not be written.
            { Config.Overlay: not null } => null,
            _ => values.HasBird ? true : null,
        };
    }

    private static void WriteOverlay(Shoot shoot, OverlayWish wish, ConfigTree config)
    {
        config.Set("overlay.enabled", wish.IsOn);
        if (wish.IsOn)
        {
            config.RemoveUnlessOff("overlay.createPodRoutes");
        }
        else
        {
            WritePodRoutes(shoot, wish, config);
        }
        bool isVxlan = wish.Encapsulation == Overlay.Encapsulation.VXLAN;
        // OpenStack's admission adds createPodRoutes where it is not given.
        bool routesByBird = config.IsTrue("overlay.createPodRoutes") || (shoot.Provider == "openstack" && config["overlay.createPodRoutes"] is null);
        string backend = (wish.IsOn, isVxlan, routesByBird) switch
        {
            (true, true, _) => CalicoValue.Vxlan,
            (true, _, _) or (false, _, true) => CalicoValue.Bird,
            _ => CalicoValue.None,
        };
        config.RemoveUnless("backend", backend);
        string mode = wish.IsOn ? CalicoValue.Always : CalicoValue.Never;
        config.RemoveUnless("ipv4.mode", mode);
        config.RemoveUnless("ipv6.mode", mode);
        WriteTunnel(config, isVxlan, keepsCalicoIpam: wish.IsOn || routesByBird);
    }

    private static void WritePodRoutes(Shoot shoot, OverlayWish wish, ConfigTree config)
    {
        if (wish.CreatePodRoutes == true)
        {
            config.Set("overlay.createPodRoutes", value: true);
        }
        else if (wish.CreatePodRoutes == false && shoot.Provider == "openstack")
        {
            config.Set("overlay.createPodRoutes", value: false);
        }
        else
        {
            config.RemoveUnlessOff("overlay.createPodRoutes");
        }
    }

    private static void WriteBackend(Shoot shoot, OverlayWish wish, ConfigTree config)
    {
        bool isVxlan = wish.Encapsulation == Overlay.Encapsulation.VXLAN;
        bool routesByBird = wish.CreatePodRoutes == true;
        config.Set("backend", (wish.IsOn, isVxlan, routesByBird) switch
        {
            (true, true, _) => CalicoValue.Vxlan,
            (true, _, _) or (false, _, true) => CalicoValue.Bird,
            _ => CalicoValue.None,
        });
        if (OverlayRules.FamiliesOf(shoot).Contains(IpFamily.IPv4))
        {
            config.Set("ipv4.mode", wish.IsOn ? CalicoValue.Always : CalicoValue.Never);
        }
        WriteTunnel(config, isVxlan, keepsCalicoIpam: wish.IsOn || routesByBird);
    }

    /// <summary>What both forms have: vxlan, the pool's name and address management.</summary>
    private static void WriteTunnel(ConfigTree config, bool isVxlan, bool keepsCalicoIpam)
    {
        if (isVxlan)
        {
            config.Set("vxlan.enabled", value: true);
            config.RemoveUnless("ipv4.pool", CalicoValue.Vxlan);
            // vxlan.enabled makes it calico-ipam.
            config.RemoveIf("ipam.type", CalicoValue.HostLocal);
            return;
        }
        if (config["vxlan"] is { Kind: not ManifestNodeKind.Mapping })
        {
            config.Remove("vxlan");
        }
        config.RemoveUnlessOff("vxlan.enabled");
        config.RemoveIf("ipv4.pool", CalicoValue.Vxlan);
        if (!keepsCalicoIpam)
        {
            config.RemoveIf("ipam.type", CalicoValue.CalicoIpam);
        }
    }

    // Source: gardener-extension-provider-*, pkg/admission/mutator/shoot.go: added on creation, copied back on update.
    private static void RefuseWhereOverlayWins(Shoot shoot, Shoot? stored)
    {
        (NetworkConfig config, _) = NetworkConfigDecoder.Decode(shoot.ProviderConfig, "");
        bool isThere = config.Overlay is not null || NetworkConfigDecoder.Decode(stored?.ProviderConfig, "").Config.Overlay is not null;
        bool isNew = stored is null && !shoot.IsStored;
        if (isThere || (isNew && ProviderAdmission.Complete(config, shoot.Provider, OverlayRules.FamiliesOf(shoot)).Overlay is not null))
        {
            string name = $"{shoot.Namespace}/{shoot.Name}";
            throw new GardenerOverlayException(ErrorTable.OverlayKeyWins, name, isThere
                ? $"{name} has the key overlay, which wins over backend and ipv4.mode: writing them would change nothing."
                : $"Provider {shoot.Provider} adds the key overlay to {name}, which wins over backend and ipv4.mode: writing them would change nothing.");
        }
    }

    // Source: gardener, pkg/apis/core: providerConfig is a RawExtension; its decoder takes a missing type for the right one.
    private static void Identify(ConfigTree config)
    {
        bool needsVersion = IsMissing("apiVersion");
        if (needsVersion && IsMissing("kind"))
        {
            config.Prepend("kind", NetworkConfig.KindName);
        }
        if (needsVersion)
        {
            config.Prepend("apiVersion", NetworkConfig.ApiVersion);
        }

        bool IsMissing(string key) => config[key] is null or { Kind: ManifestNodeKind.Text, Text: "" };
    }
}
