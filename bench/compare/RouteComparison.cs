using System.Diagnostics;
using GardenerOverlay.Core.Addressing;
using GardenerOverlay.Core.Routes;

namespace GardenerOverlay.Bench;

/// <summary>The plan for the pod routes of a large cluster in a fresh VPC, from what was read to the last record.</summary>
internal static class RouteComparison
{
    private const int Nodes = 1_000;
    private const int Tables = 6;
    private const int Rounds = 9;
    private const string Cluster = "shoot--bench--large";

    private static readonly Dictionary<string, string> s_tags = new(StringComparer.Ordinal) { ["kubernetes.io/cluster/" + Cluster] = "1" };

    public static Task RunAsync(Report report)
    {
        RouteSituation situation = Situation();
        List<double> times = [];
        double megabytes = 0;
        RoutePlan plan = Plan(situation);
        for (int round = 0; round < Rounds; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Stopwatch watch = Stopwatch.StartNew();
            plan = Plan(situation);
            times.Add(watch.Elapsed.TotalMilliseconds);
            megabytes = (GC.GetAllocatedBytesForCurrentThread() - before) / 1e6;
        }
        report.Promise($"the plan for {Nodes:N0} nodes x {Tables} tables, the slowest of {Rounds}", times.Max(), 200, "ms");
        report.Promise("all memory that it asked for", megabytes, 50, "MB");
        report.Fact($"{Report.Median(times):0.0} ms is the median; {plan.Changes.Count:N0} changes; {plan.Estimate}");
        report.Fact(plan.Findings[0].ToString());
        return Task.CompletedTask;
    }

    private static RoutePlan Plan(RouteSituation situation) => RoutePlan.Of(RouteSurvey.Of(situation, new RouteScope()), new RoutePlanOptions());

    private static RouteSituation Situation() => new()
    {
        ClusterName = Cluster,
        PodNetworks = PodNetworks.Parse(["100.96.0.0/11"], Cluster),
        Nodes = [.. Enumerable.Range(0, Nodes).Select(index => new ClusterNode { Name = $"node-{index}", ProviderId = $"aws:///eu-west-1a/i-{index}", PodCidrs = [$"100.{96 + (index >> 8)}.{index & 255}.0/24"], IsReady = true })],
        Tables = [.. Enumerable.Range(0, Tables).Select(Table)],
        Instances = [.. Enumerable.Range(0, Nodes).Select(index => new AwsInstance($"i-{index}", "running", "vpc-1", "eu-west-1a", s_tags, [new AwsNetworkInterface($"eni-{index}", 0, 0, "interface", "subnet-1", [], false)]))],
    };

    private static AwsRouteTable Table(int index) => new($"rtb-{index}", "vpc-1", s_tags,
    [
        new AwsRoute { Destination = Cidr.Parse("10.250.0.0/16"), Gateway = "local", Origin = "CreateRouteTable", State = "active" },
        new AwsRoute { Destination = Cidr.Parse("0.0.0.0/0"), Gateway = "nat-1", Origin = AwsRoute.CreateRoute, State = "active" },
    ], [new AwsAssociation($"subnet-{index}", null, IsMain: false)]);
}
