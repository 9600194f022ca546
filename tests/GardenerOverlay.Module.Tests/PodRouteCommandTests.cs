using System.Management.Automation;
using GardenerOverlay.Core.Errors;
using GardenerOverlay.Core.Routes;

namespace GardenerOverlay.Module.Tests;

public sealed class PodRouteCommandTests : IDisposable
{
    private const string Dumps = "-RouteTablePath tables.json -InstancePath instances.json -NodePath nodes.json";

    private readonly Session _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void The_samples_have_a_route_of_every_state()
    {
        _session.Runspace.SessionStateProxy.Path.SetLocation(TestEnvironment.Samples);
        SessionResult result = _session.Run("Get-ShootOverlay -Path aws/shoot-web.yaml | Get-AwsPodRoute -RouteTablePath aws/route-tables.json -InstancePath aws/instances.json -NodePath aws/nodes-*.json");
        AwsPodRoute[] routes = result.OutputOf<AwsPodRoute>();
        Assert.Equal(
            [AwsPodRouteState.Missing, AwsPodRouteState.WrongTarget, AwsPodRouteState.Blackhole, AwsPodRouteState.Stale, AwsPodRouteState.Foreign],
            routes.Select(route => route.State).Where(state => state != AwsPodRouteState.InSync).Distinct().Order());
        Assert.All(routes, route => Assert.Equal(("web", "garden-shop", "shoot--shop--web", "eu-central-1"), (route.Name, route.Namespace, route.ClusterName, route.Region)));
        Assert.Contains(RouteCode.PublicTable, routes.Select(route => route.Code));
        Assert.Contains(RouteCode.OtherInterface, routes.Select(route => route.Code));
    }

    [Fact]
    public void A_plan_has_a_record_for_each_write_and_an_estimate()
    {
        AwsDumps.Write(_session, nodes: 3, routed: 1);
        SessionResult result = Run($"Sync-AwsPodRoutes {AwsDumps.Parameters} -WhatIf");
        Assert.Equal(["node-1", "node-1", "node-2", "node-2"], result.OutputOf<AwsPodRouteChange>().Select(change => change.Node));
        Assert.All(result.OutputOf<AwsPodRouteChange>(), change => Assert.Equal((AwsPodRouteAction.Create, AwsPodRouteStatus.Planned, AwsDumps.Cluster), (change.Action, change.Status, change.ClusterName)));
        InformationRecord estimate = Assert.Single(result.Information, record => record.Tags.Contains("Estimate"));
        Assert.Equal($"{AwsDumps.Cluster}: 4 writes (4 create), at once.", estimate.MessageData.ToString());
        Assert.Equal(4, Run($"Sync-AwsPodRoute {AwsDumps.Parameters} -WhatIf").Output.Count);
    }

    [Fact]
    public void What_is_in_order_gives_no_record()
    {
        AwsDumps.Write(_session, nodes: 3, routed: 3);
        Assert.Empty(Run($"Sync-AwsPodRoutes {AwsDumps.Parameters} -WhatIf").Output);
        Assert.All(Run($"Get-AwsPodRoute {AwsDumps.Parameters}").OutputOf<AwsPodRoute>(), route => Assert.Equal(AwsPodRouteState.InSync, route.State));
    }

    [Theory]
    [InlineData("tables.json", "{\"RouteTables\": [{\"RouteTableId\": \"rtb-0\", ", nameof(ErrorTable.ManifestSyntax))]
    [InlineData("tables.json", "{\"RouteTables\": null}", nameof(ErrorTable.DumpIncomplete))]
    [InlineData("tables.json", "{\"Reservations\": []}", nameof(ErrorTable.DumpNotUnderstood))]
    [InlineData("instances.json", "{\"RouteTables\": []}", nameof(ErrorTable.DumpNotUnderstood))]
    [InlineData("nodes.json", "{\"kind\": \"List\", \"items\": null}", nameof(ErrorTable.DumpIncomplete))]
    public void Of_a_dump_that_is_not_whole_no_plan_comes(string file, string text, string expected)
    {
        AwsDumps.Write(_session, nodes: 3, routed: 1);
        _session.Write(file, text);
        foreach (string script in (string[])[$"Get-AwsPodRoute {AwsDumps.Parameters}", $"Sync-AwsPodRoutes {AwsDumps.Parameters} -WhatIf"])
        {
            SessionResult result = _session.Run(script);
            Assert.Empty(result.Output);
            ErrorRecord error = Assert.Single(result.Errors);
            Assert.StartsWith(expected, error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Contains(file, error.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("-Region eu-central-1", AwsDumps.Cluster)]
    [InlineData("", "shoot--dev--shop")]
    public void Dumps_of_another_region_or_cluster_are_refused(string parameters, string cluster)
    {
        AwsDumps.Write(_session, nodes: 3, routed: 0, cluster: cluster);
        SessionResult result = _session.Run($"Sync-AwsPodRoutes {AwsDumps.Parameters} -WhatIf {parameters}");
        Assert.Empty(result.Output);
        Assert.StartsWith(nameof(ErrorTable.DumpsDisagree), Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Dumps_cannot_be_written_to()
    {
        SessionResult result = _session.Run($"Sync-AwsPodRoutes {AwsDumps.Parameters}");
        Assert.StartsWith(nameof(ErrorTable.OfflineNeedsWhatIf), Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"enabled\": false}", "", "")]
    [InlineData("{\"enabled\": true}", "", nameof(ErrorTable.ShootNotNative))]
    [InlineData("{\"enabled\": true}", "-BeforeSwitch", "")]
    [InlineData("{\"enabled\": false, \"createPodRoutes\": true}", "-BeforeSwitch", nameof(ErrorTable.ShootNotNative))]
    [InlineData("{\"enabled\": true}", "-Remove", "")]
    [InlineData("{\"enabled\": false}", "-Remove", nameof(ErrorTable.ShootStillNative))]
    public void Only_shoots_that_need_routes_are_planned(string overlay, string parameters, string expected)
    {
        AwsDumps.Write(_session, nodes: 2, routed: 1);
        _session.Write("shoot.json", SwitchManifests.Stored("web", overlay).Replace("10.96.0.0/17", "100.96.0.0/11", StringComparison.Ordinal));
        SessionResult result = _session.Run($"Get-ShootOverlay -Path shoot.json | Sync-AwsPodRoutes {Dumps} -WhatIf {parameters}");
        Assert.Null(result.Thrown);
        Assert.Equal(expected.Length == 0, result.Output.Count > 0);
        Assert.Equal(expected, string.Concat(result.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0])));
    }

    [Fact]
    public void A_shoot_elsewhere_is_an_error_of_its_own()
    {
        AwsDumps.Write(_session, nodes: 2, routed: 1);
        _session.Write("land/a.json", SwitchManifests.Stored("gcp", "{\"enabled\": false}").Replace("\"aws\"", "\"gcp\"", StringComparison.Ordinal));
        _session.Write("land/b.json", SwitchManifests.Stored("web", "{\"enabled\": false}").Replace("10.96.0.0/17", "100.96.0.0/11", StringComparison.Ordinal));
        _session.Write("land/c.yaml", SwitchManifests.Shoot("new", "overlay: {enabled: false}"));
        SessionResult result = _session.Run($"Get-AwsPodRoute -Path land {Dumps}");
        Assert.Equal(4, result.Output.Count);
        Assert.Equal([nameof(ErrorTable.ShootNotNative), nameof(ErrorTable.TechnicalIdUnknown)], result.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]).Order());
    }

    [Theory]
    [InlineData(0, "", 0, 0, "")]
    [InlineData(0, "-AllowEmpty -MaxDeletePercent 100", 40, 0, "")]
    [InlineData(0, "-Remove", 40, 0, "")]
    [InlineData(2, "", 0, 36, nameof(ErrorTable.TooManyDeletes))]
    [InlineData(2, "-MaxDeletePercent 90", 36, 0, "")]
    [InlineData(2, "-NoDelete", 0, 36, "")]
    [InlineData(2, "-Remove", 0, 0, nameof(ErrorTable.ShootStillNative))]
    public void Limits_hold_deletions_back(int nodes, string parameters, int planned, int withheld, string expected)
    {
        AwsDumps.Write(_session, nodes, routed: 20);
        SessionResult result = _session.Run($"Sync-AwsPodRoutes {AwsDumps.Parameters} -WhatIf {parameters}");
        ILookup<AwsPodRouteStatus, AwsPodRouteChange> deletes = result.OutputOf<AwsPodRouteChange>().Where(change => change.Action == AwsPodRouteAction.Delete).ToLookup(change => change.Status);
        Assert.Equal((planned, withheld), (deletes[AwsPodRouteStatus.Planned].Count(), deletes[AwsPodRouteStatus.Withheld].Count()));
        Assert.Equal(expected, string.Concat(result.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0])));
    }

    [Fact]
    public void A_thousand_nodes_do_not_fit_and_those_that_stay_out_are_named()
    {
        AwsDumps.Write(_session, nodes: 1_000, routed: 0, tables: 6);
        SessionResult result = Run($"Sync-AwsPodRoutes {AwsDumps.Parameters} -WhatIf");
        AwsPodRouteChange[] withheld = [.. result.OutputOf<AwsPodRouteChange>().Where(change => change.Status == AwsPodRouteStatus.Withheld)];
        string[] left = [.. withheld.Select(change => change.Node!).Distinct()];
        Assert.Equal((6, 1), (withheld.Length, left.Length));
        string warning = Assert.Single(result.Warnings, text => text.StartsWith(RouteCode.RouteLimitExceeded, StringComparison.Ordinal));
        Assert.Contains(left[0], warning, StringComparison.Ordinal);
        Assert.Contains("at least 1,189 s", Assert.Single(result.Information).MessageData.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_quota_and_a_destination_to_take_over_can_be_given()
    {
        AwsDumps.Write(_session, nodes: 3, routed: 0, tables: 1);
        Assert.Equal(2, Run($"Sync-AwsPodRoutes {AwsDumps.Parameters} -WhatIf -RouteQuota 2").OutputOf<AwsPodRouteChange>().Count(change => change.Status == AwsPodRouteStatus.Withheld));
        _session.Write("tables.json", """
            {"RouteTables": [{"RouteTableId": "rtb-0", "VpcId": "vpc-1", "Tags": [{"Key": "kubernetes.io/cluster/shoot--dev--web", "Value": "1"}],
              "Routes": [{"DestinationCidrBlock": "100.96.1.0/24", "VpcPeeringConnectionId": "pcx-1", "Origin": "CreateRoute", "State": "active"}]}]}
            """);
        Assert.Equal(AwsPodRouteAction.Conflict, Of(""));
        Assert.Equal(AwsPodRouteAction.Replace, Of("-TakeOver 100.96.1.0/24"));
        Assert.StartsWith(nameof(ErrorTable.CidrUnreadable), _session.Run($"Sync-AwsPodRoutes {AwsDumps.Parameters} -WhatIf -TakeOver x").Errors[0].FullyQualifiedErrorId, StringComparison.Ordinal);

        AwsPodRouteAction Of(string parameters) =>
            Assert.Single(Run($"Sync-AwsPodRoutes {AwsDumps.Parameters} -WhatIf {parameters}").OutputOf<AwsPodRouteChange>(), change => change.Destination == "100.96.1.0/24").Action;
    }

    private SessionResult Run(string script)
    {
        SessionResult result = _session.Run(script);
        Assert.Null(result.Thrown);
        Assert.Empty(result.Errors);
        return result;
    }
}
