using System.Management.Automation;
using GardenerOverlay.Core.Overlay;

namespace GardenerOverlay.Module.Tests;

public sealed class SetShootOverlayTests : IDisposable
{
    private readonly Session _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Switches_a_manifest_silently()
    {
        string path = _session.Write("web.yaml", SwitchManifests.Shoot("web"));
        SessionResult result = Run("Set-ShootOverlay -Path web.yaml -State Disabled");
        Assert.Empty(result.Output);
        Assert.Empty(result.Warnings);
        Assert.Equal(SwitchManifests.Shoot("web", "overlay: {enabled: false}"), File.ReadAllText(path));
        Assert.Equal(OverlayState.Disabled, State("web.yaml"));
    }

    [Fact]
    public void There_and_back_gives_the_first_file()
    {
        string path = _session.Write("web.yaml", SwitchManifests.Shoot("web"));
        Run("Set-ShootOverlay -Path web.yaml -State Disabled; Set-ShootOverlay -Path web.yaml -State Enabled -Encapsulation IPIP");
        Assert.Equal(SwitchManifests.Shoot("web"), File.ReadAllText(path));
    }

    [Fact]
    public void A_shoot_that_is_so_already_is_not_written()
    {
        string path = _session.Write("web.yaml", SwitchManifests.Shoot("web", "overlay: {enabled: false}"));
        DateTime old = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(path, old);
        SessionResult result = Run("Set-ShootOverlay -Path web.yaml -State Disabled -Verbose -PassThru");
        Assert.Empty(result.Output);
        Assert.Contains(result.Verbose, line => line.Contains("garden-dev/web says so already", StringComparison.Ordinal));
        Assert.Equal(old, File.GetLastWriteTimeUtc(path));
    }

    [Fact]
    public void Pass_thru_emits_the_shoot_as_it_is_now()
    {
        _session.Write("web.yaml", SwitchManifests.Shoot("web") + "---\n" + SwitchManifests.Shoot("db"));
        ShootOverlay shoot = Assert.Single(Run("Set-ShootOverlay -Path web.yaml -Name db -State Disabled -PassThru").OutputOf<ShootOverlay>());
        Assert.Equal(("db", OverlayState.Disabled, Encapsulation.None), (shoot.Name, shoot.State, shoot.Encapsulation));
        Assert.Equal(Run("Get-ShootOverlay -Path web.yaml -Name db").OutputOf<ShootOverlay>().Single().Line, shoot.Line);
    }

    [Fact]
    public void What_if_shows_the_diff_and_writes_nothing()
    {
        string path = _session.Write("web.yaml", SwitchManifests.Shoot("web"));
        SessionResult result = Run("Set-ShootOverlay -Path web.yaml -State Disabled -WhatIf -PassThru");
        Assert.Empty(result.Output);
        InformationRecord record = Assert.Single(result.Information, record => record.Tags.Contains("Diff"));
        Assert.Contains("PSHOST", record.Tags);
        string[] lines = record.MessageData.ToString()!.Split('\n');
        Assert.Equal([$"--- {path}", $"+++ {path}"], lines[..2]);
        Assert.Equal(["-      overlay: {enabled: true}", "+      overlay: {enabled: false}"], lines.Where(line => line.StartsWith("- ", StringComparison.Ordinal) || line.StartsWith("+ ", StringComparison.Ordinal)));
        Assert.Equal(SwitchManifests.Shoot("web"), File.ReadAllText(path));
        string shown = _session.Display("Set-ShootOverlay -Path web.yaml -State Disabled -WhatIf");
        Assert.Contains("What if: Performing the operation \"Switch the overlay network to Disabled\" on target \"garden-dev/web in", shown, StringComparison.Ordinal);
        Assert.Contains("+      overlay: {enabled: false}", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void The_preference_for_what_if_counts_as_the_switch()
    {
        string path = _session.Write("web.yaml", SwitchManifests.Shoot("web"));
        SessionResult result = Run("$WhatIfPreference = $true; try { Set-ShootOverlay -Path web.yaml -State Disabled } finally { $WhatIfPreference = $false }");
        Assert.Single(result.Information, record => record.Tags.Contains("Diff"));
        Assert.Equal(SwitchManifests.Shoot("web"), File.ReadAllText(path));
    }

    [Fact]
    public void Verbose_shows_the_diff_of_what_was_written()
    {
        _session.Write("web.yaml", SwitchManifests.Shoot("web"));
        SessionResult result = Run("Set-ShootOverlay -Path web.yaml -State Disabled -Verbose");
        Assert.Contains(result.Verbose, line => line.Contains("+      overlay: {enabled: false}", StringComparison.Ordinal));
        InformationRecord record = Assert.Single(result.Information, record => record.Tags.Contains("Diff"));
        Assert.DoesNotContain("PSHOST", record.Tags);
    }

    [Theory]
    [InlineData("Yes", false)]
    [InlineData("No", true)]
    public void Confirm_asks_for_each_shoot(string answer, bool stays)
    {
        string path = _session.Write("web.yaml", SwitchManifests.Shoot("web"));
        _session.Screen.Answers.Enqueue(answer);
        Run("Set-ShootOverlay -Path web.yaml -State Disabled -Confirm");
        Assert.Contains("garden-dev/web in", Assert.Single(_session.Screen.Questions), StringComparison.Ordinal);
        Assert.Equal(stays, File.ReadAllText(path) == SwitchManifests.Shoot("web"));
    }

    [Theory]
    [InlineData("Yes", false)]
    [InlineData("No", true)]
    public void Several_shoots_are_asked_for_once(string answer, bool stay)
    {
        WriteThree();
        _session.Screen.Answers.Enqueue(answer);
        Run("Set-ShootOverlay -Path land -State Disabled");
        Assert.Equal("Switch the overlay network of 3 shoots to Disabled?", Assert.Single(_session.Screen.Questions));
        Assert.All(Run("Get-ShootOverlay -Path land").OutputOf<ShootOverlay>(), shoot => Assert.Equal(stay ? OverlayState.Enabled : OverlayState.Disabled, shoot.State));
    }

    [Fact]
    public void Force_asks_nothing()
    {
        WriteThree();
        Run("Set-ShootOverlay -Path land -State Disabled -Force");
        Assert.Empty(_session.Screen.Questions);
        Assert.All(Run("Get-ShootOverlay -Path land").OutputOf<ShootOverlay>(), shoot => Assert.Equal(OverlayState.Disabled, shoot.State));
    }

    [Fact]
    public void Where_nobody_can_be_asked_nothing_is_changed()
    {
        WriteThree();
        SessionResult result = _session.Run("Set-ShootOverlay -Path land -State Disabled");
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("ConfirmationNeeded,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("-Force", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.All(Run("Get-ShootOverlay -Path land").OutputOf<ShootOverlay>(), shoot => Assert.Equal(OverlayState.Enabled, shoot.State));
    }

    [Fact]
    public void A_pipeline_of_shoots_is_switched_and_their_neighbours_are_not()
    {
        WriteThree();
        Run("Get-ShootOverlay -Path land -Name s1, s2 | Set-ShootOverlay -State Disabled -Force");
        Assert.Equal([OverlayState.Enabled, OverlayState.Disabled, OverlayState.Disabled], Run("Get-ShootOverlay -Path land").OutputOf<ShootOverlay>().OrderBy(shoot => shoot.Name, StringComparer.Ordinal).Select(shoot => shoot.State));
    }

    [Fact]
    public void The_backup_is_the_old_file()
    {
        _session.Write("web.yaml", SwitchManifests.Shoot("web"));
        Run("Set-ShootOverlay -Path web.yaml -State Disabled -Backup");
        Assert.Equal(SwitchManifests.Shoot("web"), File.ReadAllText(Assert.Single(Directory.GetFiles(_session.Folder, "*.bak"))));
    }

    [Theory]
    [InlineData("Set-ShootOverlay -State Disabled")]
    [InlineData("Test-ShootOverlaySwitch -State Disabled")]
    public void A_state_alone_is_refused(string script)
    {
        string path = _session.Write("web.yaml", SwitchManifests.Shoot("web"));
        Assert.IsAssignableFrom<ParameterBindingException>(Assert.Single(_session.Run(script).Errors).Exception);
        Assert.Equal(SwitchManifests.Shoot("web"), File.ReadAllText(path));
    }

    [Theory]
    [InlineData("Set-ShootOverlay -Path web.yaml -State Disabled -Encapsulation IPIP", "SwitchParametersContradict")]
    [InlineData("Set-ShootOverlay -Path web.yaml -State Enabled -CreatePodRoutes", "SwitchParametersContradict")]
    [InlineData("Set-ShootOverlay -Path web.yaml -State Disabled -SkipCheck Leftover", "CheckUnknown")]
    public void Parameters_that_mean_nothing_are_refused(string script, string id)
    {
        string path = _session.Write("web.yaml", SwitchManifests.Shoot("web"));
        Assert.StartsWith(id + ",", Assert.Single(_session.Run(script).Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(SwitchManifests.Shoot("web"), File.ReadAllText(path));
    }

    [Theory]
    [InlineData("Set-ShootOverlay -Path web.yaml -State Maybe")]
    [InlineData("Set-ShootOverlay -Path web.yaml -State Enabled -Encapsulation None")]
    [InlineData("Set-ShootOverlay -Path web.yaml -State Disabled -RouteQuota 0")]
    public void Values_that_are_none_are_refused(string script)
    {
        _session.Write("web.yaml", SwitchManifests.Shoot("web"));
        Assert.IsAssignableFrom<ParameterBindingException>(Assert.Single(_session.Run(script).Errors).Exception);
    }

    [Fact]
    public void A_failed_check_is_an_error_of_its_shoot_and_others_go_on()
    {
        _session.Write("land/a.yaml", SwitchManifests.Shoot("a", "overlay: {enabled: false}", provider: "azure"));
        _session.Write("land/b.yaml", SwitchManifests.Shoot("b", "overlay: {enabled: false}"));
        SessionResult result = _session.Run("Set-ShootOverlay -Path land -State Enabled -Force -PassThru");
        Assert.Equal(["b"], result.OutputOf<ShootOverlay>().Select(shoot => shoot.Name));
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("PreflightFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("garden-dev/a", error.TargetObject);
        Assert.Contains("ProviderSupport", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_judgement_can_be_skipped_and_a_refusal_cannot()
    {
        _session.Write("a.yaml", SwitchManifests.Shoot("a", "overlay: {enabled: true}", vpc: "vpc-1") + "---\n" + SwitchManifests.Shoot("b", "overlay: {enabled: false}", vpc: "vpc-1"));
        Assert.Contains("PodCidrCollision", Assert.Single(_session.Run("Set-ShootOverlay -Path a.yaml -Name a -State Disabled").Errors).ToString(), StringComparison.Ordinal);
        Assert.Equal(OverlayState.Enabled, State("a.yaml", "a"));
        Run("Set-ShootOverlay -Path a.yaml -Name a -State Disabled -SkipCheck PodCidr*");
        Assert.Equal(OverlayState.Disabled, State("a.yaml", "a"));
        _session.Write("az.yaml", SwitchManifests.Shoot("az", "overlay: {enabled: false}", provider: "azure"));
        Assert.Contains("ProviderSupport", Assert.Single(_session.Run("Set-ShootOverlay -Path az.yaml -State Enabled -SkipCheck *").Errors).ToString(), StringComparison.Ordinal);
        Assert.Equal(OverlayState.Disabled, State("az.yaml"));
    }

    [Fact]
    public void The_form_of_old_documents_is_refused_where_the_overlay_key_wins()
    {
        _session.Write("web.yaml", SwitchManifests.Shoot("web"));
        Assert.StartsWith("OverlayKeyWins,", Assert.Single(_session.Run("Set-ShootOverlay -Path web.yaml -State Disabled -ConfigStyle Backend").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_of_the_seed_is_no_shoot()
    {
        string path = _session.Write("network.yaml", SwitchManifests.Network("web"));
        ErrorRecord error = Assert.Single(_session.Run("Set-ShootOverlay -Path network.yaml -State Disabled").Errors);
        Assert.StartsWith("NotAShoot,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(SwitchManifests.Network("web"), File.ReadAllText(path));
    }

    [Fact]
    public void A_dump_is_warned_about()
    {
        string path = _session.Write("dump.json", SwitchManifests.Stored("web", "{\"enabled\": true}"));
        SessionResult result = Run("Set-ShootOverlay -Path dump.json -State Disabled");
        Assert.Contains("changing this file changes no shoot", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal(SwitchManifests.Stored("web", "{\"enabled\": false}"), File.ReadAllText(path));
    }

    [Fact]
    public void Beside_a_dump_the_manifest_is_what_is_changed()
    {
        _session.Write("dump.json", SwitchManifests.Stored("web", "{\"enabled\": true}"));
        _session.Write("web.yaml", SwitchManifests.Shoot("web"));
        SessionResult result = Run("Set-ShootOverlay -Path dump.json, web.yaml -State Disabled");
        Assert.Empty(result.Warnings);
        Assert.Equal(SwitchManifests.Shoot("web", "overlay: {enabled: false}"), File.ReadAllText(Path.Combine(_session.Folder, "web.yaml")));
        Assert.Equal(SwitchManifests.Stored("web", "{\"enabled\": true}"), File.ReadAllText(Path.Combine(_session.Folder, "dump.json")));
    }

    [Fact]
    public void What_cannot_be_edited_is_an_error_and_stays()
    {
        string text = SwitchManifests.Shoot("web", "overlay: &o {enabled: true}\n      typha: *o");
        string path = _session.Write("web.yaml", text);
        ErrorRecord error = Assert.Single(_session.Run("Set-ShootOverlay -Path web.yaml -State Disabled").Errors);
        Assert.StartsWith("ManifestNotEditable,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("*o in line", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(path));
    }

    [Fact]
    public void A_file_that_cannot_be_read_does_not_hold_up_the_others()
    {
        _session.Write("land/a.yaml", "a: [1, 2\nb: }");
        _session.Write("land/b.yaml", SwitchManifests.Shoot("b"));
        SessionResult result = _session.Run("Set-ShootOverlay -Path land -State Disabled -PassThru");
        Assert.StartsWith("ManifestSyntax,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["b"], result.OutputOf<ShootOverlay>().Select(shoot => shoot.Name));
    }

    [Theory]
    [InlineData("Set-ShootOverlay -State ", "Disabled", "Enabled")]
    [InlineData("Test-ShootOverlaySwitch -State E", "Enabled")]
    [InlineData("Set-ShootOverlay -Encapsulation ", "IPIP", "VXLAN")]
    [InlineData("Set-ShootOverlay -SkipCheck PodC", "PodCidrCollision")]
    [InlineData("Set-ShootOverlay -SkipCheck *op", "LastOperation")]
    public void Values_are_completed(string typed, params string[] expected)
    {
        string[] completions = Run($"([System.Management.Automation.CommandCompletion]::CompleteInput('{typed}', {typed.Length}, $null)).CompletionMatches.CompletionText").OutputOf<string>();
        Assert.Equal(expected, completions.Order(StringComparer.Ordinal));
    }

    private void WriteThree()
    {
        for (int index = 0; index < 3; index++)
        {
            _session.Write($"land/{index}.yaml", SwitchManifests.Shoot($"s{index}", pods: $"10.9{index}.0.0/17"));
        }
    }

    private OverlayState State(string path, string name = "*") => Assert.Single(Run($"Get-ShootOverlay -Path {path} -Name {name}").OutputOf<ShootOverlay>()).State;

    private SessionResult Run(string script)
    {
        SessionResult result = _session.Run(script);
        Assert.Null(result.Thrown);
        Assert.Empty(result.Errors);
        return result;
    }
}
