using System.Diagnostics;
using System.Text.Json;

namespace GardenerOverlay.Clients.Tests.Garden;

/// <summary>What kubectl shows of the garden.</summary>
public sealed class KubectlReadTests(GardenProcess garden) : IClassFixture<GardenProcess>, IDisposable
{
    private readonly Kubectl _kubectl = new(garden);

    public void Dispose() => _kubectl.Dispose();

    [Fact]
    public async Task Get_shows_the_columns_of_Gardener()
    {
        string[] lines = Lines((await _kubectl.RunAsync("get", "shoots", "-n", "garden-shop")).Ok);
        Assert.Equal("NAME CLOUDPROFILE PROVIDER REGION K8S VERSION HIBERNATION LAST OPERATION STATUS AGE", Words(lines[0]));
        Assert.Equal(["checkout", "pos", "search", "store-cn", "web"], lines.Skip(1).Select(line => line.Split(' ')[0]));
        Assert.StartsWith("checkout aws aws eu-central-1 1.33.6 Awake Reconcile Processing (83%) progressing", Words(lines[1]), StringComparison.Ordinal);
        string wide = (await _kubectl.RunAsync("get", "shoots", "-A", "-o", "wide")).Ok;
        Assert.Contains("GARDENER VERSION", wide, StringComparison.Ordinal);
        Assert.Contains("Hibernated", wide, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_yaml_and_jsonpath_show_the_same_object()
    {
        JsonElement shoot = JsonDocument.Parse((await _kubectl.RunAsync("get", "shoot", "web", "-n", "garden-shop", "-o", "json")).Ok).RootElement;
        JsonElement metadata = shoot.GetProperty("metadata");
        Assert.Equal("core.gardener.cloud/v1beta1 Shoot", $"{shoot.GetProperty("apiVersion")} {shoot.GetProperty("kind")}");
        Assert.Matches("^[0-9a-f-]{36}$", metadata.GetProperty("uid").GetString());
        Assert.Matches("^[0-9]+$", metadata.GetProperty("resourceVersion").GetString());
        string yaml = (await _kubectl.RunAsync("get", "shoot", "web", "-n", "garden-shop", "-o", "yaml")).Ok;
        Assert.Contains($"uid: {metadata.GetProperty("uid")}\n", yaml, StringComparison.Ordinal);
        string path = (await _kubectl.RunAsync("get", "shoot", "web", "-n", "garden-shop", "-o", "jsonpath={.status.technicalID} {.spec.networking.providerConfig.overlay.enabled}")).Ok;
        Assert.Equal("shoot--shop--web false", path);
    }

    [Theory]
    [InlineData("-l", "stage=prod,team in (checkout,web)", "checkout")]
    [InlineData("-l", "!team,shoot.gardener.cloud/status!=unhealthy,kubernetes!=old", "aws-eu1 archive ledger mes mesh pos proxy runners")]
    [InlineData("-l", "shoot.gardener.cloud/status notin (healthy,unhealthy)", "checkout lake-stage")]
    [InlineData("--field-selector", "metadata.name=web", "web")]
    [InlineData("--field-selector", "status.seedName=gcp-eu4,metadata.namespace!=garden-data", "mes vod store-cn")]
    public async Task Selectors_find(string option, string selector, string expected)
    {
        string names = (await _kubectl.RunAsync("get", "shoots", "-A", option, selector, "-o", "jsonpath={.items[*].metadata.name}")).Ok;
        Assert.Equal(expected.Split(' ').Order(StringComparer.Ordinal), names.Split(' ').Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("--field-selector", "spec.region=eu-west-1", "field label not supported: spec.region")]
    [InlineData("-l", "a in b", "unable to parse requirement")]
    public async Task A_selector_that_is_none_is_refused(string option, string selector, string message) =>
        Assert.Contains(message, (await _kubectl.RunAsync("get", "shoots", "-A", option, selector)).Refused, StringComparison.Ordinal);

    [Fact]
    public async Task Chunks_make_the_same_list()
    {
        KubectlResult chunked = await _kubectl.RunAsync("get", "shoots", "-A", "--chunk-size=5", "-o", "name", "-v=6");
        Assert.Equal((await _kubectl.RunAsync("get", "shoots", "-A", "-o", "name")).Ok, chunked.Ok);
        Assert.Equal(4, Lines(chunked.Error).Count(line => line.Contains("limit=5", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Watch_shows_a_change_as_it_comes()
    {
        using Process watch = _kubectl.Start("get", "projects", "-w", "-o", "custom-columns=NAME:.metadata.name,PURPOSE:.spec.purpose", "--no-headers");
        try
        {
            using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            end.CancelAfter(TimeSpan.FromSeconds(20));
            for (int line = 0; line < 7; line++)
            {
                Assert.Contains("<none>", await watch.StandardOutput.ReadLineAsync(end.Token), StringComparison.Ordinal);
            }
            _ = (await _kubectl.RunAsync("patch", "project", "shop", "--type", "merge", "-p", """{"spec":{"purpose":"selling"}}""")).Ok;
            Assert.Equal("shop selling", Words((await watch.StandardOutput.ReadLineAsync(end.Token))!));
        }
        finally
        {
            Kubectl.End(watch);
        }
    }

    [Fact]
    public async Task Explain_and_api_resources_know_the_kinds()
    {
        Assert.Contains("Shoot represents a Shoot cluster", (await _kubectl.RunAsync("explain", "shoot")).Ok, StringComparison.Ordinal);
        Assert.Contains("FIELD: spec <Object>", (await _kubectl.RunAsync("explain", "shoots.spec")).Ok, StringComparison.Ordinal);
        Assert.Equal(
            ["cloudprofiles", "configmaps", "events", "leases", "managedseeds", "namespaces", "projects", "secrets", "seeds", "shoots"],
            Lines((await _kubectl.RunAsync("api-resources", "--no-headers")).Ok).Select(line => line.Split(' ')[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Describe_and_version_work()
    {
        Assert.Contains("Technical ID:", (await _kubectl.RunAsync("describe", "shoot", "web", "-n", "garden-shop")).Ok, StringComparison.Ordinal);
        Assert.Contains("Server Version: v1.33", (await _kubectl.RunAsync("version")).Ok, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_may_only_read()
    {
        using Kubectl reader = new(garden, "garden-reader");
        Assert.Contains("vod", (await reader.RunAsync("get", "shoots", "-A")).Ok, StringComparison.Ordinal);
        string message = (await reader.RunAsync("annotate", "shoot", "web", "-n", "garden-shop", "a=b")).Refused;
        Assert.Contains("User \"reader@example.org\" cannot patch resource \"shoots\" in API group \"core.gardener.cloud\" in the namespace \"garden-shop\"", message, StringComparison.Ordinal);
        Assert.Contains("(Forbidden)", (await reader.RunAsync("get", "secrets", "-A")).Refused, StringComparison.Ordinal);
        Assert.Contains("(Forbidden)", (await reader.RunAsync("delete", "shoot", "web", "-n", "garden-shop")).Refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_token_is_refused()
    {
        using Kubectl reader = new(garden, "garden-reader");
        Assert.Contains("You must be logged in to the server", (await reader.RunAsync("get", "shoots", "-A", "--token=wrong")).Refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        Assert.Equal("Error from server (NotFound): shoots.core.gardener.cloud \"none\" not found\n", (await _kubectl.RunAsync("get", "shoot", "none", "-n", "garden-shop")).Refused);
        Assert.Contains("the server doesn't have a resource type \"nodes\"", (await _kubectl.RunAsync("get", "nodes")).Refused, StringComparison.Ordinal);
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Words(string line) => string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
