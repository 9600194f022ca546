using System.Text.Json.Nodes;
using GardenerOverlay.Core.Addressing;
using GardenerOverlay.Core.Overlay;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Clients.Tests.Garden;

/// <summary>Whether the landscape fits together: the shoots of the samples, what their seeds hold of them, and their insides.</summary>
public sealed class LandscapeTests(GardenProcess garden) : IClassFixture<GardenProcess>, IDisposable
{
    private const string Shoots = "/garden/apis/core.gardener.cloud/v1beta1/shoots";

    /// <summary>Gardener refuses these, so no landscape can hold them; nobody can read the file.</summary>
    private static readonly string[] s_refused = ["bench", "sandbox", "notebooks"];
    private const string Unreadable = "broken.yaml";
    private const string Old = "runners";

    private readonly Wire _wire = new(garden.Client());
    private readonly TestFolder _folder = new();

    public void Dispose()
    {
        _wire.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task It_holds_the_shoots_of_the_samples_with_the_same_verdict()
    {
        string samples = Path.Combine(GardenProcess.RepositoryRoot, "samples", "manifests");
        // A shoot that is there twice, as a manifest and in the dump, is what was stored.
        ShootOverlay[] expected = [.. Directory.GetFiles(samples)
            .Where(file => Path.GetFileName(file) != Unreadable)
            .SelectMany(Manifests.Shoots)
            .Where(shoot => shoot.Kind == ShootResourceKind.Shoot && !s_refused.Contains(shoot.Name))
            .GroupBy(shoot => shoot.Name)
            .Select(group => OverlayRules.Evaluate(group.OrderByDescending(shoot => shoot.IsStored).First()))];
        string dump = _folder.Write("shoots.json", (await _wire.ReadAsync(_wire.GetAsync(Shoots))).ToJsonString());
        Dictionary<string, ShootOverlay> served = Manifests.Shoots(dump).ToDictionary(shoot => shoot.Name, OverlayRules.Evaluate);
        Assert.Equal(expected.Select(shoot => shoot.Name).Append("aws-eu1").Order(), served.Keys.Order());
        Assert.All(expected, shoot => Assert.Equal(Place(shoot), Place(served[shoot.Name])));
        // It was stored before admission set a default: no key is "on" there, and "off" in a manifest of today.
        Assert.Equal((OverlayState.Disabled, OverlayState.Enabled), (expected.Single(shoot => shoot.Name == Old).State, served[Old].State));
        Assert.All(expected.Where(shoot => shoot.Name != Old), shoot => Assert.Equal((shoot.State, shoot.Encapsulation), (served[shoot.Name].State, served[shoot.Name].Encapsulation)));
    }

    [Fact]
    public async Task Its_page_names_each_shoot_and_its_seed()
    {
        IEnumerable<string> rows = (await File.ReadAllLinesAsync(Path.Combine(GardenProcess.RepositoryRoot, "samples", "landscape", "README.md"), _wire.End))
            .Where(line => line.StartsWith("| garden", StringComparison.Ordinal) && line.Contains('/', StringComparison.Ordinal))
            .Select(line => string.Join(' ', line.Split('|')[1..3].Select(cell => cell.Trim())));
        Assert.Equal((await ItemsAsync(_wire, Shoots)).Select(shoot => $"{Area(shoot)}/{Name(shoot)} {shoot["status"]!["seedName"]}").Order(), rows.Order());
    }

    [Fact]
    public async Task Each_seed_knows_the_networks_of_its_shoots()
    {
        foreach (IGrouping<string, JsonNode> seed in (await ItemsAsync(_wire, Shoots)).Where(HasWorkers).GroupBy(shoot => shoot["status"]!["seedName"]!.GetValue<string>()))
        {
            using Wire wire = new(garden.Client($"seed-{seed.Key}"));
            List<JsonNode> networks = await ItemsAsync(wire, $"/seed/{seed.Key}/apis/extensions.gardener.cloud/v1alpha1/networks");
            Assert.Equal(
                seed.Select(shoot => $"{TechnicalId(shoot)} {Name(shoot)} {shoot["spec"]!["networking"]!["type"]} {shoot["spec"]!["networking"]!["pods"]}").Order(),
                networks.Select(network => $"{Area(network)} {Name(network)} {network["spec"]!["type"]} {network["spec"]!["podCIDR"]}").Order());
        }
    }

    [Fact]
    public async Task Inside_of_each_shoot_there_is_one_calico_node_for_each_node_of_the_pod_network()
    {
        int looked = 0;
        foreach (JsonNode shoot in (await ItemsAsync(_wire, Shoots)).Where(shoot => File.Exists(garden.Kubeconfig(TechnicalId(shoot))) && IsCalico(shoot)))
        {
            using Wire wire = new(garden.Client(TechnicalId(shoot)));
            string root = $"/shoot/{TechnicalId(shoot)}";
            List<JsonNode> nodes = await ItemsAsync(wire, root + "/api/v1/nodes");
            List<JsonNode> pods = await ItemsAsync(wire, root + "/api/v1/namespaces/kube-system/pods");
            Cidr pool = Cidr.Parse(shoot["status"]!["networking"]!["pods"]![0]!.GetValue<string>());
            Assert.NotEmpty(nodes);
            Assert.All(nodes, node => Assert.True(pool.Contains(Cidr.Parse(node["spec"]!["podCIDR"]!.GetValue<string>())), $"{TechnicalId(shoot)}: {Name(node)}"));
            Assert.Equal(nodes.Select(Name).Order(), pods.Where(pod => Name(pod).StartsWith("calico-node-", StringComparison.Ordinal)).Select(pod => pod["spec"]!["nodeName"]!.GetValue<string>()).Order());
            JsonNode agent = await wire.ReadAsync(wire.GetAsync(root + "/apis/apps/v1/namespaces/kube-system/daemonsets/calico-node"));
            Assert.Equal(nodes.Count, agent["status"]!["desiredNumberScheduled"]!.GetValue<int>());
            looked++;
        }
        Assert.True(looked >= 14, $"only {looked} shoots have an inside");
    }

    private static (string?, string?, string?) Place(ShootOverlay shoot) => (shoot.Namespace, shoot.NetworkId, shoot.PodCidr.FirstOrDefault());

    private static async Task<List<JsonNode>> ItemsAsync(Wire wire, string path) =>
        [.. (await wire.ReadAsync(wire.GetAsync(path)))["items"]!.AsArray().Select(item => item!)];

    private static bool HasWorkers(JsonNode shoot) => shoot["spec"]!["provider"]!["workers"] is JsonArray { Count: > 0 };

    private static bool IsCalico(JsonNode shoot) => shoot["spec"]!["networking"]?["type"]?.GetValue<string>() == "calico";

    private static string TechnicalId(JsonNode shoot) => shoot["status"]!["technicalID"]!.GetValue<string>();

    private static string Area(JsonNode content) => content["metadata"]!["namespace"]!.GetValue<string>();

    private static string Name(JsonNode content) => content["metadata"]!["name"]!.GetValue<string>();
}
