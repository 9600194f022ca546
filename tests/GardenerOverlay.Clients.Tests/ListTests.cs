using GardenerOverlay.Core.Errors;
using GardenerOverlay.Core.Ports;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Clients.Tests;

public sealed class ListTests : IDisposable
{
    private const string Item = "{apiVersion: core.gardener.cloud/v1beta1, kind: Shoot, metadata: {name: web}}";
    private const string Bare = "{metadata: {name: web}}";

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData($"{{apiVersion: v1, kind: List, items: [{Item}]}}")]
    [InlineData($"apiVersion: v1\nitems:\n- {Item}\nkind: List\nmetadata:\n  resourceVersion: ''\n")]
    [InlineData($"apiVersion: v1\nkind: List\nitems:\n  - {Item}\n")]
    [InlineData($"items: [{Item}]\n")]
    [InlineData($"\"items\": [{Item}]\n")]
    [InlineData($"&list\nitems: [{Item}]\n")]
    [InlineData($"items: &items [{Item}]\nsame: *items\n")]
    [InlineData($"all: &items [{Item}]\nitems: *items\n")]
    [InlineData($"items: [&web {Item}]\nfirst: *web\n")]
    [InlineData($"first: &web {Item}\nitems: [*web]\n")]
    [InlineData($"base: &base {{apiVersion: core.gardener.cloud/v1beta1, kind: Shoot}}\nitems: [{{<<: *base, metadata: {{name: web}}}}]\n")]
    [InlineData($"[{Item}]")]
    [InlineData($"apiVersion: core.gardener.cloud/v1beta1\nkind: ShootList\nitems: [{Bare}]\n")]
    [InlineData($"apiVersion: core.gardener.cloud/v1beta1\nitems: [{Bare}]\nkind: ShootList\n")]
    [InlineData($"items: [{Bare}]\nkind: ShootList\napiVersion: core.gardener.cloud/v1beta1\n")]
    [InlineData($"items: [{{kind: '', apiVersion: ~, metadata: {{name: web}}}}]\nkind: ShootList\napiVersion: core.gardener.cloud/v1beta1\n")]
    public void A_list_gives_its_shoots(string text)
    {
        Shoot shoot = Assert.Single(Manifests.Shoots(_folder.Write("a.yaml", text)));
        Assert.Equal("web", shoot.Name);
        if (text.Contains("core.gardener", StringComparison.Ordinal))
        {
            Assert.Equal(ShootReader.ShootApiVersion, shoot.ApiVersion);
        }
    }

    [Theory]
    [InlineData("""{"apiVersion":"v1","kind":"List","items":[ITEM]}""")]
    [InlineData("""{"items":[ITEM],"kind":"List","metadata":{"resourceVersion":""}}""")]
    [InlineData("""{"items":[ITEM]}""")]
    [InlineData("""[ITEM]""")]
    [InlineData("""[1,null,"text",[ITEM],ITEM]""")]
    [InlineData("""{"apiVersion":"core.gardener.cloud/v1beta1","kind":"ShootList","items":[BARE]}""")]
    [InlineData("""{"items":[BARE],"kind":"ShootList","apiVersion":"core.gardener.cloud/v1beta1"}""")]
    [InlineData("""{"\u0069tems":[BARE],"kind":"ShootList","apiVersion":"core.gardener.cloud/v1beta1"}""")]
    public void A_JSON_list_gives_its_shoots(string text)
    {
        text = text.Replace("ITEM", """{"apiVersion":"core.gardener.cloud/v1beta1","kind":"Shoot","metadata":{"name":"web"}}""", StringComparison.Ordinal)
            .Replace("BARE", """{"metadata":{"name":"web"}}""", StringComparison.Ordinal);
        Shoot shoot = Assert.Single(Manifests.Shoots(_folder.Write("a.json", text)));
        Assert.Equal(("web", ShootReader.ShootApiVersion), (shoot.Name, shoot.ApiVersion));
    }

    [Theory]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\n", "ConfigMap of v1")]
    [InlineData("apiVersion: apps/v1\nkind: Shoot\nmetadata: {name: web}\n", "Shoot of apps/v1")]
    [InlineData("apiVersion: networking.k8s.io/v1\nkind: Network\nmetadata: {name: web}\n", "Network of networking.k8s.io/v1")]
    [InlineData("kind: Network\nmetadata: {name: web}\n", "Network of no apiVersion")]
    [InlineData("kind: shoot\nmetadata: {name: web}\n", "shoot of no apiVersion")]
    [InlineData("kind: {Shoot: 1}\nmetadata: {name: web}\n", "an object without kind of no apiVersion")]
    [InlineData("metadata: {name: web}\n", "an object without kind of no apiVersion")]
    [InlineData("{}", "an object without kind of no apiVersion")]
    [InlineData("- metadata: {name: web}\n", "an object without kind of no apiVersion")]
    [InlineData("apiVersion: v1\nkind: List\nitems: [{metadata: {name: web}}]\n", "an object without kind of v1")]
    [InlineData("apiVersion: v1\nkind: List\nitems: [{apiVersion: v1, kind: List, items: [{kind: Shoot, metadata: {name: inner}}]}]\n", "List of v1")]
    [InlineData("apiVersion: v1\nkind: List\nitems: {a: b}\n", "List of v1")]
    [InlineData("apiVersion: core.gardener.cloud/v1beta1\nkind: SeedList\nitems: [{metadata: {name: web}}]\n", "Seed of core.gardener.cloud/v1beta1")]
    public void Other_kinds_are_passed_over_and_named(string text, string what)
    {
        ManifestEntry entry = Assert.Single(Manifests.Read(_folder.Write("a.yaml", text)));
        Assert.Contains($": passed over, {what} ", entry.PassedOver, StringComparison.Ordinal);
        Assert.Null(entry.Shoot);
        Assert.Null(entry.Error);
    }

    [Theory]
    [InlineData("kind: Shoot\n")]
    [InlineData("kind: Shoot\nmetadata:\n")]
    [InlineData("kind: Shoot\nmetadata: web\n")]
    [InlineData("kind: Shoot\nmetadata: [name]\n")]
    [InlineData("kind: Shoot\nmetadata: {name: ''}\n")]
    [InlineData("kind: Shoot\nmetadata: {name: ~}\n")]
    [InlineData("kind: Shoot\nmetadata: {name: [web]}\n")]
    [InlineData("kind: Shoot\nmetadata: {generateName: web-}\n")]
    public void A_shoot_without_a_name_is_an_error_and_the_next_is_read(string text)
    {
        List<ManifestEntry> entries = Manifests.Read(_folder.Write("a.yaml", $"{text}---\n{Manifests.Shoot("next")}"));
        Assert.Equal(2, entries.Count);
        Assert.Equal(ErrorTable.ManifestWithoutName, entries[0].Error!.Error);
        Assert.Contains("line 1:", entries[0].Error!.Message, StringComparison.Ordinal);
        Assert.Equal("next", entries[1].Shoot!.Name);
    }
}
