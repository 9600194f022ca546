using GardenerOverlay.Core.Collisions;

namespace GardenerOverlay.Module.Tests;

public sealed class PodCidrCommandTests : IDisposable
{
    private readonly Session _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Native_shoots_of_one_network_conflict_and_others_are_counted()
    {
        WriteShoots(("a", "vpc-1", "10.0.0.0/16", false), ("b", "vpc-1", "10.0.128.0/17", false), ("c", "vpc-2", "10.0.0.0/16", false), ("d", null, "10.0.0.0/16", false));
        SessionResult result = _session.Run("Test-PodCidrOverlap -Path shoots");
        PodCidrOverlap overlap = Assert.Single(result.OutputOf<PodCidrOverlap>());
        Assert.Equal(("a", "garden-dev", "10.0.0.0/16"), (overlap.Left, overlap.LeftNamespace, overlap.LeftCidr));
        Assert.Equal(("b", "10.0.128.0/17", "10.0.128.0/17"), (overlap.Right, overlap.RightCidr, overlap.Intersection));
        Assert.Equal((CidrRelation.Contains, OverlapSeverity.Conflict, OverlapCode.BothNative), (overlap.Relation, overlap.Severity, overlap.Code));
        Assert.Equal("aws/eu-west-1/vpc-1@garden-dev/account", overlap.NetworkId);
        Assert.Contains("1 in a network of their own", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("-Peered 'aws/eu-west-1/vpc-1=aws/eu-west-1/vpc-2'", 1)]
    [InlineData("-Peered '*vpc-1*=*vpc-2*=own:garden-dev/c'", 3)]
    [InlineData("-AnyNetwork", 3)]
    [InlineData("-AnyNetwork -NetworkId *vpc-*", 1)]
    public void Networks_can_be_joined_and_chosen(string arguments, int overlaps)
    {
        WriteShoots(("a", "vpc-1", "10.0.0.0/16", false), ("b", "vpc-2", "10.0.0.0/16", false), ("c", null, "10.0.0.0/16", false));
        SessionResult result = _session.Run($"Test-PodCidrOverlap -Path shoots {arguments}");
        Assert.Empty(result.Errors);
        Assert.Equal(overlaps, result.Output.Count);
    }

    [Fact]
    public void Tunnelled_shoots_are_risk_or_harmless()
    {
        WriteShoots(("a", "vpc-1", "10.0.0.0/16", true), ("b", "vpc-1", "10.0.0.0/16", true), ("c", "vpc-1", "10.0.0.0/16", false));
        Assert.Equal([OverlapSeverity.Risk, OverlapSeverity.Risk], _session.Run("Test-PodCidrOverlap -Path shoots").OutputOf<PodCidrOverlap>().Select(overlap => overlap.Severity));
        Assert.Contains(OverlapSeverity.Harmless, _session.Run("Test-PodCidrOverlap -Path shoots -IncludeHarmless").OutputOf<PodCidrOverlap>().Select(overlap => overlap.Severity));
    }

    [Fact]
    public void One_network_under_two_accounts_is_a_risk()
    {
        WriteShoots(("a", "vpc-1", "10.0.0.0/16", false));
        _session.Write("shoots/other.yaml", Manifest("b", "vpc-1", "10.0.0.0/16", enabled: false).Replace("credentialsBindingName: account", "credentialsBindingName: other", StringComparison.Ordinal));
        PodCidrOverlap overlap = Assert.Single(_session.Run("Test-PodCidrOverlap -Path shoots").OutputOf<PodCidrOverlap>());
        Assert.Equal((OverlapSeverity.Risk, OverlapCode.AccountUnknown), (overlap.Severity, overlap.Code));
    }

    [Fact]
    public void Input_may_be_strings_files_shoots_and_rows()
    {
        WriteShoots(("a", "vpc-1", "10.0.0.0/16", false), ("b", "vpc-1", "10.0.0.0/16", false));
        string files = $"$ExecutionContext.InvokeProvider.ChildItem.Get('{_session.Folder}/shoots', $false)";
        Assert.Single(_session.Run($"{files} | Test-PodCidrOverlap").Output);
        Assert.Single(_session.Run("Get-ShootOverlay -Path shoots | Test-PodCidrOverlap").Output);
        Assert.Single(_session.Run("'10.0.0.0/8', '10.1.0.0/16', '11.0.0.0/8' | Test-PodCidrOverlap").Output);
        Assert.Single(_session.Run("Test-PodCidrOverlap -Cidr 10.0.0.0/8, 10.1.0.0/16, 11.0.0.0/8").Output);
        PodCidrOverlap row = _session.Run("[pscustomobject]@{ Name = 'x'; Cidr = '10.0.0.0/8' }, @{ Name = 'y'; PodCidr = '11.0.0.0/8', '10.1.0.0/16' } | Test-PodCidrOverlap").OutputOf<PodCidrOverlap>().Single();
        Assert.Equal(("x", "y"), (row.Left, row.Right));
    }

    [Fact]
    public void One_shoot_seen_twice_is_one_shoot_and_the_stored_one_counts()
    {
        _session.Write("a.yaml", Manifest("a", "vpc-1", "10.0.0.0/16", enabled: true));
        _session.Write("b.yaml", Manifest("b", "vpc-1", "10.0.0.0/16", enabled: false));
        _session.Write("stored.yaml", Manifest("a", "vpc-1", "10.0.0.0/16", enabled: false).Replace("name: a\n", "name: a\n  uid: '1'\n", StringComparison.Ordinal));
        string files = "'a.yaml', 'b.yaml', 'stored.yaml' | ForEach-Object { [IO.FileInfo]\"$PWD/$_\" }";
        PodCidrOverlap overlap = Assert.Single(_session.Run($"{files} | Test-PodCidrOverlap").OutputOf<PodCidrOverlap>());
        Assert.Equal(OverlapCode.BothNative, overlap.Code);
    }

    [Fact]
    public void Ranges_of_others_and_of_other_kinds_are_compared_when_asked()
    {
        WriteShoots(("a", "vpc-1", "10.0.0.0/16", false), ("b", "vpc-1", "10.250.0.0/17", false));
        Assert.Empty(_session.Run("Test-PodCidrOverlap -Path shoots").Output);
        PodCidrOverlap[] all = _session.Run("Test-PodCidrOverlap -Path shoots -Range Pods, Nodes").OutputOf<PodCidrOverlap>();
        Assert.Contains(all, overlap => overlap.Code == OverlapCode.PodsOnNodes);
        Assert.Contains(all, overlap => overlap.Code == OverlapCode.NodesOnNodes);
        Assert.Contains(all, overlap => overlap.Code == OverlapCode.OwnRanges);
        PodCidrOverlap against = Assert.Single(_session.Run("Test-PodCidrOverlap -Path shoots -Against 10.0.0.0/8, 10.0.0.0/17 -NetworkId *vpc-1* -Name a").OutputOf<PodCidrOverlap>(), overlap => overlap.RightCidr == "10.0.0.0/17");
        Assert.Equal((OverlapCode.AgainstRange, CidrRelation.Contains), (against.Code, against.Relation));
    }

    [Theory]
    [InlineData("'10.0.0.0/8', '10.1.0.0/16' | Test-PodCidrOverlap -Quiet", true)]
    [InlineData("'10.0.0.0/8', '11.0.0.0/8' | Test-PodCidrOverlap -Quiet", false)]
    public void Quiet_gives_one_answer(string script, bool answer) => Assert.Equal(answer, _session.Run(script).Output.Single().BaseObject);

    [Theory]
    [InlineData("'10.0.0.0/33', '11.0.0.0/8' | Test-PodCidrOverlap", "CidrUnreadable")]
    [InlineData("Test-PodCidrOverlap -Cidr 10.0.0.0/33, 11.0.0.0/8", "CidrUnreadable")]
    [InlineData("Test-PodCidrOverlap -Cidr 11.0.0.0/8 -Against x", "CidrUnreadable")]
    [InlineData("Test-PodCidrOverlap -Path broken.yaml", "ManifestSyntax")]
    [InlineData("Test-PodCidrOverlap -Path nowhere", "PathNotFound")]
    [InlineData("Test-PodCidrOverlap -Path badrange.yaml", "CidrUnreadable")]
    public void What_cannot_be_read_is_an_error_and_ends_a_quiet_question(string script, string id)
    {
        _session.Write("broken.yaml", "a: [");
        _session.Write("badrange.yaml", Manifest("a", "vpc-1", "10.0.0.0/33", enabled: false));
        SessionResult result = _session.Run(script);
        Assert.Null(result.Thrown);
        Assert.StartsWith(id + ",", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        SessionResult quiet = _session.Run($"try {{ {script} -Quiet }} catch {{ $_.FullyQualifiedErrorId }}");
        Assert.StartsWith(id + ",", Assert.Single(quiet.OutputOf<string>()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Test-PodCidrOverlap -Path shoots -Peered nonsense", "PeeringUnreadable")]
    [InlineData("Test-PodCidrOverlap -Path shoots -Peered 'a=b' -ErrorAction Continue", "NetworkNotFound")]
    [InlineData("1.5 | Test-PodCidrOverlap", "InputNotUnderstood")]
    [InlineData("Find-FreePodCidr", "RangeSizeInvalid")]
    [InlineData("Find-FreePodCidr -PrefixLength 16 -NetworkId '['", "WildcardInvalid")]
    [InlineData("Test-PodCidrOverlap -Path shoots -Peered '[=x'", "WildcardInvalid")]
    [InlineData("Get-ShootOverlay -Path shoots -Name '['", "WildcardInvalid")]
    [InlineData("Get-ShootOverlay -LiteralPath \"a`0b\"", "PathNotFound")]
    [InlineData("Find-FreePodCidr -PrefixLength 16 -NodeCount 5", "RangeSizeInvalid")]
    [InlineData("Find-FreePodCidr -PrefixLength 26", "RangeSizeInvalid")]
    [InlineData("Find-FreePodCidr -PrefixLength 16 -NodeCidrMaskSize 29", "RangeSizeInvalid")]
    [InlineData("Find-FreePodCidr -PrefixLength 16 -Within 10.0.0.0/8, fd00::/8", "RangeSizeInvalid")]
    [InlineData("Find-FreePodCidr -NodeCount 2000000000", "RangeSizeInvalid")]
    [InlineData("Find-FreePodCidr -PrefixLength 16 -Within x", "CidrUnreadable")]
    [InlineData("Find-FreePodCidr -PrefixLength 7", "NoFreeRange")]
    [InlineData("Find-FreePodCidr -PrefixLength 16 -Within 240.0.0.0/8", "NoFreeRange")]
    public void Bad_questions_are_told_apart(string script, string id)
    {
        WriteShoots(("a", "vpc-1", "10.0.0.0/16", false));
        Assert.StartsWith(id + ",", _session.Run(script).Errors[0].FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_free_range_avoids_pods_nodes_services_and_ranges_of_others()
    {
        WriteShoots(("a", "vpc-1", "10.0.0.0/16", false));
        FreePodCidr[] free = _session.Run("Find-FreePodCidr -Path shoots -PrefixLength 16 -Within 10.0.0.0/14 -Against 10.1.0.0/16 -Count 2").OutputOf<FreePodCidr>();
        Assert.Equal(["10.2.0.0/16", "10.3.0.0/16"], free.Select(range => range.Cidr));
        Assert.All(free, range => Assert.Equal((256, 254), (range.NodeCount, range.PodsPerNode)));
        SessionResult nodes = _session.Run("Find-FreePodCidr -Path shoots -PrefixLength 16 -Within 10.250.0.0/15 -Count 2");
        Assert.Equal(["10.251.0.0/16"], nodes.OutputOf<FreePodCidr>().Select(range => range.Cidr));
        Assert.StartsWith("NoFreeRange,", Assert.Single(nodes.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_all_sources_there_is_no_answer()
    {
        WriteShoots(("a", "vpc-1", "10.0.0.0/16", false));
        _session.Write("shoots/broken.yaml", "a: [");
        SessionResult result = _session.Run("Find-FreePodCidr -Path shoots -PrefixLength 16");
        Assert.Empty(result.Output);
        Assert.Equal(["ManifestSyntax", "SourceIncomplete"], result.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
    }

    [Theory]
    [InlineData("aws/eu-west-1/vpc-1@garden-dev/account")]
    [InlineData("aws/eu-west-1/vpc-1")]
    [InlineData("AWS/eu-west-1/VPC-1")]
    [InlineData("*vpc-1*")]
    public void A_network_is_named_with_or_without_its_account(string network)
    {
        WriteShoots(("a", "vpc-1", "10.0.0.0/16", false), ("b", "vpc-1", "10.0.0.0/16", false), ("c", "vpc-2", "10.0.0.0/16", false));
        Assert.Equal(true, _session.Run($"Test-PodCidrOverlap -Path shoots -NetworkId '{network}' -Quiet").Output.Single().BaseObject);
        Assert.Equal("10.1.0.0/16", _session.Run($"Find-FreePodCidr -Path shoots -NetworkId '{network}' -Within 10.0.0.0/15 -PrefixLength 16").OutputOf<FreePodCidr>().Single().Cidr);
    }

    [Fact]
    public void A_network_without_shoots_is_an_error_and_never_no_overlap()
    {
        WriteShoots(("a", "vpc-1", "10.0.0.0/16", false));
        foreach (string script in new[] { "Test-PodCidrOverlap -Path shoots -NetworkId vpc-9 -Quiet", "Find-FreePodCidr -Path shoots -NetworkId vpc-9 -PrefixLength 16" })
        {
            SessionResult result = _session.Run(script);
            Assert.Empty(result.Output);
            Assert.StartsWith("NetworkNotFound,", result.Errors[0].FullyQualifiedErrorId, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_shoot_that_does_not_tell_its_pod_range_is_never_no_overlap()
    {
        _session.Write("a.yaml", Manifest("a", "vpc-1", "10.0.0.0/16", enabled: false).Replace("    pods: 10.0.0.0/16\n", "", StringComparison.Ordinal));
        Assert.Equal(["PodCidrUnknown"], _session.Run("Test-PodCidrOverlap -Path a.yaml").Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Empty(_session.Run("Test-PodCidrOverlap -Path a.yaml -Quiet").Output);
        Assert.Equal(["PodCidrUnknown", "SourceIncomplete"], _session.Run("Find-FreePodCidr -Path a.yaml -PrefixLength 16").Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
    }

    [Fact]
    public void Where_nothing_was_read_nobody_is_left_in_safety()
    {
        Directory.CreateDirectory(Path.Combine(_session.Folder, "empty"));
        Assert.Contains("nothing was compared", Assert.Single(_session.Run("Test-PodCidrOverlap -Path empty -Quiet").Warnings), StringComparison.Ordinal);
        Assert.StartsWith("SourceIncomplete,", Assert.Single(_session.Run("Find-FreePodCidr -Path empty -PrefixLength 16").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_shoots_of_one_name_without_a_namespace_are_two()
    {
        foreach (string folder in new[] { "a", "b" })
        {
            _session.Write($"{folder}/web.yaml", Manifest("web", "vpc-1", "10.0.0.0/16", enabled: false).Replace("  namespace: garden-dev\n", "", StringComparison.Ordinal));
        }
        Assert.Single(_session.Run("Test-PodCidrOverlap -Path a, b").Output);
        // The same place twice is one shoot.
        Assert.Empty(_session.Run("Test-PodCidrOverlap -Path a, a/*.yaml").Output);
        Assert.Single(_session.Run("[pscustomobject]@{ Cidr = '10.0.0.0/8'; NetworkId = 'n' } | ForEach-Object { $_, $_ } | Test-PodCidrOverlap").Output);
    }

    [Fact]
    public void A_shoot_and_its_Network_on_the_seed_are_one_shoot()
    {
        WriteShoots(("web", "vpc-1", "10.0.0.0/16", false));
        _session.Write("network.yaml", "apiVersion: extensions.gardener.cloud/v1alpha1\nkind: Network\nmetadata: {name: web, namespace: shoot--dev--web, uid: '1'}\nspec: {type: calico, podCIDR: 10.0.0.0/16, providerConfig: {overlay: {enabled: false}}}\n");
        foreach (string paths in new[] { "shoots, network.yaml", "network.yaml, shoots" })
        {
            SessionResult result = _session.Run($"Test-PodCidrOverlap -AnyNetwork -Path {paths}");
            Assert.Empty(result.Output);
            Assert.Empty(result.Errors);
        }
    }

    [Fact]
    public void Folders_arrays_and_objects_with_a_path_come_through_the_pipeline()
    {
        WriteShoots(("a", "vpc-1", "10.0.0.0/16", false), ("b", "vpc-1", "10.0.0.0/16", false));
        Assert.Single(_session.Run("[IO.DirectoryInfo]\"$PWD/shoots\" | Test-PodCidrOverlap").Output);
        Assert.Single(_session.Run("[pscustomobject]@{ PSPath = 'shoots' } | Test-PodCidrOverlap").Output);
        Assert.Single(_session.Run("Test-PodCidrOverlap -InputObject '10.0.0.0/8', '10.1.0.0/16'").Output);
        Assert.Single(_session.Run(",('10.0.0.0/8', '10.1.0.0/16') | Test-PodCidrOverlap").Output);
    }

    [Theory]
    [InlineData("Enabled", OverlapSeverity.Harmless)]
    [InlineData("0", OverlapSeverity.Conflict)]
    [InlineData("bogus", OverlapSeverity.Conflict)]
    public void The_state_of_an_object_counts_by_its_exact_name(string state, OverlapSeverity severity) => Assert.Equal(
        severity,
        _session.Run($"@{{ Name = 'a'; Cidr = '10.0.0.0/8'; State = '{state}' }}, @{{ Name = 'b'; Cidr = '10.1.0.0/16'; State = '{state}' }} | Test-PodCidrOverlap -IncludeHarmless").OutputOf<PodCidrOverlap>().Single().Severity);

    [Theory]
    [InlineData(1, 24, 24)]
    [InlineData(2, 24, 23)]
    [InlineData(50, 24, 18)]
    [InlineData(64, 24, 18)]
    [InlineData(65, 24, 17)]
    [InlineData(50, 22, 16)]
    public void Nodes_become_a_prefix_length(int nodes, int mask, int length) =>
        Assert.EndsWith($"/{length}", _session.Run($"Find-FreePodCidr -NodeCount {nodes} -NodeCidrMaskSize {mask}").OutputOf<FreePodCidr>().Single().Cidr, StringComparison.Ordinal);

    [Fact]
    public void A_hundred_thousand_strings_go_through_the_pipeline()
    {
        // How long it takes is measured in bench/.
        SessionResult result = _session.Run("0..99999 | ForEach-Object { \"$(10 + ($_ -shr 16)).$(($_ -shr 8) -band 255).$($_ -band 255).0/24\" } | Test-PodCidrOverlap -Quiet");
        Assert.Equal(false, result.Output.Single().BaseObject);
    }

    private void WriteShoots(params (string Name, string? Vpc, string Pods, bool Enabled)[] shoots)
    {
        foreach ((string name, string? vpc, string pods, bool enabled) in shoots)
        {
            _session.Write($"shoots/{name}.yaml", Manifest(name, vpc, pods, enabled));
        }
    }

    private static string Manifest(string name, string? vpc, string pods, bool enabled) => $"""
        apiVersion: core.gardener.cloud/v1beta1
        kind: Shoot
        metadata:
          name: {name}
          namespace: garden-dev
        spec:
          region: eu-west-1
          credentialsBindingName: account
          networking:
            type: calico
            pods: {pods}
            nodes: 10.250.0.0/16
            services: 100.64.0.0/13
            providerConfig:
              overlay:
                enabled: {(enabled ? "true" : "false")}
          provider:
            type: aws
            infrastructureConfig:
              networks:
                vpc:
                  {(vpc is null ? "cidr: 10.250.0.0/16" : "id: " + vpc)}
            workers:
            - name: pool
              minimum: 1
              maximum: 3

        """;
}
