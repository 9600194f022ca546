using GardenerOverlay.Core.Overlay;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Core.Tests;

/// <summary>What happens to packets. Source: networking-calico, charts/utils.go, docs/usage/usage.md; gardener-extension-provider-aws, usage.md.</summary>
public sealed class PreflightDataPathTests
{
    private const string OverlayField = Checks.ConfigPath + ".overlay.enabled";

    [Theory]
    [InlineData(Checks.On, CheckStatus.Passed, null)]
    [InlineData("""{"ipip": "Never"}""", CheckStatus.Warning, ".ipip")]
    [InlineData("""{"ipv4": {"autoDetectionMethod": "first-found"}}""", CheckStatus.Warning, ".ipv4.autoDetectionMethod")]
    public void Keys_without_effect_are_left_over(string config, CheckStatus status, string? key) =>
        Checks.AssertFinding(Checks.Find(CheckName.Leftovers, Checks.Shoot(config), Checks.Disable), status, key is null ? null : Checks.ConfigPath + key);

    [Theory]
    [InlineData(Checks.Off, "aws", CheckStatus.Warning)]
    // The route controller does not look at createPodRoutes.
    [InlineData(Checks.OffByBird, "aws", CheckStatus.Warning)]
    [InlineData(Checks.Off, "gcp", CheckStatus.Passed)]
    // Without the key it never ran.
    [InlineData("""{"backend": "none"}""", "aws", CheckStatus.Passed)]
    [InlineData(Checks.On, "aws", CheckStatus.Passed)]
    public void On_AWS_the_routes_stay_behind(string config, string provider, CheckStatus status) =>
        Checks.AssertFinding(Checks.Find(CheckName.Leftovers, Checks.Shoot(config, provider), Checks.Enable), status, null, status == CheckStatus.Warning ? "Sync-AwsPodRoutes -Remove" : "");

    [Theory]
    [InlineData("{}", OverlayState.Disabled, null, "the IP pool stays")]
    [InlineData("""{"backend": "none"}""", OverlayState.Enabled, null, "the IP pool stays")]
    [InlineData("{}", OverlayState.Enabled, Encapsulation.VXLAN, "the IP pool stays")]
    [InlineData("{}", OverlayState.Enabled, Encapsulation.IPIP, null)]
    public void In_the_old_form_the_pool_stays_as_it_was(string config, OverlayState state, Encapsulation? encapsulation, string? words)
    {
        OverlayCheck? found = Checks.Find(CheckName.Leftovers, Checks.Shoot(config, "local"), new OverlayWish(state) { Encapsulation = encapsulation, Style = ConfigStyle.Backend });
        Checks.AssertFinding(found, words is null ? CheckStatus.Passed : CheckStatus.Warning, words is null ? null : OverlayField, words ?? "");
    }

    [Fact]
    public void In_the_old_form_BIRD_keeps_a_device_that_nothing_uses() => Assert.Contains(
        Checks.Of(Checks.Shoot("""{"ipv4": {"mode": "Never"}}""", "alicloud"), Checks.Disable with { Style = ConfigStyle.Backend }),
        check => check is { Check: CheckName.Leftovers, Status: CheckStatus.Warning, Field: OverlayField } && check.Detail.Contains("tunl0", StringComparison.Ordinal));

    [Theory]
    [InlineData("gcp", 1, CheckStatus.Failed)]
    [InlineData("aws", 2, CheckStatus.Failed)]
    [InlineData("alicloud", 2, CheckStatus.Failed)]
    [InlineData("aws", 1, CheckStatus.Passed)]
    [InlineData("openstack", 3, CheckStatus.Passed)]
    [InlineData("aws", 0, CheckStatus.Skipped)]
    [InlineData("local", 1, CheckStatus.Skipped)]
    public void Routes_by_BIRD_need_one_segment(string provider, int zones, CheckStatus status)
    {
        Shoot shoot = Checks.Shoot(provider: provider) with { Workers = [new WorkerPool("pool", 1, 3, null) { Zones = [.. Enumerable.Range(0, zones).Select(zone => $"zone-{zone}")] }] };
        OverlayCheck? found = Checks.Find(CheckName.OneL2Segment, shoot, Checks.Disable with { CreatePodRoutes = true });
        Checks.AssertFinding(found, status, status == CheckStatus.Failed ? Checks.ConfigPath + ".overlay.createPodRoutes" : null, status == CheckStatus.Failed ? "-CreatePodRoutes:$false" : "");
        Assert.Null(Checks.Find(CheckName.OneL2Segment, shoot, Checks.Disable with { CreatePodRoutes = false }));
    }

    [Fact]
    public void On_OpenStack_admission_asks_for_BIRD_also_on_a_shoot_that_is_there() =>
        Checks.AssertStatus(CheckStatus.Passed, CheckName.OneL2Segment, Checks.Shoot(provider: "openstack"), Checks.Disable);

    [Theory]
    [InlineData(Checks.Off, OverlayState.Enabled, Encapsulation.IPIP, CheckStatus.Passed, "20 bytes")]
    [InlineData(Checks.Off, OverlayState.Enabled, Encapsulation.VXLAN, CheckStatus.Passed, "50 bytes")]
    [InlineData(Checks.On, OverlayState.Disabled, null, CheckStatus.Passed, "follows the network card")]
    [InlineData("""{"vethMTU": "0"}""", OverlayState.Disabled, null, CheckStatus.Passed, "follows the network card")]
    [InlineData("""{"vethMTU": "1440"}""", OverlayState.Enabled, Encapsulation.VXLAN, CheckStatus.Warning, "50 bytes below")]
    [InlineData("""{"vethMTU": "1440"}""", OverlayState.Disabled, null, CheckStatus.Warning, "fixed to 1440")]
    public void A_fixed_MTU_does_not_follow(string config, OverlayState state, Encapsulation? encapsulation, CheckStatus status, string words) => Checks.AssertFinding(
        Checks.Find(CheckName.PodMtu, Checks.Shoot(config), new OverlayWish(state) { Encapsulation = encapsulation }), status, status == CheckStatus.Warning ? Checks.ConfigPath + ".vethMTU" : null, words);

    [Theory]
    [InlineData("{}", "aws", CheckStatus.Passed)]
    [InlineData("""{"snatToUpstreamDNS": {"enabled": true}}""", "aws", CheckStatus.Passed)]
    [InlineData("""{"snatToUpstreamDNS": {"enabled": false}}""", "aws", CheckStatus.Warning)]
    // These admissions force it off.
    [InlineData("""{"snatToUpstreamDNS": {"enabled": true}}""", "gcp", CheckStatus.Warning)]
    [InlineData("{}", "alicloud", CheckStatus.Warning)]
    public void Who_sees_pod_addresses_is_told(string config, string provider, CheckStatus status)
    {
        Checks.AssertFinding(Checks.Find(CheckName.SourceNat, Checks.Shoot(config, provider), Checks.Disable), status, status == CheckStatus.Warning ? Checks.ConfigPath + ".snatToUpstreamDNS.enabled" : null);
        Assert.Null(Checks.Find(CheckName.SourceNat, Checks.Shoot(config, provider), Checks.Enable));
    }

    [Theory]
    [InlineData(true, "{}", "aws", CheckStatus.Warning)]
    [InlineData(false, "{}", "aws", CheckStatus.Passed)]
    [InlineData(true, """{"snatToUpstreamDNS": {"enabled": false}}""", "aws", CheckStatus.Passed)]
    [InlineData(true, "{}", "gcp", CheckStatus.Passed)]
    public void Policies_may_lose_sight_of_DNS(bool isCached, string config, string provider, CheckStatus status) => Checks.AssertFinding(
        Checks.Find(CheckName.NetworkPolicyDns, Checks.Shoot(config, provider) with { NodeLocalDns = isCached }, Checks.Disable), status, status == CheckStatus.Warning ? "spec.systemComponents.nodeLocalDNS.enabled" : null);

    [Theory]
    [InlineData(Checks.Off, "aws", false, Encapsulation.IPIP, CheckStatus.Passed, "protocol 4 (IPIP) and TCP 179 (BGP)")]
    [InlineData(Checks.Off, "aws", true, Encapsulation.IPIP, CheckStatus.Warning, "sg-1")]
    [InlineData(Checks.On, "aws", true, Encapsulation.VXLAN, CheckStatus.Warning, "UDP 4789 (VXLAN), and protocol 4 (IPIP)")]
    [InlineData(Checks.OnVxlan, "aws", false, Encapsulation.IPIP, CheckStatus.Passed, "TCP 179 (BGP), and UDP 4789 (VXLAN)")]
    [InlineData(Checks.Off, "local", false, Encapsulation.VXLAN, CheckStatus.Skipped, "UDP 4789")]
    public void What_must_pass_between_nodes_is_told_for_old_and_new(string config, string provider, bool hasGroup, Encapsulation encapsulation, CheckStatus status, string words)
    {
        Shoot shoot = Checks.Shoot(config, provider, infrastructure: hasGroup ? """{"nodesSecurityGroupID": "sg-1"}""" : "{}");
        OverlayWish wish = Checks.Enable with { Encapsulation = encapsulation };
        Checks.AssertFinding(Checks.Find(CheckName.TunnelPorts, shoot, wish), status, hasGroup ? "spec.provider.infrastructureConfig.nodesSecurityGroupID" : null, words);
        Assert.Equal(hasGroup, Checks.Find(CheckName.NodeSecurityGroup, shoot, wish)?.Recommendation?.Contains("--group-ids sg-1", StringComparison.Ordinal) == true);
        Assert.Null(Checks.Find(CheckName.TunnelPorts, shoot, Checks.Disable));
    }
}
