using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Core.Overlay;

/// <summary>
/// What the providers' extensions add to, change in and refuse of the network settings of a shoot with Calico.
/// Source: gardener-extension-provider-{aws,gcp,alicloud,openstack,azure}, pkg/admission/mutator/shoot.go,
/// pkg/apis/*/validation/shoot.go; azure also pkg/webhook/network/mutate.go.
/// </summary>
public static class ProviderAdmission
{
    /// <summary>
    /// What admission makes of the config of a Shoot that is about to be created.
    /// Where IPv6 is asked for, the outcome is native whatever the provider adds.
    /// </summary>
    public static NetworkConfig Complete(NetworkConfig config, string? provider, IReadOnlyList<string> ipFamilies)
    {
        NetworkConfig completed = config.Overlay is not null ? config : config with { Overlay = DefaultOverlay(provider, ipFamilies) };
        bool addsPodRoutes = provider == "openstack" && completed.Overlay is { Enabled: false, CreatePodRoutes: null };
        return addsPodRoutes ? completed with { Overlay = completed.Overlay! with { CreatePodRoutes = true } } : completed;
    }

    /// <summary>What the provider's webhook on the seed makes of the config of a Network: on Azure there is never a backend.</summary>
    public static NetworkConfig OnSeed(NetworkConfig config, string? provider) =>
        provider == "azure" ? config with { Backend = CalicoValue.None } : config;

    /// <summary>What the provider refuses, with the field it names.</summary>
    /// <param name="config">The config, as completed by <see cref="Complete"/> for a new shoot.</param>
    /// <param name="provider">The provider type; nothing is refused where it is unknown.</param>
    /// <param name="ipFamilies">The shoot's IP families.</param>
    public static IEnumerable<ShootProblem> Refusals(NetworkConfig config, string? provider, IReadOnlyList<string> ipFamilies)
    {
        const string OverlayField = NetworkConfig.ShootPath + ".overlay.enabled";
        const string FamiliesField = "spec.networking.ipFamilies";
        bool isIPv6 = ipFamilies.Contains(IpFamily.IPv6);
        if (provider == "azure" && config.Overlay is { IsOn: true })
        {
            yield return new ShootProblem(ProblemId.Forbidden, OverlayField, "Forbidden: Calico overlay network is not supported on azure");
        }
        if (provider is "gcp" or "azure" or "openstack" && ipFamilies is [IpFamily.IPv6])
        {
            yield return new ShootProblem(ProblemId.InvalidValue, FamiliesField, "Invalid value: [\"IPv6\"]: IPv6 single-stack networking is not supported");
        }
        if (provider == "azure" && ipFamilies.Count > 1)
        {
            yield return new ShootProblem(ProblemId.InvalidValue, FamiliesField, "Invalid value: [\"IPv4\", \"IPv6\"]: dual-stack networking is not supported");
        }
        if (provider is "aws" or "gcp" && isIPv6 && config.Overlay is not { IsOn: false })
        {
            yield return config.Overlay is null
                ? new ShootProblem(ProblemId.InvalidValue, FamiliesField, "overlay must be set to false in conjunction with IPv6: write overlay.enabled: false")
                : new ShootProblem(ProblemId.InvalidValue, OverlayField, "Invalid value: true: overlay must be set to false in conjunction with IPv6");
        }
    }

    /// <summary>
    /// Whether nothing writes pod routes for a native shoot without an overlay key: there these providers' control
    /// planes take "no key" as "overlay on" and start no route controller.
    /// Source: provider-aws, pkg/utils/networking/overlay.go (the same in gcp and openstack).
    /// </summary>
    public static bool NeedsOverlayKeyForRoutes(string? provider) => provider is "aws" or "gcp" or "openstack";

    /// <summary>
    /// Whether the provider's controllers write a route for every node of a native shoot, whether or not BIRD writes
    /// some too. Source: the providers' pkg/controller/controlplane/valuesprovider.go; azure and alicloud always do.
    /// </summary>
    public static bool WritesRoutes(string? provider) => provider is "azure" or "alicloud" || NeedsOverlayKeyForRoutes(provider);

    /// <summary>Whether the provider refuses a shoot without <c>spec.networking.nodes</c>. Source: pkg/apis/*/validation/shoot.go (ValidateNetworking).</summary>
    public static bool NeedsNodeCidr(string? provider, IReadOnlyList<string> ipFamilies) => provider switch
    {
        "aws" => ipFamilies.Contains(IpFamily.IPv4),
        "gcp" or "azure" or "openstack" => true,
        _ => false,
    };

    private static OverlayConfig? DefaultOverlay(string? provider, IReadOnlyList<string> ipFamilies) => provider switch
    {
        "aws" or "gcp" or "alicloud" => new OverlayConfig(Enabled: false),
        // Without a key Calico itself goes native for IPv6, and the seed's webhook does for Azure.
        _ when ipFamilies.Contains(IpFamily.IPv6) => null,
        // The shipped default of --enable-overlay-as-default-for-calico.
        "openstack" => new OverlayConfig(Enabled: true),
        _ => null,
    };
}
