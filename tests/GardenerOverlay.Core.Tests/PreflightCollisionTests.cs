using GardenerOverlay.Core.Overlay;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Core.Tests;

/// <summary>
/// Pod addresses against those of all shoots of one call. Source: gardener-extension-provider-gcp, usage.md
/// ("Overlapping pod CIDRs will lead to disfunctional shoot clusters"); gardener, plugin/pkg/shoot/validator/admission.go.
/// </summary>
public sealed class PreflightCollisionTests
{
    private const string PodsField = "spec.networking.pods";

    [Theory]
    [InlineData(Checks.Off, "100.96.0.0/11", CheckStatus.Failed, "BothNative")]
    [InlineData(Checks.Off, "100.97.0.0/16", CheckStatus.Failed, "BothNative")]
    [InlineData(Checks.Off, "100.0.0.0/8", CheckStatus.Failed, "BothNative")]
    [InlineData(Checks.On, "100.96.0.0/11", CheckStatus.Passed, null)]
    [InlineData(Checks.Off, "100.128.0.0/11", CheckStatus.Passed, null)]
    // Not surely tunnelled.
    [InlineData("""{"ipv4": {"mode": "CrossSubnet"}}""", "100.96.0.0/11", CheckStatus.Failed, "BothNative")]
    [InlineData("""{"backend": "vxlan"}""", "100.96.0.0/11", CheckStatus.Failed, "BothNative")]
    [InlineData("""{"overlai": {}}""", "100.96.0.0/11", CheckStatus.Failed, "BothNative")]
    public void Only_a_neighbour_that_surely_tunnels_may_have_the_same_addresses(string config, string pods, CheckStatus status, string? code) => Checks.AssertFinding(
        Collision(Shared(), Checks.Disable, Neighbour(config, pods)), status, status == CheckStatus.Failed ? PodsField : null, code is null ? [] : [code, "garden-other/other", pods]);

    [Theory]
    [InlineData("spec.networking.nodes", CheckStatus.Failed, "PodsOnNodes")]
    [InlineData("spec.networking.services", CheckStatus.Warning, "ServicesInside")]
    public void Nodes_and_services_of_a_neighbour_count_even_where_it_tunnels(string field, CheckStatus status, string code)
    {
        Shoot neighbour = Neighbour(Checks.On, "100.128.0.0/11");
        FieldValue[] range = [new(field, "100.96.7.0/24", 0)];
        neighbour = field.EndsWith("nodes", StringComparison.Ordinal) ? neighbour with { NodeCidrs = range } : neighbour with { ServiceCidrs = range };
        Checks.AssertFinding(Collision(Shared(), Checks.Disable, neighbour), status, PodsField, code, "100.96.7.0/24");
    }

    [Fact]
    public void Switched_on_beside_a_native_neighbour_is_a_risk() =>
        Checks.AssertFinding(Collision(Shared(Checks.Off), Checks.Enable, Neighbour(Checks.Off)), CheckStatus.Warning, PodsField, "OneNative");

    [Theory]
    [InlineData("""{"networks": {"vpc": {"id": "vpc-2"}}}""", "eu-west-1")]
    [InlineData(Checks.Vpc, "eu-west-2")]
    [InlineData(Checks.OwnVpc, "eu-west-1")]
    public void A_shoot_in_another_network_is_no_neighbour(string infrastructure, string region) => Checks.AssertFinding(
        Collision(Shared(), Checks.Disable, Neighbour(Checks.Off) with { InfrastructureConfig = Nodes.Parse(infrastructure), Region = region }),
        CheckStatus.Skipped, null, "No other shoot in aws/eu-west-1/vpc-1", "kubectl get shoots -A");

    [Fact]
    public void Another_account_makes_a_conflict_a_risk() => Checks.AssertFinding(
        Collision(Shared() with { CredentialsBinding = "one" }, Checks.Disable, Neighbour(Checks.Off) with { CredentialsBinding = "two" }), CheckStatus.Warning, PodsField, "AccountUnknown");

    [Fact]
    public void Two_shoots_that_go_native_in_one_call_collide_and_name_each_other()
    {
        OverlayCheck[] found = Together(Checks.Disable, Shared(), Neighbour(Checks.On));
        Assert.Equal([CheckStatus.Failed, CheckStatus.Failed], found.Select(check => check.Status));
        Assert.Contains("garden-other/other", found[0].Detail, StringComparison.Ordinal);
        Assert.Contains("garden-dev/web", found[1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_leaves_native_routing_in_the_same_call_is_native_until_then() =>
        Assert.All(Together(Checks.Enable, Shared(Checks.Off), Neighbour(Checks.Off)), check => Assert.Equal(CheckStatus.Warning, check.Status));

    [Fact]
    public void Every_collision_is_told() => Assert.Equal(
        ["a", "b"],
        Checks.Of(Shared(), Checks.Disable, Neighbour(Checks.Off) with { Name = "a" }, Neighbour(Checks.Off) with { Name = "b" }, Neighbour(Checks.On) with { Name = "c" })
            .Where(check => check.Check == CheckName.PodCidrCollision).Select(check => check.Detail.Split("garden-other/")[1][..1]));

    [Theory]
    [InlineData("spec.networking.pods", "244.0.0.0/16", "overlaps 244.0.0.0/8")]
    [InlineData("spec.networking.nodes", "242.1.0.0/16", "overlaps 242.0.0.0/8")]
    [InlineData("spec.networking.services", "fd8f:6d53:b97a:1::/112", "overlaps fd8f:6d53:b97a:1::/96")]
    [InlineData("spec.networking.pods", "10.250.1.0/24", "overlaps the nodes")]
    [InlineData("spec.networking.pods", "100.64.0.0/16", "")]
    [InlineData("spec.networking.pods", "100.96.0.1/11", "must be valid canonical CIDR")]
    [InlineData("spec.networking.pods", "100.96.0.0", "is not a CIDR")]
    public void Ranges_that_Gardener_refuses_fail_with_their_field(string field, string cidr, string words)
    {
        FieldValue[] range = [new(field, cidr, 0)];
        Shoot shoot = field switch
        {
            "spec.networking.nodes" => Checks.Shoot() with { NodeCidrs = range },
            "spec.networking.services" => Checks.Shoot() with { ServiceCidrs = range },
            _ => Checks.Shoot() with { PodCidrs = range },
        };
        // Of pods and services it is the services that Gardener blames.
        Checks.AssertFinding(Collision(shoot, Checks.Disable), CheckStatus.Failed, words.Length == 0 ? "spec.networking.services" : field, words);
    }

    [Fact]
    public void What_the_sources_do_not_tell_is_never_passed()
    {
        Checks.AssertFinding(Collision(Checks.Shoot() with { PodCidrs = [] }, Checks.Disable), CheckStatus.Skipped, null, "pod CIDR", "default of its seed");
        Checks.AssertFinding(Collision(Checks.Shoot() with { InfrastructureConfig = null }, Checks.Disable), CheckStatus.Skipped, null, "infrastructureConfig", "-AnyNetwork");
        Shoot apart = Neighbour(Checks.Off, "100.128.0.0/11");
        Checks.AssertFinding(Collision(Shared(), Checks.Disable, apart, apart with { PodCidrs = [] }), CheckStatus.Warning, PodsField, "ScopeLimited: 1 other", "1 shoots do not tell");
        OverlayCheck unread = Checks.Of(new SwitchSurroundings { Unread = 2 }, Shared(), Checks.Disable, apart).Single(check => check.Check == CheckName.PodCidrCollision);
        Checks.AssertFinding(unread, CheckStatus.Warning, PodsField, "ScopeLimited: 1 other", "2 sources could not be read");
    }

    [Fact]
    public void A_network_of_its_own_has_no_neighbours() =>
        Checks.AssertFinding(Collision(Checks.Shoot(), Checks.Disable, Neighbour(Checks.Off)), CheckStatus.Passed, null, "network of its own");

    private static Shoot Shared(string config = Checks.On) => Checks.Shoot(config, infrastructure: Checks.Vpc);

    private static Shoot Neighbour(string config, string pods = "100.96.0.0/11") =>
        Checks.Shoot(config, pods: pods, infrastructure: Checks.Vpc) with { Name = "other", Namespace = "garden-other", NodeCidrs = [], ServiceCidrs = [] };

    private static OverlayCheck? Collision(Shoot shoot, OverlayWish wish, params Shoot[] others) => Checks.Find(CheckName.PodCidrCollision, shoot, wish, others);

    private static OverlayCheck[] Together(OverlayWish wish, params Shoot[] shoots)
    {
        SwitchSurroundings surroundings = new();
        SwitchSubject[] subjects = [.. shoots.Select(shoot => new SwitchSubject(shoot, stored: null, wish))];
        foreach (SwitchSubject subject in subjects)
        {
            surroundings.Add(subject);
        }
        return [.. subjects.SelectMany(subject => Preflight.Run(subject, surroundings)).Where(check => check.Check == CheckName.PodCidrCollision)];
    }
}
