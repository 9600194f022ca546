using CsCheck;
using GardenerOverlay.Core.Overlay;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Core.Tests;

public sealed class OverlayRulesTests
{
    private const string On = """{"overlay": {"enabled": true}}""";
    private const string Off = """{"overlay": {"enabled": false}}""";
    private const string DocumentOn = """{"backend": "bird", "ipv4": {"mode": "Always"}}""";
    private const string DocumentOff = """{"backend": "none", "ipv4": {"mode": "Never"}}""";

    [Theory]
    // A manifest is what the provider's admission makes of it.
    [InlineData(null, "aws", false, OverlayState.Disabled)]
    [InlineData(null, "gcp", false, OverlayState.Disabled)]
    [InlineData(null, "alicloud", false, OverlayState.Disabled)]
    [InlineData(null, "azure", false, OverlayState.Disabled)]
    [InlineData(null, "openstack", false, OverlayState.Enabled)]
    [InlineData(null, "local", false, OverlayState.Enabled)]
    [InlineData(null, null, false, OverlayState.Enabled)]
    [InlineData(DocumentOn, "aws", false, OverlayState.Disabled)]
    [InlineData(DocumentOff, "openstack", false, OverlayState.Enabled)]
    [InlineData(DocumentOff, "local", false, OverlayState.Disabled)]
    // A stored object is what it is.
    [InlineData(null, "aws", true, OverlayState.Enabled)]
    [InlineData("null", "aws", true, OverlayState.Enabled)]
    [InlineData("{}", "aws", true, OverlayState.Enabled)]
    [InlineData("""{"overlay": null}""", "aws", true, OverlayState.Enabled)]
    [InlineData(null, "azure", true, OverlayState.Disabled)]
    [InlineData(DocumentOn, "azure", true, OverlayState.Inconsistent)]
    [InlineData(DocumentOff, "aws", true, OverlayState.Disabled)]
    [InlineData(On, "azure", true, OverlayState.Invalid)]
    [InlineData(Off, "azure", true, OverlayState.Disabled)]
    public void The_provider_decides_where_the_key_is_missing(string? config, string? provider, bool stored, OverlayState state) =>
        Assert.Equal(state, OverlayRules.Evaluate(Nodes.Shoot(config, provider, stored)).State);

    [Theory]
    [InlineData(On, "aws", "spec.networking.providerConfig.overlay.enabled")]
    [InlineData(On, "gcp", "spec.networking.providerConfig.overlay.enabled")]
    [InlineData("{}", "aws", "spec.networking.ipFamilies")]
    [InlineData(Off, "azure", "spec.networking.ipFamilies")]
    public void Dual_stack_is_refused_where_the_provider_refuses_it(string config, string provider, string field)
    {
        ShootOverlay verdict = OverlayRules.Evaluate(Nodes.Shoot(config, provider, families: [IpFamily.IPv4, IpFamily.IPv6]));
        Assert.Equal(OverlayState.Invalid, verdict.State);
        Assert.Equal(field, Assert.Single(verdict.Problems).Field);
        Assert.Contains(field, verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Dual_stack_with_the_overlay_and_no_known_provider_is_inconsistent() =>
        Assert.Equal(OverlayState.Inconsistent, OverlayRules.Evaluate(Nodes.Shoot(On, families: [IpFamily.IPv4, IpFamily.IPv6])).State);

    [Fact]
    public void A_new_dual_stack_shoot_without_the_key_is_native() =>
        Assert.Equal(OverlayState.Disabled, OverlayRules.Evaluate(Nodes.Shoot(null, "aws", stored: false, IpFamily.IPv4, IpFamily.IPv6)).State);

    [Fact]
    public void While_nodes_migrate_to_dual_stack_only_the_first_family_counts()
    {
        Shoot shoot = Nodes.Shoot(null, provider: null, families: [IpFamily.IPv4, IpFamily.IPv6]);
        Assert.Equal(OverlayState.Disabled, OverlayRules.Evaluate(shoot).State);
        Assert.Equal(OverlayState.Enabled, OverlayRules.Evaluate(shoot with { DualStackMigrationPending = true }).State);
    }

    [Fact]
    public void What_cannot_be_judged_is_not_called_workerless()
    {
        Shoot shoot = Nodes.Shoot(On) with { Workers = [] };
        ShootOverlay unreadable = OverlayRules.Evaluate(shoot with { ReadProblems = [new ShootProblem(ProblemId.WrongType, "spec.provider.workers", "An object where Gardener wants a list.")] });
        ShootOverlay empty = OverlayRules.Evaluate(shoot);
        Assert.All([unreadable, empty], verdict => Assert.Equal(OverlayState.Invalid, verdict.State));
        Assert.Equal("spec.provider.type", Assert.Single(empty.Problems).Field);
    }

    [Fact]
    public void Pools_without_a_limit_are_summed_without_overflow() => Assert.Equal(
        2L * int.MaxValue,
        OverlayRules.Evaluate(Nodes.Shoot(On) with { Workers = [new WorkerPool("a", 0, int.MaxValue, null), new WorkerPool("b", 0, int.MaxValue, null)] }).WorkerMaximum);

    [Theory]
    [InlineData("aws", ProblemId.Required)]
    [InlineData("local", null)]
    public void A_new_shoot_without_a_node_range_is_refused_by_most_providers(string provider, string? id) =>
        Assert.Equal(id, OverlayRules.Evaluate(Nodes.Shoot(On, provider, stored: false)).Problems.FirstOrDefault(problem => problem.Field == "spec.networking.nodes")?.Id);

    [Fact]
    public void Shoots_without_the_question_are_not_applicable()
    {
        ShootOverlay workerless = OverlayRules.Evaluate(Nodes.Shoot(provider: "aws") with { Workers = [] });
        ShootOverlay cilium = OverlayRules.Evaluate(Nodes.Shoot() with { NetworkingType = "cilium" });
        Assert.All([workerless, cilium], verdict => Assert.Equal((OverlayState.NotApplicable, (Encapsulation?)null), (verdict.State, verdict.Encapsulation)));
        Assert.Null(workerless.NetworkId);
        Assert.Null(workerless.MaxNodes);
    }

    [Theory]
    [InlineData("""{"backend": "none", "ipv4": {"pool": "vxlan", "mode": "Always"}}""", OverlayState.Inconsistent)]
    [InlineData("""{"backend": "none", "vxlan": {"enabled": true}}""", OverlayState.Inconsistent)]
    [InlineData("""{"backend": "bird", "vxlan": {"enabled": true}}""", OverlayState.Enabled)]
    public void A_VXLAN_pool_needs_a_backend(string config, OverlayState state) => Assert.Equal(state, OverlayRules.Evaluate(Nodes.Shoot(config)).State);

    [Theory]
    [InlineData(DocumentOff, "aws", true, ProblemId.NobodyWritesRoutes)]
    [InlineData(DocumentOff, "gcp", true, ProblemId.NobodyWritesRoutes)]
    [InlineData("""{"ipv4": {"mode": "Never"}}""", null, true, ProblemId.UnusedTunnelDevice)]
    [InlineData("""{"overlay": {"enabled": false}, "vxlan": {"enabled": true}}""", null, true, ProblemId.IpamDoesNotFitRoutes)]
    [InlineData("""{"overlay": {"enabled": false}, "ipam": {"type": "calico-ipam"}}""", null, true, ProblemId.IpamDoesNotFitRoutes)]
    [InlineData("""{"overlay": {"enabled": false}, "vethMTU": "1440"}""", null, true, ProblemId.FixedPodMtu)]
    [InlineData("""{"overlay": {"enabled": false}, "backend": "bird"}""", null, true, ProblemId.DeadKey)]
    [InlineData("""{"overlay": {"enabled": true}, "ipv4": {"mode": "Never"}}""", null, true, ProblemId.DeadKey)]
    [InlineData("""{"overlay": {"enabled": true, "createPodRoutes": true}}""", null, true, ProblemId.DeadKey)]
    [InlineData("""{"overlay": {"enabled": true}, "snatToUpstreamDNS": {"enabled": true}}""", null, true, ProblemId.DeadKey)]
    [InlineData("""{"ipip": "Never"}""", null, true, ProblemId.DeadKey)]
    [InlineData("""{"overlay": {"enabled": true}, "ipv4": {"pool": "vxlan"}}""", null, true, ProblemId.PoolEnvironmentIgnored)]
    [InlineData("""{"ipv4": {"pool": "vxlan"}}""", null, true, ProblemId.VxlanWithHostLocalIpam)]
    [InlineData("""{"overlay": {}}""", null, true, ProblemId.OverlayWithoutEnabled)]
    [InlineData("{}", "aws", false, ProblemId.OverlayNotExplicit)]
    [InlineData(DocumentOn, null, true, ProblemId.PoolNotManaged)]
    [InlineData("""{"overlay": {"enabled": false}, "ipv4": {"pool": "vxlan"}}""", null, true, ProblemId.DeadKey)]
    public void What_is_accepted_and_still_wrong_is_a_problem(string config, string? provider, bool stored, string id) =>
        Assert.Contains(OverlayRules.Evaluate(Nodes.Shoot(config, provider, stored)).Problems, problem => problem.Id == id);

    [Theory]
    [InlineData(On, null)]
    [InlineData(Off, "aws")]
    [InlineData("""{"overlay": {"enabled": true}, "vxlan": {"enabled": true}}""", "aws")]
    [InlineData("""{"overlay": {"enabled": true}, "backend": "bird", "ipv4": {"mode": "Always"}}""", "aws")]
    [InlineData("""{"overlay": {"enabled": false}, "backend": "none", "ipv4": {"mode": "Never"}, "vethMTU": "0"}""", "aws")]
    [InlineData("""{"overlay": {"enabled": false, "createPodRoutes": true}, "ipam": {"type": "calico-ipam"}}""", "openstack")]
    [InlineData(null, "azure")]
    public void A_clean_configuration_has_no_problem(string? config, string? provider) => Assert.Empty(OverlayRules.Evaluate(Nodes.Shoot(config, provider)).Problems);

    [Theory]
    [InlineData("""{"backend": "bird"}""", "local", "backend")]
    [InlineData("""{"ipv6": {"mode": "Always"}}""", "local", "ipv6.mode")]
    public void With_IPv6_and_no_key_backend_and_mode_are_dead(string config, string provider, string key) => Assert.Equal(
        "spec.networking.providerConfig." + key,
        Assert.Single(OverlayRules.Evaluate(Nodes.Shoot(config, provider, stored: true, IpFamily.IPv6)).Problems, problem => problem.Id == ProblemId.DeadKey).Field);

    [Fact]
    public void On_Azure_the_backend_is_dead() =>
        Assert.Contains(OverlayRules.Evaluate(Nodes.Shoot("""{"backend": "bird"}""", "azure")).Problems, problem => problem.Id == ProblemId.DeadKey && problem.Field.EndsWith("backend", StringComparison.Ordinal));

    [Fact]
    public void Every_cause_of_the_wrong_address_management_is_named() => Assert.Equal(
        ["spec.networking.providerConfig.vxlan.enabled", "spec.networking.providerConfig.ipam.type"],
        OverlayRules.Evaluate(Nodes.Shoot("""{"overlay": {"enabled": false}, "vxlan": {"enabled": true}, "ipam": {"type": "calico-ipam"}}"""))
            .Problems.Where(problem => problem.Id == ProblemId.IpamDoesNotFitRoutes).Select(problem => problem.Field));

    [Fact]
    public void OpenStack_adds_pod_routes_to_a_new_native_shoot_only()
    {
        Assert.True(OverlayRules.Evaluate(Nodes.Shoot(Off, "openstack", stored: false)).CreatePodRoutes);
        Assert.False(OverlayRules.Evaluate(Nodes.Shoot(Off, "openstack")).CreatePodRoutes);
    }

    [Fact]
    public void A_version_that_is_not_served_is_a_problem_of_a_Shoot_only()
    {
        Assert.Equal(ProblemId.OnlyV1beta1Served, Assert.Single(OverlayRules.Evaluate(Nodes.Shoot(On) with { ApiVersion = "core.gardener.cloud/v1alpha1" }).Problems).Id);
        Assert.Empty(OverlayRules.Evaluate(Nodes.Shoot(On) with { ApiVersion = "extensions.gardener.cloud/v1alpha1", Kind = ShootResourceKind.Network }).Problems);
    }

    [Theory]
    [InlineData("10.0.0.0/33", ProblemId.CidrInvalid)]
    [InlineData("10.0.0.1/17", ProblemId.CidrNotCanonical)]
    [InlineData("10.250.0.0/17", ProblemId.OwnCidrsOverlap)]
    [InlineData("10.0.0.0/23", ProblemId.PodCidrTooSmall)]
    public void A_bad_range_is_its_own_problem_with_its_value(string pods, string id)
    {
        ShootOverlay verdict = OverlayRules.Evaluate(Nodes.Shoot(Off) with
        {
            PodCidrs = [new FieldValue("spec.networking.pods", pods, 12)],
            NodeCidrs = [new FieldValue("spec.networking.nodes", "10.250.0.0/16", 13)],
        });
        ShootProblem problem = Assert.Single(verdict.Problems);
        Assert.Equal((id, "spec.networking.pods", 12), (problem.Id, problem.Field, problem.Line));
        Assert.Contains(pods, problem.Message, StringComparison.Ordinal);
        Assert.Equal(OverlayState.Disabled, verdict.State);
    }

    [Theory]
    [InlineData("""{"networks": {"vpc": {"id": "vpc-1"}}}""", "aws", "aws/region-1/vpc-1@garden-dev/account")]
    [InlineData("""{"networks": {"vpc": {"cidr": "10.0.0.0/16"}}}""", "aws", "own:garden-dev/web")]
    [InlineData("""{"networks": {}}""", "aws", null)]
    [InlineData("""{"networks": {"vpc": {"id": "vpc-1"}}}""", "alicloud", "alicloud/region-1/vpc-1@garden-dev/account")]
    [InlineData("""{"networks": {"vnet": {"name": "Net", "resourceGroup": "GROUP"}}}""", "azure", "azure/group/net@garden-dev/account")]
    [InlineData("""{"networks": {"vnet": {"cidr": "10.0.0.0/16"}}}""", "azure", "own:garden-dev/web")]
    [InlineData("""{"networks": {"vpc": {"name": "net", "cloudRouter": {"name": "r"}}}}""", "gcp", "gcp/net@garden-dev/account")]
    [InlineData("""{"networks": {"workers": "10.0.0.0/16"}}""", "gcp", "own:garden-dev/web")]
    [InlineData("""{"networks": {"id": "net"}}""", "openstack", "openstack/region-1/network:net@garden-dev/account")]
    [InlineData("""{"networks": {"id": "net", "router": {"id": "r"}}}""", "openstack", "openstack/region-1/network:net,router:r@garden-dev/account")]
    [InlineData("""{"networks": {"workers": "10.0.0.0/16"}}""", "openstack", "own:garden-dev/web")]
    [InlineData("""{"networks": {}}""", "metal", null)]
    [InlineData(null, "aws", null)]
    [InlineData("[]", "aws", null)]
    public void The_network_id_is_what_two_shoots_must_share(string? infrastructure, string provider, string? id)
    {
        Shoot shoot = Nodes.Shoot(Off, provider) with { Region = "region-1", CredentialsBinding = "account", InfrastructureConfig = infrastructure is null ? null : Nodes.Parse(infrastructure) };
        Assert.Equal(id, OverlayRules.Evaluate(shoot).NetworkId);
    }

    [Theory]
    [InlineData("10.0.0.0/16", 24, 256)]
    [InlineData("10.0.0.0/24", 24, 1)]
    [InlineData("10.0.0.0/25", 24, 0)]
    [InlineData("100.96.0.0/11", 24, 8192)]
    public void Nodes_that_fit_are_counted_by_their_share(string pods, int mask, long nodes) =>
        Assert.Equal(nodes, OverlayRules.Evaluate(Nodes.Shoot(Off) with { NodeCidrMaskSize = mask, PodCidrs = [new FieldValue("spec.networking.pods", pods, 0)] }).MaxNodes);

    [Fact]
    public void Masks_of_IPv6_and_dual_stack_have_their_own_defaults()
    {
        Assert.Equal(64, OverlayRules.Evaluate(Nodes.Shoot(Off, families: [IpFamily.IPv6])).NodeCidrMaskSize);
        Assert.Equal(24, OverlayRules.Evaluate(Nodes.Shoot(Off, families: [IpFamily.IPv4, IpFamily.IPv6]) with { MaxPods = 64 }).NodeCidrMaskSize);
        Shoot six = Nodes.Shoot(Off, families: [IpFamily.IPv6]) with { PodCidrs = [new FieldValue("status.networking.pods[0]", "2001:db8::/48", 0)] };
        Assert.Equal(65_536, OverlayRules.Evaluate(six).MaxNodes);
    }

    [Fact]
    public void Any_configuration_has_a_verdict_with_a_reason_and_never_throws()
    {
        Gen<string> scalar = Nodes.AnyOf("\"bird\"", "\"none\"", "\"None\"", "\"vxlan\"", "\"ipip\"", "\"Always\"", "\"Never\"", "\"CrossSubnet\"", "\"Off\"", "\"calico-ipam\"", "true", "false", "null", "7", "\"\"", "[]", "{}", "\"cidr=10.0.0.0/8\"");
        Gen<string> key = Nodes.AnyOf("backend", "ipam", "ipv4", "ipv6", "overlay", "vxlan", "enabled", "createPodRoutes", "mode", "pool", "type", "cidr", "vethMTU", "ipip", "autoScaling", "resources", "node", "apiVersion", "typo");
        Gen<string> inner = Gen.Select(key, scalar, (name, value) => $"\"{name}\": {value}").Array[0, 3].Select(entries => "{" + string.Join(", ", entries.DistinctBy(entry => entry.Split(':')[0])) + "}");
        Gen<string> config = Gen.Select(key, Gen.OneOf(scalar, inner), (name, value) => $"\"{name}\": {value}").Array[0, 5].Select(entries => "{" + string.Join(", ", entries.DistinctBy(entry => entry.Split(':')[0])) + "}");
        Gen.Select(config, Nodes.AnyOf("aws", "gcp", "azure", "openstack", "local"), Gen.Bool, Nodes.AnyOf<string[]>([], [IpFamily.IPv4, IpFamily.IPv6], [IpFamily.IPv6], ["IPv5"])).Sample((text, provider, stored, families) =>
        {
            ShootOverlay verdict = OverlayRules.Evaluate(Nodes.Shoot(text, provider, stored, families));
            Assert.NotEmpty(verdict.Reason);
            Assert.Equal(verdict.State == OverlayState.Invalid, verdict.Encapsulation is null);
            Assert.All(verdict.Problems, problem => Assert.True(problem.Message.Length > 10 && problem.Field.Length > 3));
        }, iter: TestCounts.Cases);
    }
}
