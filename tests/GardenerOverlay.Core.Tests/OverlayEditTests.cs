using GardenerOverlay.Core.Errors;
using GardenerOverlay.Core.Overlay;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Core.Tests;

/// <summary>Which keys a switch sets and removes. Source of the rules: networking-calico, actuator_reconcile.go, charts/utils.go.</summary>
public sealed class OverlayEditTests
{
    private const string Identity = $"\"apiVersion\": \"{NetworkConfig.ApiVersion}\", \"kind\": \"{NetworkConfig.KindName}\"";
    private const string On = """{"overlay": {"enabled": true}}""";
    private const string OnVxlan = """{"overlay": {"enabled": true}, "vxlan": {"enabled": true}}""";
    private const string Off = """{"overlay": {"enabled": false}}""";
    private const string OffByBird = """{"overlay": {"enabled": false, "createPodRoutes": true}}""";
    private const string DocumentOn = """{"backend": "bird", "ipv4": {"mode": "Always"}}""";
    private const string DocumentOff = """{"backend": "none", "ipv4": {"mode": "Never"}}""";

    private static readonly OverlayWish Enable = new(OverlayState.Enabled);
    private static readonly OverlayWish Disable = new(OverlayState.Disabled);

    [Theory]
    [InlineData("{}", On)]
    [InlineData(On, On)]
    [InlineData(Off, On)]
    [InlineData(OffByBird, On)]
    [InlineData("""{"overlay": {"createPodRoutes": false, "enabled": false}}""", """{"overlay": {"createPodRoutes": false, "enabled": true}}""")]
    [InlineData("""{"overlay": {"enabled": false, "createPodRoutes": null}}""", """{"overlay": {"enabled": true, "createPodRoutes": null}}""")]
    // What cannot hold the key gives way to it.
    [InlineData("""{"overlay": null}""", On)]
    [InlineData("""{"overlay": true}""", On)]
    [InlineData("""{"overlay": "enabled"}""", On)]
    [InlineData("""{"overlay": [true]}""", On)]
    [InlineData("""{"overlay": {}}""", On)]
    [InlineData("""{"overlay": {"enabled": "true"}}""", On)]
    // An unknown key is not ours to remove: Gardener refuses it, and the checks say so.
    [InlineData("""{"overlay": {"enable": true}}""", """{"overlay": {"enable": true, "enabled": true}}""")]
    // The document's form, as Gardener takes it and as the document writes it, and what YAML makes of a bare Off.
    [InlineData(DocumentOff, On)]
    [InlineData("""{"backend": "None", "ipv4": {"mode": "Never"}}""", On)]
    [InlineData("""{"backend": false, "ipv4": {"mode": false}}""", On)]
    [InlineData(DocumentOn, """{"backend": "bird", "ipv4": {"mode": "Always"}, "overlay": {"enabled": true}}""")]
    [InlineData("""{"ipv4": {"mode": "CrossSubnet", "pool": "ipip"}}""", """{"ipv4": {"pool": "ipip"}, "overlay": {"enabled": true}}""")]
    [InlineData("""{"ipv4": {"mode": "Never", "pool": null}}""", """{"ipv4": {"pool": null}, "overlay": {"enabled": true}}""")]
    [InlineData("""{"ipv4": {}, "ipv6": null}""", """{"ipv4": {}, "ipv6": null, "overlay": {"enabled": true}}""")]
    [InlineData("""{"ipv4": "Always"}""", """{"ipv4": "Always", "overlay": {"enabled": true}}""")]
    // Without a present tunnel it is IPIP, and what VXLAN left behind goes.
    [InlineData("""{"overlay": {"enabled": false}, "vxlan": {"enabled": true}, "ipv4": {"pool": "vxlan"}}""", On)]
    [InlineData("""{"overlay": {"enabled": false}, "vxlan": true}""", On)]
    [InlineData("""{"overlay": {"enabled": false}, "vxlan": {"enabled": "yes"}}""", On)]
    [InlineData("""{"overlay": {"enabled": false}, "vxlan": {"enabled": false}}""", """{"overlay": {"enabled": true}, "vxlan": {"enabled": false}}""")]
    [InlineData("""{"overlay": {"enabled": false}, "vxlan": null}""", """{"overlay": {"enabled": true}, "vxlan": null}""")]
    [InlineData("""{"overlay": {"enabled": false}, "vxlan": {"enabled": true, "port": 1}}""", """{"overlay": {"enabled": true}, "vxlan": {"port": 1}}""")]
    // IPIP works with either address management.
    [InlineData("""{"ipam": {"type": "calico-ipam"}, "overlay": {"enabled": false}}""", """{"ipam": {"type": "calico-ipam"}, "overlay": {"enabled": true}}""")]
    // The present tunnel stays.
    [InlineData(OnVxlan, OnVxlan)]
    [InlineData("""{"vxlan": {"enabled": true}}""", """{"vxlan": {"enabled": true}, "overlay": {"enabled": true}}""")]
    [InlineData("""{"ipv4": {"pool": "vxlan", "mode": "Always"}, "ipam": {"type": "host-local"}}""", """{"ipv4": {"pool": "vxlan", "mode": "Always"}, "overlay": {"enabled": true}, "vxlan": {"enabled": true}}""")]
    public void Switched_on(string config, string expected) => AssertEdit(expected, config, Enable);

    [Theory]
    [InlineData("{}", OnVxlan)]
    [InlineData(On, OnVxlan)]
    [InlineData(Off, OnVxlan)]
    [InlineData("""{"overlay": {"enabled": true}, "vxlan": true}""", OnVxlan)]
    [InlineData("""{"overlay": {"enabled": true}, "vxlan": {}}""", OnVxlan)]
    [InlineData("""{"overlay": {"enabled": true}, "vxlan": {"enabled": null}}""", OnVxlan)]
    [InlineData("""{"overlay": {"enabled": true}, "backend": "bird", "ipv4": {"pool": "ipip", "mode": "Always"}}""", """{"overlay": {"enabled": true}, "ipv4": {"mode": "Always"}, "vxlan": {"enabled": true}}""")]
    [InlineData("""{"overlay": {"enabled": true}, "backend": "vxlan", "ipv4": {"pool": "vxlan"}}""", """{"overlay": {"enabled": true}, "backend": "vxlan", "ipv4": {"pool": "vxlan"}, "vxlan": {"enabled": true}}""")]
    [InlineData("""{"overlay": {"enabled": true}, "ipam": {"type": "host-local", "cidr": "usePodCIDR"}}""", """{"overlay": {"enabled": true}, "ipam": {"cidr": "usePodCIDR"}, "vxlan": {"enabled": true}}""")]
    [InlineData("""{"overlay": {"enabled": true}, "ipam": {"type": "calico-ipam"}}""", """{"overlay": {"enabled": true}, "ipam": {"type": "calico-ipam"}, "vxlan": {"enabled": true}}""")]
    public void Switched_on_with_VXLAN(string config, string expected) => AssertEdit(expected, config, Enable with { Encapsulation = Encapsulation.VXLAN });

    [Fact]
    public void A_tunnel_that_is_asked_for_replaces_the_present_one() => AssertEdit(On, OnVxlan, Enable with { Encapsulation = Encapsulation.IPIP });

    [Theory]
    [InlineData("{}", Off)]
    [InlineData(On, Off)]
    [InlineData(OnVxlan, Off)]
    [InlineData(Off, Off)]
    [InlineData(OffByBird, OffByBird)]
    [InlineData("""{"overlay": {"enabled": true, "createPodRoutes": true}}""", Off)]
    [InlineData("""{"overlay": {"enabled": true, "createPodRoutes": false}}""", """{"overlay": {"enabled": false, "createPodRoutes": false}}""")]
    [InlineData(DocumentOn, Off)]
    [InlineData(DocumentOff, """{"backend": "none", "ipv4": {"mode": "Never"}, "overlay": {"enabled": false}}""")]
    [InlineData("""{"backend": "None", "ipv4": {"mode": "Never"}}""", """{"ipv4": {"mode": "Never"}, "overlay": {"enabled": false}}""")]
    // Native with BIRD stays native with BIRD: without it nobody would write the routes between the nodes.
    [InlineData("""{"ipv4": {"mode": "Never"}}""", """{"ipv4": {"mode": "Never"}, "overlay": {"enabled": false, "createPodRoutes": true}}""")]
    [InlineData("""{"overlay": {"enabled": true}, "ipv4": {"pool": "vxlan", "autoDetectionMethod": "first-found"}, "ipam": {"type": "calico-ipam"}}""", """{"overlay": {"enabled": false}, "ipv4": {"autoDetectionMethod": "first-found"}}""")]
    [InlineData("""{"overlay": {"enabled": false}, "ipam": {"type": "calico-ipam", "cidr": "usePodCIDR"}}""", """{"overlay": {"enabled": false}, "ipam": {"cidr": "usePodCIDR"}}""")]
    [InlineData("""{"overlay": {"enabled": false, "createPodRoutes": true}, "ipam": {"type": "calico-ipam"}}""", """{"overlay": {"enabled": false, "createPodRoutes": true}, "ipam": {"type": "calico-ipam"}}""")]
    // vxlan.enabled acts alone, also where BIRD writes the routes.
    [InlineData("""{"overlay": {"enabled": false, "createPodRoutes": true}, "vxlan": {"enabled": true}}""", OffByBird)]
    public void Switched_off(string config, string expected) => AssertEdit(expected, config, Disable);

    [Theory]
    [InlineData(On, null, true, OffByBird)]
    [InlineData("""{"overlay": {"enabled": true}, "backend": "bird", "ipam": {"type": "calico-ipam"}}""", null, true, """{"overlay": {"enabled": false, "createPodRoutes": true}, "backend": "bird", "ipam": {"type": "calico-ipam"}}""")]
    [InlineData("""{"overlay": {"enabled": false, "createPodRoutes": false}}""", null, true, OffByBird)]
    [InlineData(OffByBird, "aws", false, Off)]
    [InlineData("""{"overlay": {"enabled": true}, "backend": "bird"}""", "aws", false, Off)]
    // OpenStack's admission adds createPodRoutes where it is not given, so not to have it must be written.
    [InlineData(OffByBird, "openstack", false, """{"overlay": {"enabled": false, "createPodRoutes": false}}""")]
    [InlineData(On, "openstack", false, """{"overlay": {"enabled": false, "createPodRoutes": false}}""")]
    [InlineData("""{"overlay": {"enabled": true}, "ipam": {"type": "calico-ipam"}}""", "openstack", false, """{"overlay": {"enabled": false, "createPodRoutes": false}}""")]
    [InlineData("""{"overlay": {"enabled": true, "createPodRoutes": false}, "backend": "bird", "ipam": {"type": "calico-ipam"}}""", "openstack", null, """{"overlay": {"enabled": false, "createPodRoutes": false}}""")]
    [InlineData("""{"overlay": {"enabled": true}, "backend": "bird", "ipam": {"type": "calico-ipam"}}""", "openstack", null, """{"overlay": {"enabled": false}, "backend": "bird", "ipam": {"type": "calico-ipam"}}""")]
    public void Switched_off_with_and_without_routes_by_BIRD(string config, string? provider, bool? routes, string expected) =>
        AssertEdit(expected, config, Disable with { CreatePodRoutes = routes }, provider);

    [Theory]
    [InlineData("{}", OverlayState.Enabled, null, DocumentOn)]
    [InlineData(DocumentOff, OverlayState.Enabled, null, DocumentOn)]
    [InlineData("""{"backend": "None", "ipv4": {"mode": "Never"}}""", OverlayState.Enabled, null, DocumentOn)]
    [InlineData("""{"backend": false, "ipv4": false}""", OverlayState.Enabled, null, DocumentOn)]
    [InlineData("""{"vxlan": {"enabled": true}}""", OverlayState.Enabled, Encapsulation.IPIP, DocumentOn)]
    [InlineData("""{"vxlan": {"enabled": true}}""", OverlayState.Enabled, null, """{"vxlan": {"enabled": true}, "backend": "vxlan", "ipv4": {"mode": "Always"}}""")]
    [InlineData("{}", OverlayState.Enabled, Encapsulation.VXLAN, """{"backend": "vxlan", "ipv4": {"mode": "Always"}, "vxlan": {"enabled": true}}""")]
    [InlineData("{}", OverlayState.Disabled, null, DocumentOff)]
    [InlineData(DocumentOn, OverlayState.Disabled, null, DocumentOff)]
    [InlineData(DocumentOff, OverlayState.Disabled, null, DocumentOff)]
    [InlineData("""{"ipv4": {"pool": "vxlan", "autoDetectionMethod": "first-found"}}""", OverlayState.Disabled, null, """{"ipv4": {"autoDetectionMethod": "first-found", "mode": "Never"}, "backend": "none"}""")]
    [InlineData("""{"ipam": {"type": "calico-ipam"}, "vxlan": {"enabled": true}}""", OverlayState.Disabled, null, DocumentOff)]
    [InlineData("""{"backend": "bird", "ipv4": {"mode": "Never"}}""", OverlayState.Disabled, null, """{"backend": "bird", "ipv4": {"mode": "Never"}}""")]
    [InlineData("""{"overlay": null}""", OverlayState.Disabled, null, """{"overlay": null, "backend": "none", "ipv4": {"mode": "Never"}}""")]
    public void In_the_form_of_the_old_document(string config, OverlayState state, Encapsulation? encapsulation, string expected) =>
        AssertEdit(expected, config, new OverlayWish(state) { Encapsulation = encapsulation, Style = ConfigStyle.Backend });

    [Theory]
    [InlineData(On, "local", true, "has the key overlay")]
    [InlineData(Off, "aws", false, "has the key overlay")]
    [InlineData("""{"overlay": {}}""", "local", true, "has the key overlay")]
    [InlineData("{}", "aws", false, "Provider aws adds the key overlay")]
    [InlineData(null, "gcp", false, "Provider gcp adds the key overlay")]
    [InlineData(null, "alicloud", false, "Provider alicloud adds the key overlay")]
    [InlineData(null, "openstack", false, "Provider openstack adds the key overlay")]
    public void The_old_form_is_refused_where_it_would_change_nothing(string? config, string provider, bool stored, string reason)
    {
        GardenerOverlayException exception = Assert.Throws<GardenerOverlayException>(() => OverlayEdit.Plan(Nodes.Shoot(config, provider, stored), Disable with { Style = ConfigStyle.Backend }));
        Assert.Equal(ErrorTable.OverlayKeyWins, exception.Error);
        Assert.Contains("garden-dev/web", exception.Message, StringComparison.Ordinal);
        Assert.Contains(reason, exception.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(null, "aws", true)]
    [InlineData(null, "azure", false)]
    [InlineData("{}", "local", false)]
    public void The_old_form_is_taken_where_nobody_adds_the_key(string? config, string provider, bool stored) =>
        Assert.False(OverlayEdit.Plan(Nodes.Shoot(config, provider, stored), Disable with { Style = ConfigStyle.Backend }).IsEmpty);

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"apiVersion": null}""")]
    [InlineData("""{"apiVersion": "", "kind": ""}""")]
    [InlineData("""{"kind": "NetworkConfig"}""")]
    [InlineData("{" + Identity + "}")]
    public void What_is_written_says_what_it_is(string? config)
    {
        OverlayEdit edit = OverlayEdit.Plan(Nodes.Shoot(config), Disable);
        Assert.False(edit.IsEmpty);
        Assert.Equal(Identified(Off), Nodes.Text(edit.After));
    }

    [Theory]
    // A version alone is enough for Gardener's decoder, and another one is for the checks to refuse.
    [InlineData("""{"apiVersion": "calico.networking.extensions.gardener.cloud/v1alpha1", "overlay": {"enabled": true}}""")]
    [InlineData("""{"apiVersion": "cilium.networking.extensions.gardener.cloud/v1alpha1", "overlay": {"enabled": true}}""")]
    [InlineData("""{"apiVersion": 1, "overlay": {"enabled": true}}""")]
    [InlineData("""{"apiVersion": [], "overlay": {"enabled": true}}""")]
    public void A_version_that_is_there_stays(string config) =>
        Assert.Equal(config.Replace("true", "false", StringComparison.Ordinal), Nodes.Text(OverlayEdit.Plan(Nodes.Shoot(config), Disable).After));

    [Theory]
    [InlineData(On, OverlayState.Enabled)]
    [InlineData(Off, OverlayState.Disabled)]
    public void A_config_that_says_so_already_is_left_alone_even_without_a_version(string config, OverlayState state)
    {
        OverlayEdit edit = OverlayEdit.Plan(Nodes.Shoot(config), new OverlayWish(state));
        Assert.True(edit.IsEmpty);
        Assert.Equal(config, Nodes.Text(edit.After));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"overlay\"")]
    [InlineData("true")]
    public void What_is_no_object_is_left_to_the_checks(string config) => Assert.True(OverlayEdit.Plan(Nodes.Shoot(config), Disable).IsEmpty);

    [Fact]
    public void The_config_of_another_network_plugin_is_not_ours() =>
        Assert.True(OverlayEdit.Plan(Nodes.Shoot("""{"overlay": {"enabled": true}}""") with { NetworkingType = "cilium" }, Disable).IsEmpty);

    [Theory]
    [InlineData("""{"ipv4": {"mode": "Always"}, "ipv6": {"mode": "Always", "sourceNATEnabled": true}, "overlay": {"enabled": true}}""", """{"ipv6": {"sourceNATEnabled": true}, "overlay": {"enabled": false}}""")]
    [InlineData("""{"ipv6": {"mode": "Never", "pool": "vxlan"}, "overlay": {"enabled": true}}""", """{"ipv6": {"mode": "Never", "pool": "vxlan"}, "overlay": {"enabled": false}}""")]
    public void Dual_stack_loses_the_modes_of_both_families(string config, string expected) => AssertEdit(expected, config, Disable, "aws", IpFamily.IPv4, IpFamily.IPv6);

    [Fact]
    public void In_the_old_form_only_IPv4_gets_a_mode()
    {
        OverlayWish wish = Disable with { Style = ConfigStyle.Backend };
        AssertEdit("""{"backend": "none", "ipv4": {"mode": "Never"}}""", "{}", wish, "local", IpFamily.IPv4, IpFamily.IPv6);
        // An ipv4 is refused on a shoot without IPv4.
        AssertEdit("""{"backend": "none"}""", "{}", wish, "local", IpFamily.IPv6);
    }

    [Theory]
    [InlineData("""{"typha": {"enabled": false}, "vethMTU": "1440", "snatToUpstreamDNS": {"enabled": false}, "wireguardEncryption": true, "overlay": {"enabled": true}}""")]
    [InlineData("""{"ipip": "Never", "ipAutodetectionMethod": "first-found", "autoScaling": {"mode": "vpa"}, "overlay": {"enabled": true}}""")]
    public void Keys_of_no_concern_stay_in_their_order(string config)
    {
        string off = config.Replace("""{"enabled": true}""", """{"enabled": false}""", StringComparison.Ordinal);
        AssertEdit(off, config, Disable);
        AssertEdit(config, off, Enable);
    }

    [Theory]
    // What the manifest says itself stays; only where it is silent the cluster is asked.
    [InlineData("{}", OnVxlan, OverlayState.Enabled, OnVxlan)]
    [InlineData("{}", Off, OverlayState.Enabled, On)]
    [InlineData(OnVxlan, On, OverlayState.Enabled, OnVxlan)]
    [InlineData(On, OnVxlan, OverlayState.Enabled, On)]
    [InlineData("{}", OffByBird, OverlayState.Disabled, OffByBird)]
    [InlineData(On, OffByBird, OverlayState.Disabled, OffByBird)]
    [InlineData(OffByBird, On, OverlayState.Disabled, OffByBird)]
    [InlineData("""{"ipv4": {"mode": "Never"}}""", Off, OverlayState.Disabled, """{"ipv4": {"mode": "Never"}, "overlay": {"enabled": false}}""")]
    public void What_the_wish_leaves_open_stays_as_it_is(string manifest, string stored, OverlayState state, string expected)
    {
        SwitchSubject subject = new(Nodes.Shoot(Identified(manifest), "aws", stored: false), Nodes.Shoot(stored, "aws"), new OverlayWish(state));
        Assert.Equal(Identified(expected), Nodes.Text(subject.Edit.After));
        Assert.Equal(state, subject.After.State);
    }

    [Theory]
    // Admission copies the key of the stored shoot back, and adds none to a stored shoot that has none.
    [InlineData("{}", On, false)]
    [InlineData(On, "{}", false)]
    [InlineData("{}", DocumentOn, true)]
    public void The_old_form_looks_at_what_the_cluster_has(string manifest, string stored, bool isTaken)
    {
        OverlayWish wish = Enable with { Style = ConfigStyle.Backend };
        SwitchSubject Plan() => new(Nodes.Shoot(Identified(manifest), "aws", stored: false), Nodes.Shoot(stored, "aws"), wish);
        if (isTaken)
        {
            Assert.Equal(OverlayState.Enabled, Plan().After.State);
            Assert.False(OverlayEdit.Plan(Nodes.Shoot(manifest, "aws", stored: false), wish, Nodes.Shoot(stored, "aws")).IsEmpty);
        }
        else
        {
            Assert.Equal(ErrorTable.OverlayKeyWins, Assert.Throws<GardenerOverlayException>(Plan).Error);
        }
    }

    private static void AssertEdit(string expected, string config, OverlayWish wish, string? provider = null, params string[] families)
    {
        OverlayEdit edit = OverlayEdit.Plan(Nodes.Shoot(Identified(config), provider, stored: true, families), wish);
        Assert.Equal(Identified(expected), Nodes.Text(edit.After));
        Assert.Equal(config == expected, edit.IsEmpty);
    }

    private static string Identified(string config) => config == "{}" ? $"{{{Identity}}}" : $"{{{Identity}, {config[1..]}";
}
