using CsCheck;
using GardenerOverlay.Core.Errors;
using GardenerOverlay.Core.Overlay;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Core.Tests;

/// <summary>What holds for the edit of any config, judged by the rules that Get-ShootOverlay uses.</summary>
public sealed class OverlayEditPropertyTests
{
    private static readonly string[] s_IPv4 = [];
    private static readonly string[] s_both = [IpFamily.IPv4, IpFamily.IPv6];
    private static readonly string[] s_IPv6 = [IpFamily.IPv6];

    /// <summary>What must not be left in keys that a switch settles.</summary>
    private static readonly string[] s_contradictions =
    [
        ProblemId.PoolAndDataPlaneDisagree, ProblemId.IpamDoesNotFitRoutes, ProblemId.VxlanWithHostLocalIpam, ProblemId.OverlayNotExplicit,
        ProblemId.OverlayWithoutEnabled, ProblemId.PoolEnvironmentIgnored, ProblemId.NobodyWritesRoutes, ProblemId.PoolNotManaged, ProblemId.UnusedTunnelDevice,
    ];

    public static TheoryData<ConfigStyle> Styles => [ConfigStyle.Overlay, ConfigStyle.Backend];

    [Theory]
    [MemberData(nameof(Styles))]
    public void The_verdict_of_the_result_is_the_wish(ConfigStyle style) => Gen.Select(ConfigGen.Shoots(ConfigGen.Valid, s_IPv4), ConfigGen.Wishes(style)).Sample((shoot, wish) =>
    {
        // Azure is refused in any case.
        if ((wish.IsOn && shoot.Provider == "azure") || Plan(shoot, wish) is not { } edit)
        {
            return;
        }
        ShootOverlay verdict = OverlayRules.Evaluate(edit.ApplyTo(shoot));
        Assert.Equal(wish.State, verdict.State);
        Encapsulation present = OverlayRules.Evaluate(shoot).Encapsulation == Encapsulation.VXLAN ? Encapsulation.VXLAN : Encapsulation.IPIP;
        Assert.Equal(wish.IsOn ? wish.Encapsulation ?? present : Encapsulation.None, verdict.Encapsulation);
        Assert.Equal(style == ConfigStyle.Backend, verdict.IsDefault);
        if (!wish.IsOn && wish.CreatePodRoutes is { } routes)
        {
            // Azure's webhook sets backend none, and only the overlay key has another word for routes by BIRD.
            bool expected = routes && (style == ConfigStyle.Overlay || shoot.Provider != "azure");
            Assert.Equal(expected, verdict.Reason.Contains("BIRD", StringComparison.Ordinal));
        }
    }, print: Print, iter: TestCounts.Cases);

    [Fact]
    public void Nothing_in_the_result_contradicts_the_wish() => Gen.Select(ConfigGen.Shoots(ConfigGen.Valid, s_IPv4), ConfigGen.Wishes(ConfigStyle.Overlay)).Sample((shoot, wish) =>
    {
        ShootOverlay verdict = OverlayRules.Evaluate(Plan(shoot, wish)!.AdmittedTo(shoot));
        Assert.DoesNotContain(verdict.Problems, problem => s_contradictions.Contains(problem.Id));
        // Of the dead keys only those stay that have nothing to do with the switch, or can be given for the way back.
        Assert.All(
            verdict.Problems.Where(problem => problem.Id == ProblemId.DeadKey),
            problem => Assert.Matches(@"\.(ipip|snatToUpstreamDNS|autoDetectionMethod)$", problem.Field));
    }, print: Print, iter: TestCounts.Cases);

    [Theory]
    [MemberData(nameof(Styles))]
    public void Where_the_result_is_not_the_wish_a_check_fails_that_nobody_can_skip(ConfigStyle style) => Gen.Select(ConfigGen.Shoots(ConfigGen.Any, s_IPv4, s_both, s_IPv6), ConfigGen.Wishes(style)).Sample((shoot, wish) =>
    {
        if (Plan(shoot, wish) is not { } edit)
        {
            return;
        }
        SwitchSubject subject = new(shoot, stored: null, wish);
        SwitchSurroundings surroundings = new();
        surroundings.Add(subject);
        OverlayCheck[] failed = [.. Preflight.Run(subject, surroundings).Where(check => check.Status == CheckStatus.Failed && CheckName.Unskippable.Contains(check.Check))];
        ShootOverlay verdict = OverlayRules.Evaluate(edit.ApplyTo(shoot));
        Assert.Equal(verdict.State != wish.State, failed.Length > 0);
        if (verdict.State == OverlayState.Invalid)
        {
            // With the very field that Gardener names.
            Assert.Superset(verdict.Problems.Select(problem => problem.Field).ToHashSet(), failed.Select(check => check.Field!).ToHashSet());
            Assert.Contains(failed, check => check.Field == verdict.Problems[0].Field);
        }
    }, print: Print, iter: TestCounts.Cases);

    [Theory]
    [MemberData(nameof(Styles))]
    public void Applied_twice_it_changes_nothing(ConfigStyle style) => Gen.Select(ConfigGen.Shoots(ConfigGen.Any, s_IPv4, s_both, s_IPv6), ConfigGen.Wishes(style)).Sample((shoot, wish) =>
    {
        if (Plan(shoot, wish) is { } edit)
        {
            OverlayEdit again = OverlayEdit.Plan(edit.ApplyTo(shoot), wish);
            Assert.True(again.IsEmpty, $"{Nodes.Text(edit.After)} became {Nodes.Text(again.After)}");
            Assert.Equal(Nodes.Text(edit.After), Nodes.Text(again.After));
        }
    }, print: Print, iter: TestCounts.Cases);

    [Theory]
    [MemberData(nameof(Styles))]
    public void There_and_back_with_the_first_tunnel_gives_the_first_verdict(ConfigStyle style) => ConfigGen.Shoots(ConfigGen.Any, s_IPv4, s_both, s_IPv6).Sample(shoot =>
    {
        ShootOverlay first = OverlayRules.Evaluate(shoot);
        if (first.State is not (OverlayState.Enabled or OverlayState.Disabled))
        {
            return;
        }
        OverlayWish there = new(first.State == OverlayState.Enabled ? OverlayState.Disabled : OverlayState.Enabled) { Style = style };
        OverlayWish back = there.IsOn
            ? new OverlayWish(first.State) { CreatePodRoutes = style == ConfigStyle.Overlay ? first.CreatePodRoutes : null, Style = style }
            : new OverlayWish(first.State) { Encapsulation = first.Encapsulation, Style = style };
        if (Plan(shoot, there) is { } edit)
        {
            Shoot switched = edit.ApplyTo(shoot);
            ShootOverlay last = OverlayRules.Evaluate(OverlayEdit.Plan(switched, back).ApplyTo(switched));
            Assert.Equal((first.State, first.Encapsulation, first.CreatePodRoutes), (last.State, last.Encapsulation, last.CreatePodRoutes));
        }
    }, print: shoot => Print(shoot, null), iter: TestCounts.Cases);

    [Theory]
    [MemberData(nameof(Styles))]
    public void Other_keys_stay_as_they_are_and_where_they_are(ConfigStyle style) => Gen.Select(ConfigGen.Shoots(ConfigGen.Any, s_IPv4, s_both, s_IPv6), ConfigGen.Wishes(style)).Sample((shoot, wish) =>
    {
        if (Plan(shoot, wish) is { } edit)
        {
            Assert.Equal(Untouchable(shoot.ProviderConfig, ""), Untouchable(edit.After, ""));
        }
    }, print: Print, iter: TestCounts.Cases);

    /// <summary>The edit; null where the form is refused because it would change nothing.</summary>
    private static OverlayEdit? Plan(Shoot shoot, OverlayWish wish)
    {
        try
        {
            return OverlayEdit.Plan(shoot, wish);
        }
        catch (GardenerOverlayException exception) when (exception.Error == ErrorTable.OverlayKeyWins && wish.Style == ConfigStyle.Backend)
        {
            return null;
        }
    }

    /// <summary>All values, in their order, but those of keys that say whether and how pods are tunnelled, and what is empty.</summary>
    private static IEnumerable<string> Untouchable(ManifestNode? node, string path)
    {
        if (path is ".apiVersion" or ".kind" or ".backend" or ".overlay.enabled" or ".overlay.createPodRoutes" or ".vxlan.enabled" or ".ipv4.mode" or ".ipv6.mode" or ".ipv4.pool" or ".ipam.type")
        {
            return [];
        }
        if (node is { Kind: ManifestNodeKind.Mapping })
        {
            return node.Entries.SelectMany(entry => Untouchable(entry.Value, $"{path}.{entry.Key}"));
        }
        return node is null || path is ".overlay" or ".vxlan" or ".ipv4" ? [] : [$"{path}: {Nodes.Text(node)}"];
    }

    private static string Print((Shoot Shoot, OverlayWish Wish) sample) => Print(sample.Shoot, sample.Wish);

    private static string Print(Shoot shoot, OverlayWish? wish) =>
        $"{Nodes.Text(shoot.ProviderConfig)} {shoot.Provider} {(shoot.IsStored ? "stored" : "new")} [{string.Join(", ", shoot.IpFamilies)}] {wish}";
}
