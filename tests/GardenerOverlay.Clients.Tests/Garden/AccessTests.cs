using System.Net;
using System.Text.Json.Nodes;
using k8s;

namespace GardenerOverlay.Clients.Tests.Garden;

/// <summary>Who gets in, where, and how a shoot is reached through the garden.</summary>
public sealed class AccessTests(GardenProcess garden) : IClassFixture<GardenProcess>, IDisposable
{
    private const string Shoots = "/garden/apis/core.gardener.cloud/v1beta1/namespaces/";
    private readonly Wire _wire = new(garden.Client());

    public void Dispose() => _wire.Dispose();

    [Fact]
    public async Task Without_credentials_one_learns_the_version_and_no_more()
    {
        using Wire anybody = new(garden.Client(change: configuration => (configuration.ClientCertificateData, configuration.ClientCertificateKeyData) = (null, null)));
        Assert.Equal("v1.33.1", (await anybody.ReadAsync(anybody.GetAsync("/garden/version")))["gitVersion"]!.GetValue<string>());
        Assert.Equal("Forbidden: forbidden: User \"system:anonymous\" cannot get path \"/apis\"", await anybody.RefusalAsync(anybody.GetAsync("/garden/apis"), HttpStatusCode.Forbidden));
        Assert.Contains(
            "shoots.core.gardener.cloud is forbidden: User \"system:anonymous\" cannot list resource \"shoots\"",
            await anybody.RefusalAsync(anybody.GetAsync("/garden/apis/core.gardener.cloud/v1beta1/shoots"), HttpStatusCode.Forbidden),
            StringComparison.Ordinal);
        Assert.StartsWith("Forbidden: ", await anybody.RefusalAsync(anybody.GetAsync("/garden/control/faults"), HttpStatusCode.Forbidden), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_certificate_of_one_cluster_opens_no_other()
    {
        using Wire shoot = new(garden.Client("shoot--shop--web"));
        _ = await shoot.ReadAsync(shoot.GetAsync("/shoot/shoot--shop--web/api/v1/nodes"));
        Assert.Equal("Unauthorized: Unauthorized", await shoot.RefusalAsync(shoot.GetAsync("/shoot/shoot--shop--pos/api/v1/nodes"), HttpStatusCode.Unauthorized));
        Assert.Equal("Unauthorized: Unauthorized", await shoot.RefusalAsync(shoot.GetAsync("/garden/apis"), HttpStatusCode.Unauthorized));
    }

    [Fact]
    public async Task A_client_that_does_not_know_the_authority_does_not_trust_the_server()
    {
        using Wire wary = new(garden.Client(change: configuration => configuration.SslCaCerts = null));
        HttpRequestException refused = await Assert.ThrowsAsync<HttpRequestException>(() => wary.GetAsync("/garden/version"));
        Assert.Equal(HttpRequestError.SecureConnectionError, refused.HttpRequestError);
    }

    [Theory]
    [InlineData("viewer", "GET", "nodes", HttpStatusCode.OK)]
    [InlineData("viewer", "GET", "secrets", HttpStatusCode.Forbidden)]
    [InlineData("viewer", "DELETE", "nodes/none", HttpStatusCode.Forbidden)]
    [InlineData("admin", "GET", "nodes", HttpStatusCode.OK)]
    [InlineData("admin", "GET", "secrets", HttpStatusCode.OK)]
    [InlineData("admin", "DELETE", "nodes/none", HttpStatusCode.NotFound)]
    public async Task A_kubeconfig_of_a_shoot_gives_the_rights_of_its_kind(string kind, string method, string path, HttpStatusCode code)
    {
        JsonNode answer = await _wire.ReadAsync(RequestAsync(_wire, "garden-shop", "web", kind), HttpStatusCode.Created);
        Assert.Equal(86_400, answer["spec"]!["expirationSeconds"]!.GetValue<int>());
        Assert.InRange(answer["status"]!["expirationTimestamp"]!.GetValue<DateTime>(), DateTime.UtcNow.AddHours(23), DateTime.UtcNow.AddHours(25));
        using Wire shoot = Open(answer);
        using HttpResponseMessage got = await shoot.SendAsync(new HttpMethod(method), "/shoot/shoot--shop--web/api/v1/" + path, _ => { });
        Assert.Equal(code, got.StatusCode);
    }

    [Fact]
    public async Task A_reader_gets_the_viewers_kubeconfig_only()
    {
        using Wire reader = new(garden.Client("garden-reader"));
        _ = await reader.ReadAsync(RequestAsync(reader, "garden-shop", "web", "viewer"), HttpStatusCode.Created);
        Assert.Contains("cannot create resource \"shoots/adminkubeconfig\"", await reader.RefusalAsync(RequestAsync(reader, "garden-shop", "web", "admin"), HttpStatusCode.Forbidden), StringComparison.Ordinal);
        Assert.StartsWith("NotFound: ", await reader.RefusalAsync(RequestAsync(reader, "garden-shop", "none", "viewer"), HttpStatusCode.NotFound), StringComparison.Ordinal);
        Assert.Contains("may not specify a duration less than 10 minutes", await reader.RefusalAsync(RequestAsync(reader, "garden-shop", "web", "viewer", seconds: 60), (HttpStatusCode)422), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("garden-lab", "runners", "hibernated")]
    [InlineData("garden-data", "lake-stage", "unreachable")]
    public async Task A_shoot_without_an_API_server_has_a_kubeconfig_that_leads_nowhere(string area, string name, string why)
    {
        using Wire shoot = Open(await _wire.ReadAsync(RequestAsync(_wire, area, name, "viewer"), HttpStatusCode.Created));
        string path = $"/shoot/shoot--{area["garden-".Length..]}--{name}/api/v1/nodes";
        await Assert.ThrowsAsync<HttpRequestException>(() => shoot.GetAsync(path));
        bool hibernated = (await _wire.ReadAsync(_wire.GetAsync($"{Shoots}{area}/shoots/{name}")))["status"]!["hibernated"]!.GetValue<bool>();
        Assert.Equal(why == "hibernated", hibernated);
    }

    [Fact]
    public async Task A_managed_seed_is_reached_as_the_shoot_it_is()
    {
        string name = (await _wire.ReadAsync(_wire.GetAsync("/garden/apis/seedmanagement.gardener.cloud/v1alpha1/namespaces/garden/managedseeds/aws-eu1")))["spec"]!["shoot"]!["name"]!.GetValue<string>();
        using Wire seed = Open(await _wire.ReadAsync(RequestAsync(_wire, "garden", name, "admin"), HttpStatusCode.Created));
        JsonNode networks = await seed.ReadAsync(seed.GetAsync($"/shoot/shoot--garden--{name}/apis/extensions.gardener.cloud/v1alpha1/networks"));
        Assert.Contains("ledger", networks["items"]!.AsArray().Select(item => item!["metadata"]!["name"]!.GetValue<string>()));
    }

    private static Task<HttpResponseMessage> RequestAsync(Wire wire, string area, string name, string kind, int seconds = 500_000)
    {
        string body = """{"apiVersion":"authentication.gardener.cloud/v1alpha1","kind":"KIND","spec":{"expirationSeconds":SECONDS}}"""
            .Replace("KIND", kind == "admin" ? "AdminKubeconfigRequest" : "ViewerKubeconfigRequest", StringComparison.Ordinal)
            .Replace("SECONDS", $"{seconds}", StringComparison.Ordinal);
        return wire.SendAsync(HttpMethod.Post, $"{Shoots}{area}/shoots/{name}/{kind}kubeconfig", body, "application/json");
    }

    private static Wire Open(JsonNode answer)
    {
        using MemoryStream kubeconfig = new(Convert.FromBase64String(answer["status"]!["kubeconfig"]!.GetValue<string>()));
        return new(new Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig)));
    }
}
