using System.Globalization;
using System.Text;
using GardenerOverlay.Clients.Manifests;
using GardenerOverlay.Core.Errors;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Clients.Tests;

public sealed class LimitTests : IDisposable
{
    private const int Megabyte = 1 << 20;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("{", "a.yaml")]
    [InlineData("[", "a.yaml")]
    [InlineData("{a: ", "a.yaml")]
    [InlineData("- ", "a.yaml")]
    [InlineData("? ", "a.yaml")]
    [InlineData("[[[\n", "a.yaml")]
    [InlineData("&a [", "a.yaml")]
    [InlineData("!!seq [", "a.yaml")]
    [InlineData("[", "a.json")]
    [InlineData("{\"a\":", "a.json")]
    [InlineData("{\"a\":", "a.yaml")]
    [InlineData("{\"items\":[", "a.json")]
    public void A_file_of_brackets_ends_soon_with_an_error(string bracket, string name)
    {
        string path = _folder.Write(name, string.Concat(Enumerable.Repeat(bracket, 2 * Megabyte / bracket.Length)));
        ErrorDefinition error = Manifests.Error(path, Manifests.Soon).Error;
        Assert.Contains(error, (ErrorDefinition[])[ErrorTable.ManifestLimit, ErrorTable.ManifestSyntax]);
    }

    [Theory]
    [InlineData("a.yaml", "a: ")]
    [InlineData("a.yaml", "kind: Shoot\nspec: ")]
    [InlineData("a.yaml", "b: &b ")]
    [InlineData("a.json", "{\"a\":")]
    [InlineData("a.json", "{\"spec\":")]
    public void A_hundred_levels_are_read_and_one_more_is_not(string name, string start)
    {
        string end = name.EndsWith("json", StringComparison.Ordinal) ? "}" : "\n";
        string Nested(int levels) => start + new string('[', levels - 1) + new string(']', levels - 1) + end;
        Assert.Null(Assert.Single(Manifests.Read(_folder.Write(name, Nested(100)))).Error is { } error && error.Error != ErrorTable.ManifestWithoutName ? error : null);
        GardenerOverlayException tooDeep = Manifests.Error(_folder.Write(name, Nested(101)), Manifests.Soon);
        Assert.Equal(ErrorTable.ManifestLimit, tooDeep.Error);
        Assert.Contains($"column {start.Length - start.LastIndexOf('\n') - 1 + 100}: nested deeper than 100 levels", tooDeep.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.yaml", "a: TEXT\n")]
    [InlineData("a.yaml", "a: 'TEXT'\n")]
    [InlineData("a.yaml", "a: \"TEXT\"\n")]
    [InlineData("a.yaml", "a: |\n  TEXT\n")]
    [InlineData("a.yaml", "a: >\n  TEXT\n")]
    [InlineData("a.yaml", "b: 1\n? TEXT\n: 1\n")]
    [InlineData("a.yaml", "b: &TEXT 1\n")]
    [InlineData("a.yaml", "b: !<TEXT> 1\n")]
    [InlineData("a.json", "{\"a\":\"TEXT\"}")]
    [InlineData("a.json", "{\"spec\":{\"a\":[\"TEXT\"]}}")]
    [InlineData("a.json", "{\"TEXT\":1}")]
    [InlineData("a.json", "{\"spec\":{\"TEXT\":1}}")]
    public void A_scalar_of_two_megabytes_is_an_error(string name, string text)
    {
        GardenerOverlayException error = Manifests.Error(_folder.Write(name, text.Replace("TEXT", new string('x', 2 * Megabyte), StringComparison.Ordinal)), Manifests.Soon);
        Assert.Equal(ErrorTable.ManifestLimit, error.Error);
        Assert.Contains("longer than 1 MB", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.yaml", "kind: Shoot\nmetadata:\n  name: web\n  labels: {a: \"TEXT\"}\n")]
    [InlineData("a.json", "{\"kind\":\"Shoot\",\"metadata\":{\"name\":\"web\",\"labels\":{\"a\":\"TEXT\",\"b\":\"TEXT\"}}}")]
    public void A_scalar_just_below_a_megabyte_is_read(string name, string text) =>
        Assert.Single(Manifests.Shoots(_folder.Write(name, text.Replace("TEXT", new string('x', Megabyte - 4096), StringComparison.Ordinal))));

    [Fact]
    public void A_huge_scalar_does_not_cost_huge_memory()
    {
        string path = _folder.Write("a.yaml", "items:\n- a: \"" + new string('x', 60 * Megabyte));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(ErrorTable.ManifestLimit, Manifests.Error(path, Manifests.Soon).Error);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20 * Megabyte);
    }

    [Theory]
    [InlineData("a.yaml", "kind: Shoot\nspec:\n", "- {a: some text}\n", "")]
    [InlineData("a.yaml", "{kind: Shoot, spec: [\n", "{a: some text},\n", "]}")]
    [InlineData("a.yaml", "", "# comment\n", "")]
    [InlineData("a.yaml", "a: 1\n---\n", "\"k#\": some text\n", "---\nb: 1\n")]
    [InlineData("a.yaml", "items:\n- kind: Shoot\n  spec:\n", "  - {a: some text}\n", "")]
    [InlineData("a.yaml", "items:\nspec:\n", "- {a: some text}\n", "")]
    [InlineData("a.yaml", "items: []\nspec:\n", "- {a: some text}\n", "")]
    [InlineData("a.json", "{\"spec\":[", "{\"a\":\"some text\"},\n", "1]}")]
    [InlineData("a.json", "{\"items\":[{\"kind\":\"Shoot\",\"spec\":[", "{\"a\":\"some text\"},\n", "1]}]}")]
    [InlineData("a.json", "{\"unread\":[", "{\"a\":\"some text\"},\n", "1]}")]
    public void An_object_of_more_than_16_MB_is_an_error(string name, string start, string part, string end)
    {
        GardenerOverlayException error = Manifests.Error(_folder.Write(name, Long(start, part, end, 40)), Manifests.Soon);
        Assert.Equal(ErrorTable.ManifestLimit, error.Error);
        Assert.Contains("larger than 16 MB", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_line_of_a_document_that_is_too_large_is_its_beginning() => Assert.Contains(
        ", line 3,",
        Manifests.Error(_folder.Write("a.yaml", Long("a: 1\nb: 2\n---\n", "\"k#\": some text\n", "---\nb: 1\n", 20))).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("a.yaml", "apiVersion: v1\nitems:\n", "- kind: ConfigMap\n  metadata: {name: 'some name'}\n", "kind: List\n", 20)]
    [InlineData("a.yaml", "", "---\nkind: ConfigMap\nmetadata: {name: 'some name'}\n", "", 20)]
    [InlineData("a.json", "{\"items\":[", "{\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"some name\"}},", "{\"kind\":\"ConfigMap\"}],\"kind\":\"List\"}", 40)]
    public void Many_objects_may_have_more_than_16_MB_together(string name, string start, string part, string end, int megabytes)
    {
        string path = _folder.Write(name, Long(start, part, end, megabytes));
        Assert.Equal((megabytes * Megabyte / part.Length) + (name == "a.json" ? 1 : 0), new ManifestReader().Read(path, CancellationToken.None).Count(entry => entry.PassedOver is not null));
    }

    [Fact]
    public void A_large_object_in_UTF16_is_not_read_in_quadratic_time()
    {
        byte[] text = Encoding.Unicode.GetBytes(Long("{\"kind\":\"Shoot\",\"metadata\":{\"name\":\"web\",\"labels\":{", "\"k#\":\"some text\",", "\"k\":\"\"}}}", 12));
        string path = _folder.Write("a.json", [0xFF, 0xFE, .. text]);
        Assert.Equal("web", Assert.Single(Manifests.Read(path, Manifests.Soon)).Shoot!.Name);
    }

    [Theory]
    [InlineData("a.yaml")]
    [InlineData("a.json")]
    public void A_mapping_of_many_keys_is_not_read_in_quadratic_time(string name)
    {
        string text = Long("{\"kind\":\"Shoot\",\"metadata\":{\"name\":\"web\"},\"spec\":{\"networking\":{\"providerConfig\":{", "\"k#\":1,\n", "\"k\":1}}}}", 2);
        Shoot shoot = Assert.Single(Manifests.Read(_folder.Write(name, name == "a.yaml" ? "# no JSON\n" + text : text), Manifests.Soon)).Shoot!;
        Assert.True(shoot.ProviderConfig!.Entries.Count > 100_000);
    }

    [Fact]
    public void Aliases_to_aliases_are_an_error_at_once()
    {
        StringBuilder text = new("kind: Shoot\nmetadata: {name: web}\na0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int level = 1; level < 50; level++)
        {
            string alias = $"*a{level - 1}";
            text.Append(CultureInfo.InvariantCulture, $"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat(alias, 10))}]\n");
        }
        text.Append("spec: {networking: {providerConfig: *a49}}\n");
        AssertTooManyAliases(text.ToString());
    }

    [Fact]
    public void Merges_of_merges_are_an_error_at_once()
    {
        StringBuilder text = new("kind: Shoot\nmetadata: {name: web}\na0: &a0 {k: v}\n");
        for (int level = 1; level < 50_000; level++)
        {
            text.Append(CultureInfo.InvariantCulture, $"a{level}: &a{level} {{<<: *a{level - 1}, k{level}: v}}\n");
        }
        AssertTooManyAliases(text.ToString());
    }

    [Fact]
    public void Merging_one_mapping_very_often_is_an_error_at_once()
    {
        string keys = string.Join(", ", Enumerable.Range(0, 10_000).Select(key => $"k{key}: v"));
        AssertTooManyAliases($"kind: Shoot\na: &a {{{keys}}}\nmetadata:\n  <<: [{string.Join(", ", Enumerable.Repeat("*a", 100_000))}]\n");
    }

    [Fact]
    public void Thousands_of_aliases_to_small_values_are_read()
    {
        string pools = string.Concat(Enumerable.Repeat("    - {name: p, kubernetes: *k}\n", 5000));
        string text = Manifests.Shoot("web", $"k: &k {{kubelet: {{maxPods: 50}}}}\nspec:\n  provider:\n    workers:\n{pools}");
        Shoot shoot = Assert.Single(Manifests.Shoots(_folder.Write("a.yaml", text)));
        Assert.Equal(5000, shoot.Workers.Count(worker => worker.MaxPods == 50));
    }

    private void AssertTooManyAliases(string text)
    {
        GardenerOverlayException error = Manifests.Error(_folder.Write("a.yaml", text), Manifests.Soon);
        Assert.Equal(ErrorTable.ManifestLimit, error.Error);
        Assert.Contains("aliases", error.Message, StringComparison.Ordinal);
    }

    /// <summary>A text of many parts; k# in a part becomes k and its number, so that keys differ.</summary>
    private static string Long(string start, string part, string end, int megabytes)
    {
        StringBuilder text = new(start);
        for (int index = 0; index < megabytes * Megabyte / part.Length; index++)
        {
            text.Append(part.Replace("k#", FormattableString.Invariant($"k{index}"), StringComparison.Ordinal));
        }
        return text.Append(end).ToString();
    }
}
