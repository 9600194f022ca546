using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace GardenerOverlay.Clients.Tests.Garden;

/// <summary>Many write at once while some watch: nothing is lost, nothing comes twice.</summary>
public sealed class ConcurrencyTests(GardenProcess garden) : IClassFixture<GardenProcess>
{
    private const string Area = "garden-lab";
    private const string Last = "last";
    private const int Writers = 50;
    private const int Objects = 20;
    private static readonly TimeSpan s_duration = TimeSpan.FromSeconds(TestCounts.IsLong ? 60 : 5);

    [Fact]
    public async Task What_watchers_saw_is_what_is_there()
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        end.CancelAfter(s_duration + TimeSpan.FromSeconds(60));
        using Kubernetes client = garden.Client();
        string version = (await client.CoreV1.ListNamespacedConfigMapAsync(Area, cancellationToken: end.Token)).Metadata.ResourceVersion;
        Task<Replay>[] watchers = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(() => WatchAsync(version, end.Token)))];

        DateTime until = DateTime.UtcNow + s_duration;
        int[] writes = await Task.WhenAll(Enumerable.Range(0, Writers).Select(seed => Task.Run(() => WriteAsync(client, new Random(seed), until, end.Token))));
        _ = await client.CoreV1.CreateNamespacedConfigMapAsync(new() { Metadata = new() { Name = Last } }, Area, cancellationToken: end.Token);

        V1ConfigMapList list = await client.CoreV1.ListNamespacedConfigMapAsync(Area, cancellationToken: end.Token);
        Dictionary<string, string> present = list.Items.ToDictionary(map => map.Metadata.Name, map => map.Metadata.ResourceVersion);
        foreach (Replay replay in await Task.WhenAll(watchers))
        {
            Assert.Null(replay.Fault);
            Assert.Equal(writes.Sum() + 1, replay.Events);
            Assert.Equal(present.OrderBy(pair => pair.Key), replay.State.OrderBy(pair => pair.Key));
        }
        Assert.True(writes.Sum() > Writers, $"Only {writes.Sum()} writes: that proves nothing.");
        TestContext.Current.TestOutputHelper!.WriteLine($"{writes.Sum()} writes by {Writers} writers in {s_duration.TotalSeconds} s");
    }

    /// <summary>Creates, changes and deletes a few objects that all writers fight for.</summary>
    /// <returns>How many of its writes changed something.</returns>
    private static async Task<int> WriteAsync(Kubernetes client, Random random, DateTime until, CancellationToken cancellation)
    {
        int written = 0;
        while (DateTime.UtcNow < until)
        {
            string name = $"fought-{random.Next(Objects)}";
            try
            {
                Task write = random.Next(4) switch
                {
                    0 => client.CoreV1.CreateNamespacedConfigMapAsync(new() { Metadata = new() { Name = name } }, Area, cancellationToken: cancellation),
                    1 => client.CoreV1.DeleteNamespacedConfigMapAsync(name, Area, cancellationToken: cancellation),
                    2 => ReplaceAsync(client, name, $"{random.NextInt64()}", cancellation),
                    _ => client.CoreV1.PatchNamespacedConfigMapAsync(new V1Patch($$$"""{"data":{"patched":"{{{random.NextInt64()}}}"}}""", V1Patch.PatchType.MergePatch), name, Area, cancellationToken: cancellation),
                };
                await write;
                written++;
            }
            catch (HttpOperationException problem) when (problem.Response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Conflict)
            {
                // Another was faster: nothing was written.
            }
        }
        return written;
    }

    private static async Task ReplaceAsync(Kubernetes client, string name, string text, CancellationToken cancellation)
    {
        V1ConfigMap map = await client.CoreV1.ReadNamespacedConfigMapAsync(name, Area, cancellationToken: cancellation);
        map.Data = new Dictionary<string, string> { ["replaced"] = text };
        _ = await client.CoreV1.ReplaceNamespacedConfigMapAsync(map, name, Area, cancellationToken: cancellation);
    }

    /// <summary>Keeps the state that the events tell of, and notes the first that cannot follow on what was.</summary>
    private async Task<Replay> WatchAsync(string version, CancellationToken cancellation)
    {
        using Kubernetes client = garden.Client();
        Replay replay = new();
        IAsyncEnumerable<(WatchEventType, V1ConfigMap)> events = client.CoreV1.WatchListNamespacedConfigMapAsync(
            Area, resourceVersion: version, onError: problem => replay.Fault ??= problem.Message, cancellationToken: cancellation);
        await foreach ((WatchEventType type, V1ConfigMap map) in events)
        {
            replay.Take(type, map.Metadata.Name, map.Metadata.ResourceVersion);
            if (map.Metadata.Name == Last)
            {
                break;
            }
        }
        return replay;
    }

    private sealed class Replay
    {
        private long _version;

        public Dictionary<string, string> State { get; } = [];

        public int Events { get; private set; }

        public string? Fault { get; set; }

        public void Take(WatchEventType type, string name, string version)
        {
            Events++;
            long number = long.Parse(version, System.Globalization.CultureInfo.InvariantCulture);
            bool follows = number > _version && (type == WatchEventType.Added) != State.ContainsKey(name);
            Fault ??= follows ? null : $"{type} of {name} at {version} after {_version}";
            _version = number;
            if (type == WatchEventType.Deleted)
            {
                State.Remove(name);
            }
            else
            {
                State[name] = version;
            }
        }
    }
}
