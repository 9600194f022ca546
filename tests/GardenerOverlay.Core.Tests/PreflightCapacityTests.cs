using GardenerOverlay.Core.Overlay;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Core.Tests;

/// <summary>
/// What must have room. Source of the limits: Amazon VPC quotas; Azure limits; gardener-extension-provider-gcp#558;
/// sapcc/helm-charts#12242.
/// </summary>
public sealed class PreflightCapacityTests
{
    private const string WorkersField = "spec.provider.workers";

    [Theory]
    // Of a table of AWS a default and a local route are taken.
    [InlineData("aws", 397, null, CheckStatus.Passed)]
    [InlineData("aws", 398, null, CheckStatus.Warning)]
    [InlineData("aws", 998, null, CheckStatus.Warning)]
    [InlineData("aws", 999, null, CheckStatus.Failed)]
    [InlineData("aws", 48, 50, CheckStatus.Passed)]
    [InlineData("aws", 49, 50, CheckStatus.Failed)]
    [InlineData("aws", 999, 2000, CheckStatus.Failed)]
    [InlineData("azure", 319, null, CheckStatus.Passed)]
    [InlineData("azure", 320, null, CheckStatus.Warning)]
    [InlineData("azure", 5000, null, CheckStatus.Warning)]
    [InlineData("azure", 601, 600, CheckStatus.Failed)]
    [InlineData("gcp", 159, null, CheckStatus.Passed)]
    [InlineData("gcp", 160, null, CheckStatus.Warning)]
    [InlineData("gcp", 301, 300, CheckStatus.Failed)]
    // BIRD's routes come on top: the cloud controller manager writes to the router all the same.
    [InlineData("openstack", 204, null, CheckStatus.Passed)]
    [InlineData("openstack", 205, null, CheckStatus.Warning)]
    [InlineData("local", 5000, null, CheckStatus.Skipped)]
    [InlineData("local", 5000, 4000, CheckStatus.Failed)]
    [InlineData("local", 4000, 4000, CheckStatus.Passed)]
    public void Every_node_needs_a_route(string provider, int nodes, int? quota, CheckStatus status)
    {
        OverlayCheck found = Quota(new SwitchSurroundings { RouteQuota = quota }, Checks.Shoot(provider: provider) with { Workers = [Pool(nodes - 1), Pool(1)] })!;
        Checks.AssertFinding(found, status, status is CheckStatus.Failed or CheckStatus.Warning ? WorkersField : null, nodes.ToString("N0", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(status is CheckStatus.Warning or CheckStatus.Skipped, found.Recommendation?.Contains("-RouteQuota", StringComparison.Ordinal) == true);
    }

    [Theory]
    [InlineData("gcp", """{"networks": {"vpc": {"name": "net"}}}""", CheckStatus.Warning)]
    [InlineData("openstack", """{"networks": {"router": {"id": "r"}}}""", CheckStatus.Warning)]
    // One network behind two routers has two limits, and each shoot on AWS has tables of its own.
    [InlineData("openstack", """{"networks": {"id": "n"}}""", CheckStatus.Passed)]
    [InlineData("aws", Checks.Vpc, CheckStatus.Passed)]
    public void Shoots_that_share_a_limit_are_counted_together(string provider, string infrastructure, CheckStatus status)
    {
        Shoot shoot = Checks.Shoot(provider: provider, infrastructure: infrastructure) with { Workers = [Pool(150)] };
        Shoot native = shoot with { Name = "other", ProviderConfig = Nodes.Parse(Checks.Off), PodCidrs = [], Workers = [Pool(100)] };
        Assert.Equal(status, Quota(new SwitchSurroundings(), shoot, native)!.Status);
        // A tunnelled neighbour needs no route.
        Assert.Equal(CheckStatus.Passed, Quota(new SwitchSurroundings(), shoot, native with { ProviderConfig = Nodes.Parse(Checks.On) })!.Status);
    }

    [Fact]
    public void Shoots_that_are_switched_in_one_call_are_counted_together()
    {
        Shoot[] shoots = [.. Enumerable.Range(0, 2).Select(number => Checks.Shoot(provider: "gcp", infrastructure: """{"networks": {"vpc": {"name": "net"}}}""") with { Name = $"web{number}", Workers = [Pool(100)] })];
        SwitchSurroundings surroundings = new();
        SwitchSubject[] subjects = [.. shoots.Select(shoot => new SwitchSubject(shoot, null, Checks.Disable))];
        foreach (SwitchSubject subject in subjects)
        {
            surroundings.Add(subject);
        }
        Assert.All(subjects, subject => Assert.Equal(CheckStatus.Warning, Preflight.Run(subject, surroundings).Single(check => check.Check == CheckName.RouteQuota).Status));
    }

    [Fact]
    public void Without_routes_there_is_no_question_of_a_quota()
    {
        Assert.Null(Checks.Find(CheckName.RouteQuota, Checks.Shoot(Checks.Off), Checks.Enable));
        Assert.Null(Checks.Find(CheckName.RouteQuota, Checks.Shoot(Checks.Off, families: [IpFamily.IPv6]), Checks.Disable));
        Assert.Null(Checks.Find(CheckName.RouteQuota, Checks.Shoot(provider: "local"), Checks.Disable with { CreatePodRoutes = true }));
    }

    [Theory]
    [InlineData("100.96.0.0/11", 24, 8192, CheckStatus.Passed, null)]
    [InlineData("100.96.0.0/23", 24, 2, CheckStatus.Passed, null)]
    [InlineData("100.96.0.0/23", 24, 3, CheckStatus.Warning, "spec.networking.pods")]
    [InlineData("100.96.0.0/11", 26, 3, CheckStatus.Failed, "spec.kubernetes.kubeControllerManager.nodeCIDRMaskSize")]
    [InlineData("100.96.0.0/11", 29, 3, CheckStatus.Failed, "spec.kubernetes.kubeControllerManager.nodeCIDRMaskSize")]
    [InlineData(null, 26, 3, CheckStatus.Failed, "spec.kubernetes.kubeControllerManager.nodeCIDRMaskSize")]
    [InlineData(null, 24, 3, CheckStatus.Skipped, null)]
    public void The_pod_range_must_hold_every_node(string? pods, int mask, int nodes, CheckStatus status, string? field)
    {
        Shoot shoot = Checks.Shoot() with { NodeCidrMaskSize = mask, Workers = [Pool(nodes)], PodCidrs = pods is null ? [] : [new FieldValue("spec.networking.pods", pods, 0)] };
        Checks.AssertFinding(Checks.Find(CheckName.NodeCidrCapacity, shoot, Checks.Disable), status, field);
    }

    [Theory]
    [InlineData(Checks.On, false, CheckStatus.Passed, null)]
    [InlineData(Checks.OnVxlan, false, CheckStatus.Failed, ".vxlan.enabled")]
    [InlineData("""{"ipam": {"type": "calico-ipam"}}""", false, CheckStatus.Failed, ".ipam.type")]
    [InlineData(Checks.OnVxlan, true, CheckStatus.Passed, null)]
    [InlineData("""{"overlai": 1}""", false, CheckStatus.Skipped, null)]
    public void A_change_of_address_management_takes_new_nodes(string config, bool hibernated, CheckStatus status, string? key)
    {
        OverlayCheck? found = Checks.Find(CheckName.IpamChange, Checks.Shoot(config) with { Hibernated = hibernated }, Checks.Disable);
        Checks.AssertFinding(found, status, key is null ? null : Checks.ConfigPath + key, status == CheckStatus.Failed ? "rollout-workers" : "");
    }

    [Fact]
    public void To_VXLAN_the_address_management_changes_too() => Checks.AssertFinding(
        Checks.Find(CheckName.IpamChange, Checks.Shoot(Checks.Off), Checks.Enable with { Encapsulation = Encapsulation.VXLAN }),
        CheckStatus.Failed, Checks.ConfigPath + ".vxlan.enabled", "from host-local to calico-ipam", "-SkipCheck IpamChange");

    private static WorkerPool Pool(int maximum) => new("pool", 0, maximum, null);

    private static OverlayCheck? Quota(SwitchSurroundings surroundings, Shoot shoot, params Shoot[] others) =>
        Checks.Of(surroundings, shoot, Checks.Disable, others).SingleOrDefault(check => check.Check == CheckName.RouteQuota);
}
