using GardenerOverlay.Core.Overlay;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Core.Tests;

/// <summary>
/// What Gardener would refuse is foreseen, under the field that Gardener names.
/// Source: gardener-extension-provider-{aws,gcp,azure,openstack}, pkg/apis/*/validation/shoot.go; networking-calico,
/// pkg/apis/calico/validation and pkg/admission/validator/shoot.go, v1alpha1/helper/decode.go (strict).
/// </summary>
public sealed class PreflightAdmissionTests
{
    private const string OverlayField = Checks.ConfigPath + ".overlay.enabled";
    private const string FamiliesField = "spec.networking.ipFamilies";
    private static readonly string[] s_both = [IpFamily.IPv4, IpFamily.IPv6];

    [Theory]
    [InlineData("azure", Checks.Off, OverlayField, "Calico overlay network is not supported on azure")]
    [InlineData("azure", null, OverlayField, "Azure has no IPIP")]
    public void Azure_takes_no_overlay(string provider, string? config, string field, string words)
    {
        Checks.AssertFinding(Checks.Find(CheckName.ProviderSupport, Checks.Shoot(config, provider), Checks.Enable), CheckStatus.Failed, field, words);
        Checks.AssertStatus(CheckStatus.Passed, CheckName.ProviderSupport, Checks.Shoot(config, provider), Checks.Disable);
    }

    [Theory]
    [InlineData("aws", Checks.Off, ConfigStyle.Overlay, OverlayField, "overlay must be set to false in conjunction with IPv6")]
    [InlineData("gcp", Checks.Off, ConfigStyle.Overlay, OverlayField, "overlay must be set to false in conjunction with IPv6")]
    [InlineData("aws", "{}", ConfigStyle.Backend, FamiliesField, "overlay must be set to false in conjunction with IPv6")]
    [InlineData("gcp", null, ConfigStyle.Backend, FamiliesField, "write overlay.enabled: false")]
    [InlineData("azure", Checks.Off, ConfigStyle.Overlay, OverlayField, "not supported on azure")]
    // The admission says nothing, but Calico would keep the tunnel off while the pool asks for it: provider-aws#1313.
    [InlineData("alicloud", Checks.Off, ConfigStyle.Overlay, OverlayField, "Inconsistent")]
    [InlineData("local", Checks.Off, ConfigStyle.Overlay, OverlayField, "Inconsistent")]
    [InlineData("local", "{}", ConfigStyle.Backend, OverlayField, "With IPv6 the overlay must stay off")]
    public void With_IPv6_the_overlay_cannot_be_switched_on(string provider, string? config, ConfigStyle style, string field, string words)
    {
        OverlayCheck[] found = [.. Checks.Of(Checks.Shoot(config, provider, families: s_both), Checks.Enable with { Style = style }).Where(check => check.Check == CheckName.ProviderSupport)];
        OverlayCheck first = found.First(check => check.Field == field);
        Checks.AssertFinding(first, CheckStatus.Failed, field, words);
    }

    [Theory]
    [InlineData("aws", true, CheckStatus.Passed, null)]
    [InlineData("gcp", true, CheckStatus.Passed, null)]
    [InlineData("azure", true, CheckStatus.Failed, FamiliesField)]
    [InlineData("aws", false, CheckStatus.Passed, null)]
    [InlineData("gcp", false, CheckStatus.Failed, FamiliesField)]
    [InlineData("azure", false, CheckStatus.Failed, FamiliesField)]
    [InlineData("openstack", false, CheckStatus.Failed, FamiliesField)]
    public void With_IPv6_it_can_be_switched_off_where_the_provider_takes_IPv6(string provider, bool isDualStack, CheckStatus status, string? field)
    {
        string[] families = isDualStack ? s_both : [IpFamily.IPv6];
        Checks.AssertFinding(Checks.Find(CheckName.ProviderSupport, Checks.Shoot(Checks.Off, provider, families: families), Checks.Disable), status, field);
    }

    [Theory]
    [InlineData("aws", false, CheckStatus.Failed)]
    [InlineData("gcp", false, CheckStatus.Failed)]
    [InlineData("azure", false, CheckStatus.Failed)]
    [InlineData("openstack", false, CheckStatus.Failed)]
    [InlineData("local", false, CheckStatus.Passed)]
    // The cluster has accepted it once.
    [InlineData("aws", true, CheckStatus.Passed)]
    public void A_new_shoot_without_a_node_range_is_refused(string provider, bool stored, CheckStatus status)
    {
        Shoot shoot = Checks.Shoot(Checks.Off, provider) with { NodeCidrs = [], Uid = stored ? "0001" : null };
        Checks.AssertFinding(Checks.Find(CheckName.ProviderSupport, shoot, Checks.Disable), status, status == CheckStatus.Failed ? "spec.networking.nodes" : null);
    }

    [Theory]
    // Strict decoding.
    [InlineData("""{"overlai": {}}""", ".overlai", "unknown field \"overlai\"")]
    [InlineData("""{"overlay": {"enabled": true, "enable": true}}""", ".overlay.enable", "unknown field \"overlay.enable\"")]
    [InlineData("""{"vxlan": {"enabled": true, "port": 1}}""", ".vxlan.port", "unknown field \"vxlan.port\"")]
    [InlineData("""{"vethMTU": 1440}""", ".vethMTU", "cannot unmarshal number")]
    [InlineData("""{"ipv4": "Always"}""", ".ipv4", "cannot unmarshal string")]
    [InlineData("""{"typha": true}""", ".typha", "cannot unmarshal bool")]
    [InlineData("""{"apiVersion": "calico.networking.extensions.gardener.cloud/v1"}""", ".apiVersion", "no kind")]
    [InlineData("""{"kind": "Config"}""", ".kind", "no kind \"Config\"")]
    [InlineData("[]", "", "cannot unmarshal array")]
    // Calico's validation.
    [InlineData("""{"ipv4": {"pool": "VXLAN"}}""", ".ipv4.pool", "unsupported value \"VXLAN\"")]
    [InlineData("""{"ipv4": {"autoDetectionMethod": "cidr"}}""", ".ipv4.autoDetectionMethod", "requires a parameter")]
    [InlineData("""{"ipam": {"cidr": "10.0.0.0"}}""", ".ipam.cidr", "valid CIDR")]
    [InlineData("""{"ipam": {"type": "none"}}""", ".ipam.type", "unsupported value \"none\"")]
    [InlineData("""{"vethMTU": "-1"}""", ".vethMTU", "positive integer")]
    [InlineData("""{"ipip": "always"}""", ".ipip", "unsupported value \"always\"")]
    // With the capital D of the admission, other than the field itself.
    [InlineData("""{"ipAutodetectionMethod": "any"}""", ".ipAutoDetectionMethod", "invalid option \"any\"")]
    [InlineData("""{"autoScaling": {}}""", ".autoScaling.mode", "unsupported value")]
    [InlineData("""{"serviceLoopPrevention": "drop"}""", ".serviceLoopPrevention", "unsupported value \"drop\"")]
    [InlineData("""{"ipv6": {"sourceNATEnabled": true}}""", ".ipv6", "IPv6 configuration must not be specified")]
    public void What_the_switch_leaves_alone_is_refused_with_its_field(string config, string field, string words)
    {
        foreach (OverlayWish wish in (OverlayWish[])[Checks.Enable, Checks.Disable])
        {
            Checks.AssertFinding(Checks.Find(CheckName.NetworkConfig, Checks.Shoot(config), wish), CheckStatus.Failed, Checks.ConfigPath + field, words, $"Correct {Checks.ConfigPath}{field}");
        }
    }

    [Theory]
    [InlineData("""{"overlay": true}""")]
    [InlineData("""{"overlay": {"enabled": "true"}}""")]
    [InlineData("""{"overlay": {"enabled": true, "createPodRoutes": "yes"}}""")]
    [InlineData("""{"backend": "None"}""")]
    [InlineData("""{"backend": false}""")]
    [InlineData("""{"ipv4": {"mode": false}}""")]
    [InlineData("""{"ipv4": {"pool": "vxlan", "mode": "Off"}}""")]
    [InlineData("""{"vxlan": true}""")]
    public void What_the_switch_puts_right_is_not_refused(string config)
    {
        foreach (OverlayWish wish in (OverlayWish[])[Checks.Enable, Checks.Disable])
        {
            Assert.Equal(OverlayState.Invalid, OverlayRules.Evaluate(Checks.Shoot(config)).State);
            Checks.AssertStatus(CheckStatus.Passed, CheckName.NetworkConfig, Checks.Shoot(config), wish);
        }
    }

    [Fact]
    public void Address_management_by_Calico_is_refused_with_IPv6() => Checks.AssertFinding(
        Checks.Find(CheckName.NetworkConfig, Checks.Shoot("""{"ipam": {"type": "calico-ipam"}}""", families: s_both), Checks.Disable with { CreatePodRoutes = true }),
        CheckStatus.Failed, Checks.ConfigPath + ".ipam.type", "only supported for IPv4 single-stack");

    [Fact]
    public void A_config_for_IPv4_is_refused_without_IPv4() => Checks.AssertFinding(
        Checks.Find(CheckName.NetworkConfig, Checks.Shoot("""{"ipv4": {"pool": "ipip"}}""", families: [IpFamily.IPv6]), Checks.Disable), CheckStatus.Failed, Checks.ConfigPath + ".ipv4");

    [Theory]
    [InlineData("{}", CheckStatus.Failed)]
    [InlineData("""{"ebpfDataplane": {"enabled": true}}""", CheckStatus.Passed)]
    public void Without_kube_proxy_it_takes_eBPF(string config, CheckStatus status) => Checks.AssertFinding(
        Checks.Find(CheckName.NetworkConfig, Checks.Shoot(config) with { KubeProxyEnabled = false }, Checks.Disable), status, status == CheckStatus.Failed ? "spec.kubernetes.kubeProxy.enabled" : null);

    [Fact]
    public void Families_that_Calico_does_not_know_are_refused() => Checks.AssertFinding(
        Checks.Find(CheckName.NetworkConfig, Checks.Shoot(families: ["IPv5"]), Checks.Disable), CheckStatus.Failed, FamiliesField, "IPv5");

    [Fact]
    public void What_could_not_be_read_is_refused_with_its_field() => Checks.AssertFinding(
        Checks.Find(CheckName.NetworkConfig, Checks.Shoot() with { ReadProblems = [new ShootProblem(ProblemId.WrongType, "spec.networking.pods", "The number 10 where Gardener wants a string.")] }, Checks.Disable),
        CheckStatus.Failed, "spec.networking.pods", "The number 10", "the switch leaves it alone");

    [Fact]
    public void The_version_of_the_old_document_is_read_with_a_warning() => Checks.AssertFinding(
        Checks.Find(CheckName.NetworkConfig, Checks.Shoot() with { ApiVersion = "core.gardener.cloud/v1alpha1" }, Checks.Disable), CheckStatus.Warning, "apiVersion", "core.gardener.cloud/v1beta1");

    [Theory]
    [InlineData("calico", CheckStatus.Passed)]
    [InlineData("cilium", CheckStatus.Failed)]
    [InlineData(null, CheckStatus.Failed)]
    public void Only_shoots_with_Calico_are_switched(string? type, CheckStatus status) => Checks.AssertFinding(
        Checks.Find(CheckName.NetworkingType, Checks.Shoot() with { NetworkingType = type }, Checks.Disable), status, status == CheckStatus.Failed ? "spec.networking.type" : null, type ?? "calico");

    [Fact]
    public void A_workerless_shoot_is_not_switched()
    {
        Shoot shoot = Checks.Shoot() with { NetworkingType = null, Workers = [] };
        OverlayCheck[] found = Checks.Of(shoot, Checks.Disable);
        Assert.Equal([(CheckName.NetworkingType, CheckStatus.Passed), (CheckName.Workerless, CheckStatus.Failed)], found.Select(check => (check.Check, check.Status)));
        Checks.AssertFinding(found[1], CheckStatus.Failed, "spec.provider.workers", "no workers");
        Checks.AssertStatus(CheckStatus.Passed, CheckName.Workerless, Checks.Shoot(), Checks.Disable);
    }

    [Fact]
    public void Workers_that_cannot_be_read_are_not_called_none() => Checks.AssertFinding(
        Checks.Find(CheckName.Workerless, Checks.Shoot() with { Workers = [], ReadProblems = [new ShootProblem(ProblemId.WrongType, "spec.provider.workers", "An object where Gardener wants a list.")] }, Checks.Disable),
        CheckStatus.Failed, "spec.provider.workers", "An object where Gardener wants a list");

    [Fact]
    public void A_shoot_without_a_provider_is_not_switched() =>
        Checks.AssertFinding(Checks.Find(CheckName.ProviderSupport, Checks.Shoot(provider: null), Checks.Disable), CheckStatus.Failed, "spec.provider.type");

    [Theory]
    [InlineData("aws", CheckStatus.Failed)]
    [InlineData("gcp", CheckStatus.Failed)]
    // The control planes of these look for the key too, or write routes whatever it says.
    [InlineData("openstack", CheckStatus.Failed)]
    [InlineData("azure", CheckStatus.Passed)]
    [InlineData("alicloud", CheckStatus.Passed)]
    [InlineData("local", CheckStatus.Skipped)]
    public void In_the_old_form_nobody_may_write_routes(string provider, CheckStatus status)
    {
        OverlayCheck found = Checks.AssertStatus(status, CheckName.NobodyWritesRoutes, Checks.Shoot("{}", provider), Checks.Disable with { Style = ConfigStyle.Backend });
        Assert.Equal(status == CheckStatus.Failed ? (OverlayField, "Use -ConfigStyle Overlay.") : (null, found.Recommendation), (found.Field, found.Recommendation));
        Assert.Null(Checks.Find(CheckName.NobodyWritesRoutes, Checks.Shoot("{}", provider), Checks.Disable));
        Assert.Null(Checks.Find(CheckName.NobodyWritesRoutes, Checks.Shoot("{}", provider), Checks.Enable with { Style = ConfigStyle.Backend }));
    }
}
