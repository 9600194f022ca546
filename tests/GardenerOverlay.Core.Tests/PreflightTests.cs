using CsCheck;
using GardenerOverlay.Core.Overlay;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Core.Tests;

/// <summary>What holds for all checks, over generated shoots.</summary>
public sealed class PreflightTests
{
    private static readonly string[] s_both = [IpFamily.IPv4, IpFamily.IPv6];

    private static readonly Gen<(Shoot Shoot, OverlayWish Wish)> s_samples = Gen.Select(
        ConfigGen.Shoots(ConfigGen.Any, [], s_both), ConfigGen.Wishes(ConfigStyle.Overlay), Gen.Int[0, 255],
        (shoot, wish, bits) => (shoot with
        {
            Hibernated = (bits & 1) != 0,
            IsIgnored = (bits & 2) != 0,
            ConfinesRollout = (bits & 4) != 0,
            NodeLocalDns = (bits & 8) != 0,
            LastOperation = (bits & 16) != 0 ? null : new LastOperation("Reconcile", (bits & 32) != 0 ? "Succeeded" : "Failed", 1),
            KubernetesVersion = (bits & 64) != 0 ? "1.21.0" : null,
            Workers = [new WorkerPool("pool", 1, (bits & 128) != 0 ? 9000 : 3, null) { Zones = (bits & 64) != 0 ? ["a", "b"] : ["a"] }],
            NetworkingType = bits == 255 ? "cilium" : shoot.NetworkingType,
        }, wish));

    [Fact]
    public void Every_finding_is_addressed_and_advised_and_in_its_order() => s_samples.Sample(sample =>
    {
        OverlayCheck[] found = Checks.Of(sample.Shoot, sample.Wish);
        Assert.All(found, Checks.AssertAdvice);
        Assert.All(found, check => Assert.Equal(("web", "garden-dev", sample.Wish.State), (check.Name, check.Namespace, check.State)));
        int[] places = [.. found.Select(check => CheckName.All.ToList().IndexOf(check.Check))];
        Assert.Equal(places.Order(), places);
        Assert.DoesNotContain(-1, places);
    }, iter: TestCounts.Cases / 2);

    [Fact]
    public void No_check_can_only_pass()
    {
        HashSet<string> stopped = [];
        foreach ((Shoot shoot, OverlayWish wish) in (IEnumerable<(Shoot, OverlayWish)>)
        [
            (Checks.Shoot() with { NetworkingType = "cilium" }, Checks.Disable),
            (Checks.Shoot() with { Workers = [] }, Checks.Disable),
            (Checks.Shoot(Checks.Off, "azure") with { NodeLocalDns = true }, Checks.Enable),
            (Checks.Shoot("{}"), Checks.Disable with { Style = ConfigStyle.Backend }),
            (Checks.Shoot("""{"vethMTU": "1400", "ipip": "Never", "overlai": {}}"""), Checks.Disable),
            (Checks.Shoot("""{"vethMTU": "1400", "ipip": "Never", "ipam": {"type": "calico-ipam"}, "snatToUpstreamDNS": {"enabled": false}}""", pods: "100.96.0.0/24") with
            {
                IsIgnored = true, Hibernated = false, ConfinesRollout = true, LastOperation = null, KubernetesVersion = null, Workers = [new WorkerPool("pool", 1, 2000, null)], InfrastructureConfig = null,
            }, Checks.Disable),
            (Checks.Shoot(provider: "gcp"), Checks.Disable with { CreatePodRoutes = true }),
            (Checks.Shoot() with { Hibernated = true, NodeLocalDns = true }, Checks.Disable),
            (Checks.Shoot(Checks.Off, infrastructure: """{"nodesSecurityGroupID": "sg-1"}"""), Checks.Enable),
        ])
        {
            stopped.UnionWith(Checks.Of(shoot, wish).Where(check => check.Status != CheckStatus.Passed).Select(check => check.Check));
        }
        Assert.Equal(CheckName.All.Order(), stopped.Order());
    }

    [Fact]
    public void A_clean_switch_has_nothing_that_fails_or_warns()
    {
        OverlayCheck[] found = [.. Checks.Of(Checks.Shoot(), Checks.Disable), .. Checks.Of(Checks.Shoot(Checks.Off, "gcp"), Checks.Enable)];
        Assert.DoesNotContain(found, check => check.Status is CheckStatus.Failed or CheckStatus.Warning);
    }
}
