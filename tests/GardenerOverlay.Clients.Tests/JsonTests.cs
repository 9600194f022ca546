using System.Globalization;
using System.Text;
using GardenerOverlay.Core.Errors;
using GardenerOverlay.Core.Ports;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Clients.Tests;

public sealed class JsonTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.json", """{"kind":"Shoot","metadata":{"name":"web"}}""")]
    [InlineData("a.JSON", "\r\n\t {\r\n \"kind\" : \"Shoot\" ,\r\n\"metadata\":{\"name\":\"web\"} } \r\n\n")]
    [InlineData("a.yaml", """{"kind":"Shoot","metadata":{"name":"web"}}""")]
    [InlineData("a.yml", "\n\n\t{\"kind\":\"Shoot\",\t\"metadata\":{\"name\":\"web\"}}")]
    [InlineData("a", """{"kind":"Shoot","metadata":{"name":"web"}}""")]
    [InlineData("a.json", """[{"kind":"Shoot","metadata":{"name":"web"}}]""")]
    [InlineData("a.json", """{"status":{"conditions":[{"a":[[],{}]},null,true]},"metadata":{"labels":{"a":"b"},"name":"web"},"kind":"Shoot"}""")]
    [InlineData("a.json", """{"\u006bind":"Sh\u006fot","metadata":{"n\u0061me":"w\u0065b"}}""")]
    [InlineData("a.json", """{"kind":"Shoot","metadata":{"name":"web","generateName":null,"generation":1e400,"labels":{"x":"\ud800"}}}""")]
    public void A_shoot_is_found(string name, string text)
    {
        Shoot shoot = Assert.Single(Manifests.Shoots(_folder.Write(name, text)));
        Assert.Equal("web", shoot.Name);
        Assert.Empty(shoot.ReadProblems);
    }

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("\n  \n", 3, 1)]
    [InlineData("# not JSON\n", 1, 1)]
    [InlineData("kind: Shoot\n", 1, 1)]
    [InlineData("{\"kind\":\"Shoot\"", 1, 16)]
    [InlineData("{\n\"kind\":\"Sho", 2, 12)]
    [InlineData("{\n\"kind\":tru", 2, 11)]
    [InlineData("{\"kind\":", 1, 9)]
    [InlineData("{\"items\":[", 1, 11)]
    [InlineData("{\"items\":[{\"a\":1},", 1, 18)]
    [InlineData("{} {}", 1, 4)]
    [InlineData("{}\n]", 2, 1)]
    [InlineData("[{}]\nmore", 2, 1)]
    [InlineData("{\"a\":1,}", 1, 8)]
    [InlineData("{\"a\":01}", 1, 7)]
    [InlineData("{a:1}", 1, 2)]
    [InlineData("{'a':1}", 1, 2)]
    [InlineData("{\"a\":1 // comment\n}", 1, 8)]
    [InlineData("{\"a\":\"\\x\"}", 1, 8)]
    [InlineData("{\"a\":\"\\u12G4\"}", 1, 11)]
    [InlineData("{\"a\":\"line\nend\"}", 1, 11)]
    [InlineData("{\n\"metadata\":{\"name\":\"\\ud800\"}}", 2, 20)]
    [InlineData("{\n\"metadata\":{\"\\udc00\":1}}", 2, 13)]
    [InlineData("{\n\"\\udc00x\":1}", 2, 1)]
    [InlineData("{\"metadata\":{\"name\":\"a\",\n  \"name\":\"b\"}}", 2, 3)]
    [InlineData("{\"kind\":\"Shoot\",\n  \"kind\":\"Shoot\"}", 2, 3)]
    [InlineData("{\"items\":[],\"items\":[]}", 1, 13)]
    public void What_is_wrong_is_an_error_with_line_and_column(string text, int line, int column)
    {
        GardenerOverlayException error = Manifests.Error(_folder.Write("bad.json", text), Manifests.Soon);
        Assert.Equal(ErrorTable.ManifestSyntax, error.Error);
        Assert.Contains($", line {line}, column {column}: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Items_before_an_error_are_read()
    {
        List<ManifestEntry> entries = Manifests.Read(_folder.Write("a.json", """{"items":[{"kind":"Shoot","metadata":{"name":"one"}},{"kind":"Shoot","metadata":{"name":"two"}}"""));
        Assert.Equal(["one", "two", null], entries.Select(entry => entry.Shoot?.Name));
        Assert.NotNull(entries[^1].Error);
    }

    [Fact]
    public void Lists_longer_than_the_buffer_are_read_item_by_item()
    {
        StringBuilder text = new("{\n\"items\": [\n");
        // Items of all lengths, so that every token falls on the border of a buffer some time.
        for (int index = 0; index < 2000; index++)
        {
            text.Append(CultureInfo.InvariantCulture, $$$"""{"kind":"Shoot","metadata":{"labels":{"x":"{{{new string('\\', index * 2)}}}"},"name":"s{{{index}}}"},"spec":{"region":"r{{{index}}}"}},{{{'\n'}}}""");
        }
        text.Append("{\"kind\":\"ConfigMap\"}],\"kind\":\"List\"}");
        List<ManifestEntry> entries = Manifests.Read(_folder.Write("a.json", text.ToString()));
        Assert.NotNull(entries[^1].PassedOver);
        Assert.Equal(
            Enumerable.Range(0, 2000).Select(index => ($"s{index}", $"r{index}", (int?)index + 3)),
            entries.SkipLast(1).Select(entry => (entry.Shoot!.Name, entry.Shoot.Region!, entry.Shoot.Line)));
    }

    [Fact]
    public void An_object_longer_than_the_buffer_is_read()
    {
        string filler = string.Join(',', Enumerable.Range(0, 100_000).Select(index => $"\"k{index}\":[{index},{{}}]"));
        string text = "{\"kind\":\"Shoot\",\"metadata\":{\"labels\":{" + filler + "},\"name\":\"web\"},\"spec\":{\"networking\":{\"providerConfig\":{" + filler + "}}}}";
        Shoot shoot = Assert.Single(Manifests.Shoots(_folder.Write("a.json", text)));
        Assert.Equal(100_000, shoot.ProviderConfig!.Entries.Count);
    }

    [Fact]
    public void An_error_far_into_one_long_line_has_its_column()
    {
        string good = $"{{\"items\":[{string.Concat(Enumerable.Repeat("{\"kind\":\"ConfigMap\"},", 50_000))}";
        GardenerOverlayException error = Manifests.Error(_folder.Write("a.json", good + "{\"kind\":\"A\",\"kind\":\"B\"}]}"));
        Assert.Contains($", line 1, column {good.Length + 13}: ", error.Message, StringComparison.Ordinal);
    }
}
