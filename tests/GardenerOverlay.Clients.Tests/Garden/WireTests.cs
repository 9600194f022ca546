using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;

namespace GardenerOverlay.Clients.Tests.Garden;

/// <summary>What the API machinery says on the wire, beyond what the clients happen to ask for.</summary>
public sealed class WireTests(GardenProcess garden) : IClassFixture<GardenProcess>, IDisposable
{
    private const string Core = "/garden/api/v1";
    private const string Shoots = "/garden/apis/core.gardener.cloud/v1beta1/shoots";
    private const string Maps = Core + "/namespaces/garden-lab/configmaps";
    private readonly Wire _wire = new(garden.Client());

    public void Dispose() => _wire.Dispose();

    [Theory]
    [InlineData("/garden/apis/nothing/v1/things", HttpStatusCode.NotFound, "NotFound: the server could not find the requested resource")]
    [InlineData("/garden/openapi/v2", HttpStatusCode.NotFound, "NotFound: the server could not find the requested resource")]
    [InlineData("/elsewhere", HttpStatusCode.NotFound, "NotFound: the server could not find the requested resource")]
    [InlineData(Maps + "/none", HttpStatusCode.NotFound, "NotFound: configmaps \"none\" not found")]
    [InlineData(Maps + "?limit=many", HttpStatusCode.BadRequest, "BadRequest: limit: Invalid value: \"many\"")]
    [InlineData(Maps + "?continue=abc", HttpStatusCode.BadRequest, "BadRequest: continue key is not valid")]
    [InlineData(Maps + "?resourceVersion=x", HttpStatusCode.BadRequest, "BadRequest: resourceVersion: Invalid value: \"x\"")]
    [InlineData(Maps + "?resourceVersion=1&resourceVersionMatch=Exact", HttpStatusCode.Gone, "Expired: The resourceVersion for the provided list is too old.")]
    public async Task A_wrong_question_is_answered_by_a_Status(string path, HttpStatusCode code, string refusal) =>
        Assert.Equal(refusal, await _wire.RefusalAsync(_wire.GetAsync(path), code));

    [Fact]
    public async Task A_version_that_is_to_come_is_a_timeout_with_the_time_to_wait()
    {
        using HttpResponseMessage answer = await _wire.GetAsync(Maps + "?resourceVersion=999999");
        Assert.Equal(HttpStatusCode.GatewayTimeout, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter!.Delta);
        Assert.StartsWith("Timeout: Too large resource version: 999999, current: ", await _wire.RefusalAsync(Task.FromResult(answer), HttpStatusCode.GatewayTimeout), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_json_is_served_and_it_is_taken_where_it_is_named_anywhere()
    {
        Assert.StartsWith("NotAcceptable: ", await _wire.RefusalAsync(_wire.GetAsync(Maps, "application/vnd.kubernetes.protobuf"), HttpStatusCode.NotAcceptable), StringComparison.Ordinal);
        Assert.Equal("ConfigMapList", (await _wire.ReadAsync(_wire.GetAsync(Maps, "application/vnd.kubernetes.protobuf,application/json")))["kind"]!.GetValue<string>());
        Assert.Equal("Table", (await _wire.ReadAsync(_wire.GetAsync(Maps, "application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json;as=Table;v=v1;g=meta.k8s.io,application/json")))["kind"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("POST", Maps, "application/vnd.kubernetes.protobuf", "k8s", HttpStatusCode.UnsupportedMediaType, "UnsupportedMediaType: ")]
    [InlineData("PATCH", Maps + "/any", "application/json", "{}", HttpStatusCode.UnsupportedMediaType, "UnsupportedMediaType: ")]
    [InlineData("POST", Maps, "application/json", "{", HttpStatusCode.BadRequest, "BadRequest: the body of the request cannot be read")]
    [InlineData("POST", Maps, "application/json", """{"metadata":{"name":"a","name":"b"}}""", HttpStatusCode.BadRequest, "BadRequest: the body of the request cannot be read")]
    [InlineData("POST", Maps, "application/json", """{"kind":"Secret","apiVersion":"v1","metadata":{"name":"a"}}""", HttpStatusCode.BadRequest, "BadRequest: the kind in the data (Secret)")]
    [InlineData("POST", Maps, "application/json", """{"metadata":{"name":"a","namespace":"garden"}}""", HttpStatusCode.BadRequest, "BadRequest: the namespace of the provided object does not match")]
    [InlineData("POST", Maps, "application/json", """{"metadata":{"name":"A_b"}}""", (HttpStatusCode)422, "Invalid: ConfigMap \"A_b\" is invalid: metadata.name: Invalid value")]
    [InlineData("POST", Maps, "application/json", """{"metadata":{}}""", (HttpStatusCode)422, "Invalid: ConfigMap \"\" is invalid: metadata.name: Required value")]
    [InlineData("POST", Maps + "?dryRun=Some", "application/json", """{"metadata":{"name":"a"}}""", HttpStatusCode.BadRequest, "BadRequest: dryRun: Unsupported value: \"Some\"")]
    [InlineData("POST", Maps + "/any", "application/json", "{}", HttpStatusCode.MethodNotAllowed, "MethodNotAllowed: ")]
    [InlineData("PATCH", Maps + "/any", "application/apply-patch+yaml", "metadata: {}", (HttpStatusCode)422, "Invalid: PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value")]
    public async Task A_wrong_change_is_refused_by_a_Status(string method, string path, string mediaType, string body, HttpStatusCode code, string refusal) =>
        Assert.StartsWith(refusal, await _wire.RefusalAsync(_wire.SendAsync(new HttpMethod(method), path, body, mediaType), code), StringComparison.Ordinal);

    [Theory]
    [InlineData("0644", "420")]
    [InlineData("0o644", "420")]
    [InlineData("-0x10", "-16")]
    [InlineData("1_000", "1000")]
    [InlineData("_1", "\"_1\"")]
    [InlineData("5.5", "5.5")]
    [InlineData("1.33.6", "\"1.33.6\"")]
    [InlineData("Off", "false")]
    [InlineData("'off'", "\"off\"")]
    [InlineData("!!str 5", "\"5\"")]
    [InlineData("[y, ~]", "[true,null]")]
    public async Task A_scalar_of_YAML_is_what_Kubernetes_makes_of_it(string written, string expected)
    {
        string path = "/garden/apis/core.gardener.cloud/v1beta1/namespaces/garden-lab/shoots?dryRun=All";
        string body = $"metadata: {{name: written}}\nspec: {{region: a, provider: {{}}, kubernetes: {{}}, value: {written}}}";
        JsonNode made = await _wire.ReadAsync(_wire.SendAsync(HttpMethod.Post, path, body, "application/yaml"), HttpStatusCode.Created);
        Assert.Equal(expected, made["spec"]!["value"]!.ToJsonString());
    }

    [Fact]
    public async Task A_body_above_3_MB_is_too_large() => Assert.StartsWith(
        "RequestEntityTooLarge: ",
        await _wire.RefusalAsync(_wire.SendAsync(HttpMethod.Post, Maps, new string(' ', (3 << 20) + 1), "application/json"), HttpStatusCode.RequestEntityTooLarge),
        StringComparison.Ordinal);

    [Theory]
    [InlineData(Shoots + "?limit=1", false)]
    [InlineData(Shoots + "?limit=20", false)]
    [InlineData("/shoot/shoot--shop--checkout/apis/crd.projectcalico.org/v1/ippools", false)]
    [InlineData(Maps + "/large", true)]
    public async Task Answers_above_128_KB_are_compressed_for_those_who_ask(string path, bool compressed)
    {
        if (compressed)
        {
            string large = """{"metadata":{"name":"large"},"data":{"a":"TEXT"}}""".Replace("TEXT", new string('a', 128 << 10), StringComparison.Ordinal);
            _ = await _wire.ReadAsync(_wire.SendAsync(HttpMethod.Post, Maps, large, "application/json"), HttpStatusCode.Created);
        }
        using HttpResponseMessage plain = await _wire.GetAsync(path);
        byte[] bytes = await plain.Content.ReadAsByteArrayAsync(_wire.End);
        Assert.Empty(plain.Content.Headers.ContentEncoding);
        Assert.Equal(compressed, bytes.Length > 128 << 10);
        using HttpResponseMessage asked = await _wire.SendAsync(HttpMethod.Get, path, request => request.Headers.TryAddWithoutValidation("Accept-Encoding", "br, gzip"));
        Assert.Equal(compressed ? ["gzip"] : [], asked.Content.Headers.ContentEncoding);
        await using Stream content = await asked.Content.ReadAsStreamAsync(_wire.End);
        await using Stream read = compressed ? new GZipStream(content, CompressionMode.Decompress) : content;
        using MemoryStream got = new();
        await read.CopyToAsync(got, _wire.End);
        Assert.Equal(bytes, got.ToArray());
    }

    [Fact]
    public async Task Metadata_alone_and_tables_with_as_much_of_the_object_as_is_asked_for()
    {
        JsonNode list = await _wire.ReadAsync(_wire.GetAsync(Shoots + "?limit=2", "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io"));
        Assert.Equal("PartialObjectMetadataList meta.k8s.io/v1", $"{list["kind"]} {list["apiVersion"]}");
        JsonObject item = list["items"]![0]!.AsObject();
        Assert.Equal("PartialObjectMetadata", item["kind"]!.GetValue<string>());
        Assert.Equal(["kind", "apiVersion", "metadata"], item.Select(member => member.Key));
        foreach ((string include, string? kind) in new[] { ("None", null), ("Metadata", "PartialObjectMetadata"), ("Object", "Shoot") })
        {
            JsonNode table = await _wire.ReadAsync(_wire.GetAsync($"{Shoots}?limit=2&includeObject={include}", "application/json;as=Table;v=v1;g=meta.k8s.io"));
            Assert.Equal(2, table["rows"]!.AsArray().Count);
            Assert.Equal(table["columnDefinitions"]!.AsArray().Count, table["rows"]![0]!["cells"]!.AsArray().Count);
            Assert.Equal(kind, table["rows"]![0]!["object"]?["kind"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task A_watch_begins_with_what_is_there_marks_its_end_and_ends_with_a_bookmark()
    {
        List<JsonNode> events = await _wire.WatchAsync($"{Core}/namespaces?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&timeoutSeconds=1&fieldSelector=metadata.name%3Dgarden-lab");
        Assert.Equal(["ADDED", "BOOKMARK", "BOOKMARK"], events.Select(one => one["type"]!.GetValue<string>()));
        Assert.Equal("garden-lab", events[0]["object"]!["metadata"]!["name"]!.GetValue<string>());
        Assert.Equal("true", events[1]["object"]!["metadata"]!["annotations"]!["k8s.io/initial-events-end"]!.GetValue<string>());
        Assert.Equal("Namespace", events[2]["object"]!["kind"]!.GetValue<string>());
    }

    [Fact]
    public async Task To_a_selector_objects_come_and_go()
    {
        string version = (await _wire.ReadAsync(_wire.GetAsync(Maps)))["metadata"]!["resourceVersion"]!.GetValue<string>();
        _ = await _wire.ReadAsync(_wire.SendAsync(HttpMethod.Post, Maps, """{"metadata":{"name":"seen","labels":{"x":"0"}}}""", "application/json"), HttpStatusCode.Created);
        int change = 0;
        foreach (string value in (string[])["1", "1", "2"])
        {
            string patch = """{"metadata":{"labels":{"x":"VALUE"},"annotations":{"change":"COUNT"}}}"""
                .Replace("VALUE", value, StringComparison.Ordinal).Replace("COUNT", $"{change++}", StringComparison.Ordinal);
            _ = await _wire.ReadAsync(_wire.SendAsync(HttpMethod.Patch, Maps + "/seen", patch, "application/merge-patch+json"));
        }
        string selected = $"{Maps}?watch=true&resourceVersion={version}&timeoutSeconds=1&labelSelector=x%3D1";
        List<JsonNode> events = await _wire.WatchAsync(selected);
        Assert.Equal(["ADDED", "MODIFIED", "DELETED"], events.Select(one => one["type"]!.GetValue<string>()));
        long[] versions = [.. events.Select(one => long.Parse(one["object"]!["metadata"]!["resourceVersion"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture))];
        Assert.Equal(versions.Order(), versions);
        Assert.Equal("1", events[2]["object"]!["metadata"]!["labels"]!["x"]!.GetValue<string>());
        List<JsonNode> rows = await _wire.WatchAsync(selected, "application/json;as=Table;v=v1;g=meta.k8s.io");
        Assert.All(rows, row => Assert.Equal("seen", row["object"]!["rows"]![0]!["cells"]![0]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_deletion_may_name_the_object_it_means()
    {
        JsonNode made = await _wire.ReadAsync(_wire.SendAsync(HttpMethod.Post, Maps, """{"metadata":{"name":"meant"}}""", "application/json"), HttpStatusCode.Created);
        string uid = made["metadata"]!["uid"]!.GetValue<string>();
        Task<HttpResponseMessage> Delete(string uid) => _wire.SendAsync(HttpMethod.Delete, Maps + "/meant", $$$"""{"preconditions":{"uid":"{{{uid}}}"}}""", "application/json");
        Assert.Contains("UID in precondition: other", await _wire.RefusalAsync(Delete("other"), HttpStatusCode.Conflict), StringComparison.Ordinal);
        Assert.Equal("Success", (await _wire.ReadAsync(Delete(uid)))["status"]!.GetValue<string>());
        Assert.StartsWith("NotFound: ", await _wire.RefusalAsync(Delete(uid), HttpStatusCode.NotFound), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shoot_is_not_replaced_without_its_version() => Assert.Contains(
        "metadata.resourceVersion: Invalid value: 0: must be specified for an update",
        await _wire.RefusalAsync(_wire.SendAsync(HttpMethod.Put, "/garden/apis/core.gardener.cloud/v1beta1/namespaces/garden-lab/shoots/mesh", "{}", "application/json"), (HttpStatusCode)422),
        StringComparison.Ordinal);
}
