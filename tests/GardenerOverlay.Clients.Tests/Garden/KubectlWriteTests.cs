using System.Text.Json;

namespace GardenerOverlay.Clients.Tests.Garden;

/// <summary>What kubectl changes in the garden.</summary>
public sealed class KubectlWriteTests(GardenProcess garden) : IClassFixture<GardenProcess>, IDisposable
{
    private const string Area = "garden-lab";
    private readonly Kubectl _kubectl = new(garden);

    public void Dispose() => _kubectl.Dispose();

    [Fact]
    public async Task Create_and_delete()
    {
        string file = Shoot("made", "eu-west-1");
        Assert.Equal("shoot.core.gardener.cloud/made created\n", (await _kubectl.RunAsync("create", "-f", file)).Ok);
        Assert.Contains("(AlreadyExists)", (await _kubectl.RunAsync("create", "-f", file)).Refused, StringComparison.Ordinal);
        Assert.Equal("1", await FieldAsync("shoot", "made", "{.metadata.generation}{.status}"));
        Assert.Contains("deleted", (await _kubectl.RunAsync("delete", "-f", file)).Ok, StringComparison.Ordinal);
        Assert.Contains("(NotFound)", (await _kubectl.RunAsync("get", "shoot", "made", "-n", Area)).Refused, StringComparison.Ordinal);
        string unknown = _kubectl.Home.Write("unknown.yaml", ConfigMap("a", "x: y").Replace(Area, "nowhere", StringComparison.Ordinal));
        Assert.Contains("namespaces \"nowhere\" not found", (await _kubectl.RunAsync("create", "-f", unknown)).Refused, StringComparison.Ordinal);
        string invalid = _kubectl.Home.Write("invalid.yaml", File.ReadAllText(file).Replace("  region: eu-west-1\n", "", StringComparison.Ordinal));
        Assert.Contains("spec.region: Required value", (await _kubectl.RunAsync("create", "-f", invalid)).Refused, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Apply_adds_changes_and_removes_and_diff_says_so_before(bool isShoot)
    {
        string name = isShoot ? "applied" : "applied-map";
        string Write(string extra) => isShoot ? Shoot(name, "eu-west-1", extra) : _kubectl.Home.Write("map.yaml", ConfigMap(name, "region: eu-west-1" + (extra.Length == 0 ? "" : "\n  " + extra)));
        string file = Write("purpose: testing");
        Assert.Contains("created", (await _kubectl.RunAsync("apply", "-f", file)).Ok, StringComparison.Ordinal);
        Assert.Contains("unchanged", (await _kubectl.RunAsync("apply", "-f", file)).Ok, StringComparison.Ordinal);

        file = Write("");
        KubectlResult difference = await _kubectl.RunAsync("diff", "-f", file);
        Assert.Equal(1, difference.ExitCode);
        Assert.Contains("-  purpose: testing", difference.Output, StringComparison.Ordinal);
        Assert.Contains("configured", (await _kubectl.RunAsync("apply", "-f", file)).Ok, StringComparison.Ordinal);
        Assert.Equal("eu-west-1", await FieldAsync(isShoot ? "shoot" : "configmap", name, "{.spec.region}{.data.region}{.spec.purpose}{.data.purpose}"));
        Assert.Equal(0, (await _kubectl.RunAsync("diff", "-f", file)).ExitCode);
    }

    [Fact]
    public async Task Server_side_apply_keeps_apart_who_set_what()
    {
        string file = _kubectl.Home.Write("map.yaml", ConfigMap("shared", "a: '1'\n  b: '1'"));
        _ = (await _kubectl.RunAsync("apply", "--server-side", "-f", file)).Ok;
        string other = _kubectl.Home.Write("other.yaml", ConfigMap("shared", "b: '2'\n  c: '2'"));
        string conflict = (await _kubectl.RunAsync("apply", "--server-side", "-f", other, "--field-manager=other")).Refused;
        Assert.Contains("Apply failed with 1 conflict: conflict with \"kubectl\": .data.b", conflict, StringComparison.Ordinal);

        _ = (await _kubectl.RunAsync("apply", "--server-side", "-f", other, "--field-manager=other", "--force-conflicts")).Ok;
        Assert.Equal("1 2 2", await FieldAsync("configmap", "shared", "{.data.a} {.data.b} {.data.c}"));
        Assert.Equal("kubectl other", await FieldAsync("configmap", "shared", "{.metadata.managedFields[*].manager}"));

        // What one applier leaves out goes, unless another set it.
        file = _kubectl.Home.Write("map.yaml", ConfigMap("shared", "d: '3'"));
        _ = (await _kubectl.RunAsync("apply", "--server-side", "-f", file)).Ok;
        Assert.Equal("""{"b":"2","c":"2","d":"3"}""", await FieldAsync("configmap", "shared", "{.data}"));
    }

    [Fact]
    public async Task Patches_of_each_kind()
    {
        _ = (await _kubectl.RunAsync("create", "-f", Shoot("patched", "eu-west-1"))).Ok;
        _ = (await PatchAsync("shoot", "patched", "merge", """{"spec":{"networking":{"providerConfig":{"overlay":{"enabled":true},"vxlan":null}},"purpose":"testing"}}""")).Ok;
        Assert.Equal("true testing 2", await FieldAsync("shoot", "patched", "{.spec.networking.providerConfig.overlay.enabled} {.spec.purpose} {.metadata.generation}"));
        _ = (await PatchAsync("shoot", "patched", "json", """[{"op":"test","path":"/spec/purpose","value":"testing"},{"op":"remove","path":"/spec/purpose"},{"op":"add","path":"/metadata/annotations","value":{"a/b":"c"}}]""")).Ok;
        Assert.Equal(" c", await FieldAsync("shoot", "patched", @"{.spec.purpose} {.metadata.annotations.a/b}"));
        Assert.Contains("testing path /spec/region failed", (await PatchAsync("shoot", "patched", "json", """[{"op":"test","path":"/spec/region","value":"x"}]""")).Refused, StringComparison.Ordinal);
        const string Switch = """{"spec":{"networking":{"providerConfig":{"overlay":{"enabled":false}}}}}""";
        Assert.Equal("Error from server: unable to find api field in struct RawExtension for the json field \"overlay\"\n", (await PatchAsync("shoot", "patched", "strategic", Switch)).Refused);
        _ = (await PatchAsync("shoot", "patched", "strategic", """{"spec":{"provider":{"workers":[{"name":"a","minimum":1},{"name":"b","minimum":1}]}}}""")).Ok;
        _ = (await PatchAsync("shoot", "patched", "strategic", """{"spec":{"provider":{"workers":[{"name":"b","minimum":2}]}}}""")).Ok;
        Assert.Equal("a 1 b 2 ", await FieldAsync("shoot", "patched", "{range .spec.provider.workers[*]}{.name} {.minimum} {end}"));
        _ = (await _kubectl.RunAsync("create", "-f", _kubectl.Home.Write("map.yaml", ConfigMap("patched", "a: b")))).Ok;
        _ = (await PatchAsync("configmap", "patched", "strategic", """{"data":{"c":"d","a":null}}""")).Ok;
        Assert.Equal("""{"c":"d"}""", await FieldAsync("configmap", "patched", "{.data}"));
    }

    [Fact]
    public async Task A_node_is_cordoned_and_its_conditions_merge_by_type()
    {
        using Kubectl shoot = new(garden, "shoot--shop--web");
        string node = (await shoot.RunAsync("get", "nodes", "-o", "jsonpath={.items[0].metadata.name}")).Ok;
        _ = (await shoot.RunAsync("cordon", node)).Ok;
        Assert.Contains("Ready,SchedulingDisabled", (await shoot.RunAsync("get", "node", node)).Ok, StringComparison.Ordinal);
        string before = (await shoot.RunAsync("get", "node", node, "-o", "jsonpath={.metadata.resourceVersion}")).Ok;
        _ = (await shoot.RunAsync("patch", "node", node, "--subresource=status", "-p", """{"status":{"conditions":[{"type":"NetworkUnavailable","status":"True","reason":"CalicoIsDown"}]}}""")).Ok;
        Assert.Equal("True CalicoIsDown,True KubeletReady,", (await shoot.RunAsync("get", "node", node, "-o", "jsonpath={range .status.conditions[*]}{.status} {.reason},{end}")).Ok);
        Assert.NotEqual(before, (await shoot.RunAsync("get", "node", node, "-o", "jsonpath={.metadata.resourceVersion}")).Ok);
    }

    [Fact]
    public async Task A_stale_replacement_is_a_conflict()
    {
        _ = (await _kubectl.RunAsync("create", "-f", Shoot("replaced", "eu-west-1"))).Ok;
        string stale = _kubectl.Home.Write("stale.json", (await _kubectl.RunAsync("get", "shoot", "replaced", "-n", Area, "-o", "json")).Ok);
        _ = (await _kubectl.RunAsync("replace", "-f", stale)).Ok;
        _ = (await _kubectl.RunAsync("label", "shoot", "replaced", "-n", Area, "a=b")).Ok;
        Assert.Contains("the object has been modified; please apply your changes to the latest version and try again", (await _kubectl.RunAsync("replace", "-f", stale)).Refused, StringComparison.Ordinal);
        Assert.Equal("b", await FieldAsync("shoot", "replaced", "{.metadata.labels.a}"));
    }

    [Fact]
    public async Task Labels_and_annotations_do_not_count_as_wishes()
    {
        _ = (await _kubectl.RunAsync("create", "-f", Shoot("labelled", "eu-west-1"))).Ok;
        _ = (await _kubectl.RunAsync("label", "shoot", "labelled", "-n", Area, "a=b")).Ok;
        Assert.Contains("--overwrite is false", (await _kubectl.RunAsync("label", "shoot", "labelled", "-n", Area, "a=c")).Refused, StringComparison.Ordinal);
        _ = (await _kubectl.RunAsync("annotate", "shoot", "labelled", "-n", Area, "gardener.cloud/operation=reconcile")).Ok;
        string version = await FieldAsync("shoot", "labelled", "{.metadata.resourceVersion}");
        _ = (await _kubectl.RunAsync("annotate", "shoot", "labelled", "-n", Area, "gardener.cloud/operation=reconcile", "--overwrite")).Ok;
        Assert.Equal($"1 b {version}", await FieldAsync("shoot", "labelled", "{.metadata.generation} {.metadata.labels.a} {.metadata.resourceVersion}"));
        _ = (await _kubectl.RunAsync("annotate", "shoot", "labelled", "-n", Area, "gardener.cloud/operation-")).Ok;
        Assert.Equal("", await FieldAsync("shoot", "labelled", @"{.metadata.annotations}"));
    }

    [Fact]
    public async Task A_finalizer_keeps_an_object_until_it_is_taken_away()
    {
        _ = (await _kubectl.RunAsync("create", "-f", _kubectl.Home.Write("map.yaml", ConfigMap("kept", "a: b")))).Ok;
        _ = (await PatchAsync("configmap", "kept", "merge", """{"metadata":{"finalizers":["example.org/wait"]}}""")).Ok;
        _ = (await _kubectl.RunAsync("delete", "configmap", "kept", "-n", Area, "--wait=false")).Ok;
        Assert.Matches("^[0-9-]+T[0-9:]+Z$", await FieldAsync("configmap", "kept", "{.metadata.deletionTimestamp}"));
        Task<KubectlResult> waiting = _kubectl.RunAsync("wait", "--for=delete", "configmap/kept", "-n", Area, "--timeout=20s");
        _ = (await PatchAsync("configmap", "kept", "merge", """{"metadata":{"finalizers":null}}""")).Ok;
        _ = (await waiting).Ok;
        Assert.Contains("(NotFound)", (await _kubectl.RunAsync("get", "configmap", "kept", "-n", Area)).Refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_answers_and_changes_nothing()
    {
        string file = Shoot("dry", "eu-west-1");
        Assert.Equal("shoot.core.gardener.cloud/dry created (server dry run)\n", (await _kubectl.RunAsync("create", "-f", file, "--dry-run=server")).Ok);
        Assert.Contains("(NotFound)", (await _kubectl.RunAsync("get", "shoot", "dry", "-n", Area)).Refused, StringComparison.Ordinal);
        _ = (await _kubectl.RunAsync("create", "-f", file)).Ok;
        string version = await FieldAsync("shoot", "dry", "{.metadata.resourceVersion}");
        JsonElement shown = JsonDocument.Parse((await _kubectl.RunAsync("patch", "shoot", "dry", "-n", Area, "--type=merge", "-p", """{"spec":{"region":"eu-west-2"}}""", "--dry-run=server", "-o", "json")).Ok).RootElement;
        Assert.Equal("eu-west-2", shown.GetProperty("spec").GetProperty("region").GetString());
        _ = (await _kubectl.RunAsync("delete", "shoot", "dry", "-n", Area, "--dry-run=server")).Ok;
        Assert.Equal($"eu-west-1 {version}", await FieldAsync("shoot", "dry", "{.spec.region} {.metadata.resourceVersion}"));
    }

    [Fact]
    public async Task The_status_is_written_through_its_subresource_only()
    {
        _ = (await _kubectl.RunAsync("create", "-f", Shoot("observed", "eu-west-1"))).Ok;
        const string Both = """{"spec":{"purpose":"testing"},"status":{"technicalID":"shoot--lab--observed"}}""";
        _ = (await PatchAsync("shoot", "observed", "merge", Both)).Ok;
        Assert.Equal("testing  2", await FieldAsync("shoot", "observed", "{.spec.purpose} {.status.technicalID} {.metadata.generation}"));
        _ = (await _kubectl.RunAsync("patch", "shoot", "observed", "-n", Area, "--subresource=status", "--type=merge", "-p", Both.Replace("testing", "production", StringComparison.Ordinal))).Ok;
        Assert.Equal("testing shoot--lab--observed 2", await FieldAsync("shoot", "observed", "{.spec.purpose} {.status.technicalID} {.metadata.generation}"));
    }

    private Task<KubectlResult> PatchAsync(string kind, string name, string type, string patch) =>
        _kubectl.RunAsync("patch", kind, name, "-n", Area, "--type=" + type, "-p", patch);

    private async Task<string> FieldAsync(string kind, string name, string path) =>
        (await _kubectl.RunAsync("get", kind, name, "-n", Area, "-o", "jsonpath=" + path)).Ok;

    private static string ConfigMap(string name, string data) =>
        $"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {name}\n  namespace: {Area}\ndata:\n  {data}\n";

    private string Shoot(string name, string region, string extra = "") => _kubectl.Home.Write("shoot.yaml", $$"""
        apiVersion: core.gardener.cloud/v1beta1
        kind: Shoot
        metadata:
          name: {{name}}
          namespace: {{Area}}
        spec:
          region: {{region}}
          {{extra}}
          kubernetes:
            version: 1.33.6
          provider:
            type: aws
          networking:
            type: calico
        """);
}
