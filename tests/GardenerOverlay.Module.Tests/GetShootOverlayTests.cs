using System.Management.Automation;
using GardenerOverlay.Core.Overlay;

namespace GardenerOverlay.Module.Tests;

public sealed class GetShootOverlayTests : IDisposable
{
    private readonly Session _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Reads_a_file_and_says_where_the_shoot_is()
    {
        string path = _session.Write("web.yaml", "# a comment\n" + Manifest("web", "overlay: {enabled: false}"));
        ShootOverlay shoot = Single("Get-ShootOverlay -Path web.yaml");
        Assert.Equal((OverlayState.Disabled, Encapsulation.None), (shoot.State, shoot.Encapsulation));
        Assert.Equal(("web", "garden-dev", "dev", path, 2), (shoot.Name, shoot.Namespace, shoot.Project, shoot.Path, shoot.Line));
        Assert.Equal((128L, 3L, 24), (shoot.MaxNodes, shoot.WorkerMaximum, shoot.NodeCidrMaskSize));
        Assert.Equal("aws/eu-west-1/vpc-0a1b@garden-dev/aws-dev", shoot.NetworkId);
        Assert.Empty(shoot.Problems);
    }

    [Fact]
    public void Reads_a_folder_by_names_and_subfolders_only_when_asked()
    {
        _session.Write("land/b.yaml", Manifest("b"));
        _session.Write("land/a.yml", Manifest("a"));
        _session.Write("land/c.json", """{"apiVersion": "core.gardener.cloud/v1beta1", "kind": "Shoot", "metadata": {"name": "c"}}""");
        _session.Write("land/notes.txt", "not: read");
        _session.Write("land/deeper/d.yaml", Manifest("d"));
        Assert.Equal(["a", "b", "c"], Names("Get-ShootOverlay -Path land"));
        Assert.Equal(["a", "b", "c", "d"], Names("Get-ShootOverlay -Path land -Recurse"));
        Assert.Equal(["a"], Names("Get-ShootOverlay -Path land/*.yml"));
    }

    [Fact]
    public void A_literal_path_takes_brackets_as_they_are()
    {
        _session.Write("[x].yaml", Manifest("brackets"));
        Assert.Equal(["brackets"], Names("Get-ShootOverlay -LiteralPath '[x].yaml'"));
        Assert.Equal(["brackets"], Names("[pscustomobject]@{ PSPath = (Join '[x].yaml') } | Get-ShootOverlay".Replace("(Join '[x].yaml')", $"'{_session.Folder}/[x].yaml'", StringComparison.Ordinal)));
    }

    [Fact]
    public void Files_bind_from_the_pipeline()
    {
        _session.Write("a.yaml", Manifest("a"));
        _session.Write("b.yaml", Manifest("b"));
        Assert.Equal(["a", "b"], Names($"Get-ProviderFiles '{_session.Folder}' | Get-ShootOverlay".Replace($"Get-ProviderFiles '{_session.Folder}'", $"$ExecutionContext.InvokeProvider.ChildItem.Get('{_session.Folder}', $false)", StringComparison.Ordinal)));
    }

    [Fact]
    public void An_error_of_one_file_does_not_stop_the_others()
    {
        _session.Write("a.yaml", Manifest("a"));
        string broken = _session.Write("b.yaml", "a: [1, 2\nb: }");
        _session.Write("c.yaml", Manifest("c"));
        SessionResult result = _session.Run("Get-ShootOverlay -Path *.yaml");
        Assert.Equal(["a", "c"], result.OutputOf<ShootOverlay>().Select(shoot => shoot.Name));
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Equal("ManifestSyntax,GardenerOverlay.Commands.GetShootOverlayCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.InvalidData, error.CategoryInfo.Category);
        Assert.Equal(broken, error.TargetObject);
        Assert.Contains("line 2, column", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-ShootOverlay -Path nowhere.yaml", "PathNotFound")]
    [InlineData("Get-ShootOverlay -LiteralPath nowhere.yaml", "PathNotFound")]
    [InlineData("Get-ShootOverlay -Path variable:PWD", "PathNotInFileSystem")]
    [InlineData("Get-ShootOverlay -Path Nowhere:/x", "PathNotFound")]
    [InlineData("Get-ShootOverlay -Path a.yaml -Name web, nowhere", "ShootNotFound")]
    public void A_thing_that_is_not_there_is_an_error_of_that_thing(string script, string id)
    {
        _session.Write("a.yaml", Manifest("web"));
        SessionResult result = _session.Run(script);
        Assert.Null(result.Thrown);
        Assert.Equal(id + ",GardenerOverlay.Commands.GetShootOverlayCommand", Assert.Single(result.Errors).FullyQualifiedErrorId);
    }

    [Fact]
    public void A_wildcard_without_a_match_is_silence()
    {
        _session.Write("a.yaml", Manifest("web"));
        SessionResult result = _session.Run("Get-ShootOverlay -Path a.yaml -Name nothing*; Get-ShootOverlay -Path *.yml");
        Assert.Empty(result.Output);
        Assert.Empty(result.Errors);
    }

    [Fact]
    public void Names_are_filtered_without_regard_to_case()
    {
        _session.Write("a.yaml", Manifest("web-1") + "\n---\n" + Manifest("web-2") + "\n---\n" + Manifest("db"));
        Assert.Equal(["web-1", "web-2"], Names("Get-ShootOverlay -Path a.yaml -Name WEB*"));
    }

    [Fact]
    public void A_stored_object_wins_over_the_manifest_of_the_same_shoot()
    {
        _session.Write("a.yaml", Manifest("web"));
        _session.Write("dump.json", Stored("web"));
        SessionResult result = _session.Run("Get-ShootOverlay -Path a.yaml, dump.json -Verbose");
        ShootOverlay shoot = result.OutputOf<ShootOverlay>().Single();
        Assert.EndsWith("dump.json", shoot.Path, StringComparison.Ordinal);
        Assert.Contains(result.Verbose, line => line.Contains("a.yaml", StringComparison.Ordinal) && line.Contains("passed over", StringComparison.Ordinal));
    }

    [Fact]
    public void Other_kinds_are_passed_over_and_verbose_says_so()
    {
        _session.Write("a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n");
        SessionResult result = _session.Run("Get-ShootOverlay -Path a.yaml -Verbose");
        Assert.Empty(result.Output);
        Assert.Empty(result.Errors);
        Assert.Contains(result.Verbose, line => line.Contains("ConfigMap", StringComparison.Ordinal));
    }

    [Fact]
    public void An_object_of_ours_is_an_address_that_is_read_again()
    {
        _session.Write("a.yaml", Manifest("web", "overlay: {enabled: false}") + "\n---\n" + Manifest("db", "overlay: {enabled: false}"));
        _session.Run("$before = Get-ShootOverlay -Path a.yaml");
        _session.Write("a.yaml", Manifest("db", "overlay: {enabled: true}") + "\n---\n" + Manifest("web", "overlay: {enabled: true}"));
        ShootOverlay[] after = _session.Run("$before | Get-ShootOverlay").OutputOf<ShootOverlay>();
        Assert.Equal(["web", "db"], after.Select(shoot => shoot.Name));
        Assert.All(after, shoot => Assert.Equal(OverlayState.Enabled, shoot.State));
        _session.Write("a.yaml", Manifest("db"));
        SessionResult gone = _session.Run("$before | Get-ShootOverlay");
        Assert.Equal(["db"], gone.OutputOf<ShootOverlay>().Select(shoot => shoot.Name));
        Assert.StartsWith("ShootNotFound,", Assert.Single(gone.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void An_object_without_a_source_is_refused()
    {
        SessionResult result = _session.Run("[GardenerOverlay.Core.Overlay.ShootOverlay]@{ Name = 'x'; Reason = 'y' } | Get-ShootOverlay");
        Assert.StartsWith("SourceUnknown,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("overlay:", OverlayState.Disabled, "OverlayNotExplicit")]
    [InlineData("overlay: {}", OverlayState.Disabled, "OverlayWithoutEnabled")]
    [InlineData("overlay: true", OverlayState.Invalid, "WrongType")]
    [InlineData("overlay: {enabled: 'false'}", OverlayState.Invalid, "WrongType")]
    [InlineData("ipv4: {mode: Off}", OverlayState.Invalid, "WrongType")]
    [InlineData("backend: None", OverlayState.Invalid, "InvalidValue")]
    [InlineData("overlai: {enabled: true}", OverlayState.Invalid, "UnknownField")]
    public void What_looks_alike_is_told_apart(string config, OverlayState state, string problem)
    {
        _session.Write("a.yaml", Manifest("web", config));
        ShootOverlay shoot = Single("Get-ShootOverlay -Path a.yaml");
        Assert.Equal(state, shoot.State);
        Assert.Equal(problem, Assert.Single(shoot.Problems).Id);
        Assert.Equal(14, shoot.Problems[0].Line);
    }

    [Fact]
    public void The_advice_for_an_unquoted_Off_is_to_quote_it()
    {
        _session.Write("a.yaml", Manifest("web", "ipv4: {mode: Off}"));
        Assert.Contains("write \"Off\"", Single("Get-ShootOverlay -Path a.yaml").Problems[0].Message, StringComparison.Ordinal);
        _session.Write("a.yaml", Manifest("web", "{overlay: {enabled: false}, ipv4: {mode: \"Off\"}}"));
        Assert.Equal(OverlayState.Disabled, Single("Get-ShootOverlay -Path a.yaml").State);
    }

    [Fact]
    public void A_manifest_and_a_stored_object_without_the_key_differ()
    {
        _session.Write("a.yaml", Manifest("new", "typha: {enabled: true}"));
        _session.Write("dump.json", Stored("old"));
        ShootOverlay[] shoots = _session.Run("Get-ShootOverlay -Path a.yaml; Get-ShootOverlay -Path dump.json").OutputOf<ShootOverlay>();
        Assert.Equal([OverlayState.Disabled, OverlayState.Enabled], shoots.Select(shoot => shoot.State));
        Assert.All(shoots, shoot => Assert.True(shoot.IsDefault));
    }

    [Fact]
    public void The_first_object_comes_before_the_last_file_is_read()
    {
        for (int index = 0; index < 200; index++)
        {
            _session.Write($"many/{index:000}.yaml", Manifest($"shoot-{index}"));
        }
        // The last file goes away when the first object arrives: had all been read before, there would be no error.
        string last = Path.Combine(_session.Folder, "many", "199.yaml");
        SessionResult result = _session.Run($"Get-ShootOverlay -Path many | ForEach-Object {{ if ($_.Name -eq 'shoot-0') {{ [IO.File]::Delete('{last}') }}; $_ }}");
        Assert.Equal(199, result.Output.Count);
        Assert.StartsWith("PathNotFound,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    private static string Manifest(string name, string config = "overlay: {enabled: true}") => """
        apiVersion: core.gardener.cloud/v1beta1
        kind: Shoot
        metadata:
          name: NAME
          namespace: garden-dev
        spec:
          region: eu-west-1
          credentialsBindingName: aws-dev
          networking:
            type: calico
            pods: 10.96.0.0/17
            nodes: 10.250.0.0/16
            providerConfig:
              CONFIG
          provider:
            type: aws
            infrastructureConfig: {networks: {vpc: {id: vpc-0a1b}}}
            workers: [{name: a, minimum: 1, maximum: 3}]
        """.Replace("NAME", name, StringComparison.Ordinal).Replace("CONFIG", config, StringComparison.Ordinal);

    private static string Stored(string name) => """
        {"apiVersion": "v1", "items": [{"apiVersion": "core.gardener.cloud/v1beta1", "kind": "Shoot",
          "metadata": {"name": "NAME", "namespace": "garden-dev", "uid": "4711", "resourceVersion": "99"},
          "spec": {"networking": {"type": "calico", "pods": "10.96.0.0/17", "nodes": "10.250.0.0/16"},
            "provider": {"type": "aws", "workers": [{"name": "a", "minimum": 1, "maximum": 3}]}},
          "status": {"technicalID": "shoot--dev--NAME", "lastOperation": {"type": "Reconcile", "state": "Succeeded", "progress": 100}}}], "kind": "List"}
        """.Replace("NAME", name, StringComparison.Ordinal);

    private ShootOverlay Single(string script)
    {
        SessionResult result = _session.Run(script);
        Assert.Empty(result.Errors);
        return Assert.Single(result.OutputOf<ShootOverlay>());
    }

    private string[] Names(string script)
    {
        SessionResult result = _session.Run(script);
        Assert.Empty(result.Errors);
        return [.. result.OutputOf<ShootOverlay>().Select(shoot => shoot.Name)];
    }
}
