using System.Net;
using System.Text.Json.Nodes;
using k8s;
using k8s.Autorest;
using k8s.LeaderElection;
using k8s.LeaderElection.ResourceLock;
using k8s.Models;

namespace GardenerOverlay.Clients.Tests.Garden;

/// <summary>What the KubernetesClient package, which the module is built on, makes of the garden.</summary>
public sealed class KubernetesClientTests(GardenProcess garden) : IClassFixture<GardenProcess>, IDisposable
{
    private const string Area = "garden-lab";
    private readonly Kubernetes _client = garden.Client();
    private readonly CancellationTokenSource _end = new(TimeSpan.FromSeconds(30));

    private CancellationToken Cancelled => _end.Token;

    public void Dispose()
    {
        _client.Dispose();
        _end.Dispose();
    }

    [Fact]
    public async Task All_pages_show_the_state_of_the_first()
    {
        await MakeAsync("page", 7);
        V1ConfigMapList page = await PageAsync("page", token: null);
        string version = page.Metadata.ResourceVersion;
        List<string> names = [.. page.Items.Select(map => map.Metadata.Name)];
        _ = await _client.CoreV1.DeleteNamespacedConfigMapAsync("page-6", Area, cancellationToken: Cancelled);
        await CreateAsync("page-5a", "page");
        while (page.Metadata.ContinueProperty is { Length: > 0 } token)
        {
            page = await PageAsync("page", token);
            Assert.Equal(version, page.Metadata.ResourceVersion);
            names.AddRange(page.Items.Select(map => map.Metadata.Name));
        }
        Assert.Equal(["page-0", "page-1", "page-2", "page-3", "page-4", "page-5", "page-6"], names);
    }

    [Fact]
    public async Task A_list_that_is_too_old_to_go_on_says_where_the_rest_is()
    {
        await MakeAsync("old", 7);
        V1ConfigMapList page = await PageAsync("old", token: null);
        await garden.ForgetAsync();
        HttpOperationException gone = await Assert.ThrowsAsync<HttpOperationException>(() => PageAsync("old", page.Metadata.ContinueProperty));
        Assert.Equal(HttpStatusCode.Gone, gone.Response.StatusCode);
        V1Status status = KubernetesJson.Deserialize<V1Status>(gone.Response.Content);
        Assert.Equal("Expired", status.Reason);
        V1ConfigMapList rest = await PageAsync("old", status.Metadata.ContinueProperty);
        Assert.Equal(["old-3", "old-4", "old-5"], rest.Items.Select(map => map.Metadata.Name));
    }

    [Fact]
    public async Task A_watch_that_the_server_closes_goes_on_where_it_was()
    {
        await CreateAsync("closed-0", "closed");
        string version = (await PageAsync("closed", token: null)).Metadata.ResourceVersion;
        await CreateAsync("closed-1", "closed");
        List<string> seen = [];
        (string next, _) = await WatchAsync("closed", version, seconds: 1, seen);
        _ = await _client.CoreV1.DeleteNamespacedConfigMapAsync("closed-0", Area, cancellationToken: Cancelled);
        await CreateAsync("closed-2", "closed");
        _ = await WatchAsync("closed", next, seconds: 1, seen);
        Assert.Equal(["Added closed-1", "Deleted closed-0", "Added closed-2"], seen);
    }

    [Fact]
    public async Task A_watch_from_a_version_that_is_forgotten_ends_with_410()
    {
        await CreateAsync("gone-0", "gone");
        string version = (await PageAsync("gone", token: null)).Metadata.ResourceVersion;
        await CreateAsync("gone-1", "gone");
        await garden.ForgetAsync();
        List<string> seen = [];
        (_, Exception? error) = await WatchAsync("gone", version, seconds: 20, seen);
        Assert.Equal(410, Assert.IsType<KubernetesException>(error).Status.Code);
        Assert.Empty(seen);

        // A new list is the way on.
        version = (await PageAsync("gone", token: null)).Metadata.ResourceVersion;
        await CreateAsync("gone-2", "gone");
        (_, error) = await WatchAsync("gone", version, seconds: 1, seen);
        Assert.Null(error);
        Assert.Equal(["Added gone-2"], seen);
    }

    [Fact]
    public async Task A_merge_patch_of_a_version_that_is_no_more_is_a_conflict()
    {
        JsonNode before = (await ShootAsync("proxy"))!;
        Assert.Equal("calico-ipam", IpamAndOverlay(before).Ipam!["type"]!.GetValue<string>());
        string version = before["metadata"]!["resourceVersion"]!.GetValue<string>();
        string Patch(string enabled) => """{"metadata":{"resourceVersion":"VERSION"},"spec":{"networking":{"providerConfig":{"ipam":null,"overlay":{"enabled":ENABLED}}}}}"""
            .Replace("VERSION", version, StringComparison.Ordinal).Replace("ENABLED", enabled, StringComparison.Ordinal);
        JsonNode after = await PatchAsync("proxy", Patch("true"), dryRun: null);
        Assert.Equal((null, true), IpamAndOverlay(after));
        Assert.Equal(before["metadata"]!["generation"]!.GetValue<long>() + 1, after["metadata"]!["generation"]!.GetValue<long>());
        Assert.Contains(after["metadata"]!["managedFields"]!.AsArray(), entry => entry!["manager"]!.GetValue<string>() == "gardener-overlay");

        HttpOperationException stale = await Assert.ThrowsAsync<HttpOperationException>(() => PatchAsync("proxy", Patch("false"), dryRun: null));
        Assert.Equal("Conflict", KubernetesJson.Deserialize<V1Status>(stale.Response.Content).Reason);
        Assert.Equal((null, true), IpamAndOverlay((await ShootAsync("proxy"))!));
    }

    [Fact]
    public async Task A_dry_run_shows_the_result_and_keeps_nothing()
    {
        JsonNode before = (await ShootAsync("mesh"))!;
        JsonNode shown = await PatchAsync("mesh", """{"spec":{"purpose":"evaluation"}}""", dryRun: "All");
        Assert.Equal("evaluation", shown["spec"]!["purpose"]!.GetValue<string>());
        Assert.Equal(before.ToJsonString(), (await ShootAsync("mesh"))!.ToJsonString());
        V1ConfigMap map = new() { Metadata = new() { GenerateName = "dry-" } };
        map = await _client.CoreV1.CreateNamespacedConfigMapAsync(map, Area, dryRun: "All", cancellationToken: Cancelled);
        Assert.Matches("^dry-[a-z0-9]{5}$", map.Metadata.Name);
        HttpOperationException missing = await Assert.ThrowsAsync<HttpOperationException>(() => _client.CoreV1.ReadNamespacedConfigMapAsync(map.Metadata.Name, Area, cancellationToken: Cancelled));
        Assert.Equal(HttpStatusCode.NotFound, missing.Response.StatusCode);
    }

    [Fact]
    public async Task One_of_two_leads_and_the_other_takes_over()
    {
        using CancellationTokenSource first = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        using CancellationTokenSource second = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        using LeaderElector one = Elector("one", out TaskCompletionSource oneLeads);
        using LeaderElector other = Elector("other", out TaskCompletionSource otherLeads);
        Task running = one.RunUntilLeadershipLostAsync(first.Token);
        await oneLeads.Task.WaitAsync(Cancelled);
        Task waiting = other.RunUntilLeadershipLostAsync(second.Token);
        Assert.Equal("one", (await LeaseAsync()).Spec.HolderIdentity);
        Assert.False(otherLeads.Task.IsCompleted);

        await first.CancelAsync();
        await otherLeads.Task.WaitAsync(Cancelled);
        V1Lease taken = await LeaseAsync();
        Assert.Equal("other", taken.Spec.HolderIdentity);
        Assert.Equal(1, taken.Spec.LeaseTransitions);
        await second.CancelAsync();
        await Task.WhenAll(running, waiting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    private LeaderElector Elector(string identity, out TaskCompletionSource leads)
    {
        TaskCompletionSource started = leads = new(TaskCreationOptions.RunContinuationsAsynchronously);
        LeaderElector elector = new(new(new LeaseLock(_client, Area, "elected", identity))
        {
            LeaseDuration = TimeSpan.FromSeconds(2),
            RenewDeadline = TimeSpan.FromSeconds(1.5),
            RetryPeriod = TimeSpan.FromSeconds(0.3),
        });
        elector.OnStartedLeading += () => started.TrySetResult();
        return elector;
    }

    private Task<V1Lease> LeaseAsync() => _client.CoordinationV1.ReadNamespacedLeaseAsync("elected", Area, cancellationToken: Cancelled);

    private async Task MakeAsync(string group, int count)
    {
        for (int index = 0; index < count; index++)
        {
            await CreateAsync($"{group}-{index}", group);
        }
    }

    private Task<V1ConfigMap> CreateAsync(string name, string group) =>
        _client.CoreV1.CreateNamespacedConfigMapAsync(new() { Metadata = new() { Name = name, Labels = new Dictionary<string, string> { ["group"] = group } } }, Area, cancellationToken: Cancelled);

    private Task<V1ConfigMapList> PageAsync(string group, string? token) =>
        _client.CoreV1.ListNamespacedConfigMapAsync(Area, labelSelector: $"group={group}", limit: 3, continueParameter: token, cancellationToken: Cancelled);

    /// <summary>Collects what a watch shows until the server closes it, and from which version one can go on.</summary>
    private async Task<(string Version, Exception? Error)> WatchAsync(string group, string version, int seconds, List<string> seen)
    {
        Exception? error = null;
        IAsyncEnumerable<(WatchEventType, V1ConfigMap)> events = _client.CoreV1.WatchListNamespacedConfigMapAsync(
            Area, allowWatchBookmarks: true, labelSelector: $"group={group}", resourceVersion: version, timeoutSeconds: seconds, onError: problem => error = problem, cancellationToken: Cancelled);
        await foreach ((WatchEventType type, V1ConfigMap map) in events)
        {
            version = map.Metadata.ResourceVersion;
            if (type != WatchEventType.Bookmark)
            {
                seen.Add($"{type} {map.Metadata.Name}");
            }
        }
        return (version, error);
    }

    private Task<JsonNode?> ShootAsync(string name) =>
        _client.CustomObjects.GetNamespacedCustomObjectAsync<JsonNode?>("core.gardener.cloud", "v1beta1", Area, "shoots", name, Cancelled);

    private Task<JsonNode> PatchAsync(string name, string patch, string? dryRun) =>
        _client.CustomObjects.PatchNamespacedCustomObjectAsync<JsonNode>(new V1Patch(patch, V1Patch.PatchType.MergePatch), "core.gardener.cloud", "v1beta1", Area, "shoots", name, dryRun, fieldManager: "gardener-overlay", cancellationToken: Cancelled);

    private static (JsonNode? Ipam, bool Overlay) IpamAndOverlay(JsonNode shoot)
    {
        JsonNode config = shoot["spec"]!["networking"]!["providerConfig"]!;
        return (config["ipam"], config["overlay"]!["enabled"]!.GetValue<bool>());
    }
}
