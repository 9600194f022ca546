using GardenerOverlay.Core.Overlay;

namespace GardenerOverlay.Module.Tests;

public sealed class TestShootOverlaySwitchTests : IDisposable
{
    private readonly Session _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Tells_each_check_once_in_a_fixed_order()
    {
        string path = _session.Write("web.yaml", "# a comment\n" + SwitchManifests.Shoot("web"));
        OverlayCheck[] checks = Run("Test-ShootOverlaySwitch -Path web.yaml -State Disabled");
        Assert.Equal(CheckName.All.Where(name => checks.Any(check => check.Check == name)), checks.Select(check => check.Check));
        Assert.All(checks, check => Assert.Equal(("web", "garden-dev", OverlayState.Disabled, path, 2), (check.Name, check.Namespace, check.State, check.Path, check.Line)));
        Assert.All(checks, check => Assert.NotEmpty(check.Detail));
        Assert.All(checks.Where(check => check.Status is CheckStatus.Failed or CheckStatus.Warning or CheckStatus.Skipped), check => Assert.NotNull(check.Recommendation));
        Assert.Equal(SwitchManifests.Shoot("web"), File.ReadAllText(path)["# a comment\n".Length..]);
    }

    [Fact]
    public void What_only_a_garden_knows_is_skipped_and_says_so()
    {
        _session.Write("web.yaml", SwitchManifests.Shoot("web"));
        OverlayCheck[] checks = Run("Test-ShootOverlaySwitch -Path web.yaml -State Disabled");
        Assert.All(
            [CheckName.LastOperation, CheckName.RoutesInPlace],
            name => Assert.Equal(CheckStatus.Skipped, Assert.Single(checks, check => check.Check == name).Status));
        _session.Write("dump.json", SwitchManifests.Stored("web", "{\"enabled\": true}"));
        Assert.Equal(CheckStatus.Passed, Assert.Single(Run("Test-ShootOverlaySwitch -Path dump.json -State Disabled"), check => check.Check == CheckName.LastOperation).Status);
    }

    [Theory]
    [InlineData("10.96.0.0/17", CheckStatus.Failed)]
    [InlineData("10.97.0.0/17", CheckStatus.Passed)]
    public void Neighbours_of_the_same_call_are_looked_at(string pods, CheckStatus expected)
    {
        _session.Write("land/a.yaml", SwitchManifests.Shoot("a", vpc: "vpc-1"));
        _session.Write("land/b.yaml", SwitchManifests.Shoot("b", "overlay: {enabled: false}", vpc: "vpc-1", pods: pods));
        foreach (string script in (string[])["Test-ShootOverlaySwitch -Path land -Name a -State Disabled", "Get-ShootOverlay -Path land/a.yaml | Test-ShootOverlaySwitch -State Disabled"])
        {
            OverlayCheck[] checks = Run(script);
            Assert.All(checks, check => Assert.Equal("a", check.Name));
            OverlayCheck collision = Assert.Single(checks, check => check.Check == CheckName.PodCidrCollision);
            // The second reads one file only, and has nobody to compare with.
            Assert.Equal(script.StartsWith("Get", StringComparison.Ordinal) ? CheckStatus.Skipped : expected, collision.Status);
        }
    }

    [Fact]
    public void Shoots_that_are_switched_together_count_as_each_others_neighbours()
    {
        _session.Write("land/a.yaml", SwitchManifests.Shoot("a", vpc: "vpc-1"));
        _session.Write("land/b.yaml", SwitchManifests.Shoot("b", vpc: "vpc-1"));
        Assert.Equal([CheckStatus.Failed, CheckStatus.Failed], Run("Test-ShootOverlaySwitch -Path land -State Disabled").Where(check => check.Check == CheckName.PodCidrCollision).Select(check => check.Status));
        Assert.Equal([CheckStatus.Passed], Run("Test-ShootOverlaySwitch -Path land -State Disabled -Name a").Where(check => check.Check == CheckName.PodCidrCollision).Select(check => check.Status).Distinct());
    }

    [Fact]
    public void The_limit_of_routes_can_be_told()
    {
        _session.Write("web.yaml", SwitchManifests.Shoot("web"));
        Assert.Equal(CheckStatus.Failed, Assert.Single(Run("Test-ShootOverlaySwitch -Path web.yaml -State Disabled -RouteQuota 2"), check => check.Check == CheckName.RouteQuota).Status);
    }

    [Theory]
    [InlineData("aws", "Disabled", true)]
    [InlineData("azure", "Disabled", true)]
    [InlineData("azure", "Enabled", false)]
    public void Quiet_is_one_answer(string provider, string state, bool expected)
    {
        _session.Write("web.yaml", SwitchManifests.Shoot("web", provider == "azure" ? "overlay: {enabled: false}" : "overlay: {enabled: true}", provider));
        SessionResult result = _session.Run($"Test-ShootOverlaySwitch -Path web.yaml -State {state} -Quiet");
        Assert.Empty(result.Errors);
        Assert.Equal([expected], result.OutputOf<bool>());
    }

    [Theory]
    [InlineData("a: [1, 2\nb: }")]
    [InlineData("kind: ConfigMap\nmetadata: {name: x}\n")]
    public void Quiet_never_says_yes_to_what_was_not_read(string other)
    {
        _session.Write("land/b.yaml", other);
        Assert.Equal([false], _session.Run("Test-ShootOverlaySwitch -Path land -State Disabled -Quiet").OutputOf<bool>());
    }

    [Fact]
    public void A_check_is_shown_in_four_columns()
    {
        _session.Write("web.yaml", SwitchManifests.Shoot("web"));
        string[] lines = [.. _session.Display("Test-ShootOverlaySwitch -Path web.yaml -State Disabled").Split('\n').Where(line => line.Trim().Length > 0)];
        Assert.Equal(["Name", "Check", "Status", "Detail"], lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 100));
    }

    private OverlayCheck[] Run(string script)
    {
        SessionResult result = _session.Run(script);
        Assert.Null(result.Thrown);
        Assert.Empty(result.Errors);
        return result.OutputOf<OverlayCheck>();
    }
}
