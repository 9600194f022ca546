using GardenerOverlay.Core.Errors;
using GardenerOverlay.Core.Ports;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Clients.Tests;

public sealed class YamlTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("yes", ManifestNodeKind.Boolean, "true")]
    [InlineData("On", ManifestNodeKind.Boolean, "true")]
    [InlineData("y", ManifestNodeKind.Boolean, "true")]
    [InlineData("TRUE", ManifestNodeKind.Boolean, "true")]
    [InlineData("no", ManifestNodeKind.Boolean, "false")]
    [InlineData("Off", ManifestNodeKind.Boolean, "false")]
    [InlineData("N", ManifestNodeKind.Boolean, "false")]
    [InlineData("False", ManifestNodeKind.Boolean, "false")]
    [InlineData("tRUE", ManifestNodeKind.Text, "tRUE")]
    [InlineData("yEs", ManifestNodeKind.Text, "yEs")]
    [InlineData("\"yes\"", ManifestNodeKind.Text, "yes")]
    [InlineData("'off'", ManifestNodeKind.Text, "off")]
    [InlineData("!!str no", ManifestNodeKind.Text, "no")]
    [InlineData("! no", ManifestNodeKind.Text, "no")]
    [InlineData("!!str 5", ManifestNodeKind.Text, "5")]
    [InlineData("!!bool \"yes\"", ManifestNodeKind.Boolean, "true")]
    [InlineData("!!int \"5\"", ManifestNodeKind.Number, "5")]
    [InlineData("", ManifestNodeKind.Null, "")]
    [InlineData("~", ManifestNodeKind.Null, "")]
    [InlineData("null", ManifestNodeKind.Null, "")]
    [InlineData("Null", ManifestNodeKind.Null, "")]
    [InlineData("nULL", ManifestNodeKind.Text, "nULL")]
    [InlineData("\"\"", ManifestNodeKind.Text, "")]
    [InlineData("!!str", ManifestNodeKind.Text, "")]
    [InlineData("1440", ManifestNodeKind.Number, "1440")]
    [InlineData("-7", ManifestNodeKind.Number, "-7")]
    [InlineData("+7", ManifestNodeKind.Number, "7")]
    [InlineData("1_440", ManifestNodeKind.Number, "1440")]
    [InlineData("010", ManifestNodeKind.Number, "8")]
    [InlineData("0o10", ManifestNodeKind.Number, "8")]
    [InlineData("-0x10", ManifestNodeKind.Number, "-16")]
    [InlineData("0xFFFFFFFFFFFFFFFFF", ManifestNodeKind.Number, "0xFFFFFFFFFFFFFFFFF")]
    [InlineData("0b101", ManifestNodeKind.Number, "5")]
    [InlineData("08", ManifestNodeKind.Number, "08")]
    [InlineData("0", ManifestNodeKind.Number, "0")]
    [InlineData("1.30", ManifestNodeKind.Number, "1.30")]
    [InlineData("1e3", ManifestNodeKind.Number, "1e3")]
    [InlineData(".inf", ManifestNodeKind.Number, ".inf")]
    [InlineData("1.30.4", ManifestNodeKind.Text, "1.30.4")]
    [InlineData("10.0.0.0/8", ManifestNodeKind.Text, "10.0.0.0/8")]
    [InlineData("2024-01-01", ManifestNodeKind.Text, "2024-01-01")]
    [InlineData("12:30", ManifestNodeKind.Text, "12:30")]
    [InlineData("-", ManifestNodeKind.Text, "-", "'-'")]
    [InlineData(".", ManifestNodeKind.Text, ".")]
    public void A_scalar_is_what_kubectl_makes_of_it(string written, ManifestNodeKind kind, string text, string? instead = null)
    {
        Shoot shoot = Assert.Single(Manifests.Shoots(_folder.Write("a.yaml", Manifests.WithConfig($"\n      key: {instead ?? written}"))));
        ManifestNode value = shoot.ProviderConfig!["key"]!;
        Assert.Equal((kind, text), (value.Kind, value.Text));
    }

    [Theory]
    [InlineData("kind: Shoot\nmetadata:\n  name: web # comment\n")]
    [InlineData("# comment\nkind: Shoot\n\n\n# comment\nmetadata:\n# comment\n      name:\n        web")]
    [InlineData("kind: 'Shoot'\nmetadata:\n  name: \"w\\u0065b\"\n")]
    [InlineData("'kind': Shoot\n\"metadata\":\n  ? name\n  : web\n")]
    [InlineData("kind: Shoot\nmetadata:\n  name: >-\n    web\n")]
    [InlineData("kind: Shoot\nmetadata:\n  name: |-\n    web\n\n")]
    [InlineData("{kind: Shoot, metadata: {name: web}}")]
    [InlineData("{\n\"kind\": \"Shoot\",\n\"metadata\":{\"name\":\"web\",},\n}\n")]
    [InlineData("%YAML 1.1\n---\nkind: Shoot\nmetadata: {name: web}\n...\n")]
    [InlineData("--- {kind: Shoot, metadata: {name: web}}\n")]
    [InlineData("---\n---\n# nothing\n---\nkind: Shoot\nmetadata: {name: web}\n---\n...\n---\n")]
    [InlineData("&root\nkind: Shoot\nmetadata: {name: web}\n")]
    [InlineData("!!map {kind: !!str Shoot, metadata: !!map {name: !!str web}}\n")]
    [InlineData("- kind: Shoot\n  metadata: {name: web}\n")]
    [InlineData("kind: Shoot\r\nmetadata:\r\n  name: web\r\n")]
    [InlineData("kind: Shoot\nnote: &name web\nmetadata: {name: *name}\n")]
    [InlineData("kind: Shoot\nnotes: [{deep: [&meta {other: [1, {a: b}], name: web}]}]\nmetadata: *meta\n")]
    [InlineData("kind: Shoot\n&name web: 1\nmetadata: {name: *name}\n")]
    [InlineData("kind: Shoot\na: &name old\nb: &name web\nmetadata: {name: *name}\n")]
    [InlineData("kind: Shoot\na: &name web\nmetadata: {name: *name}\nb: &name late\n")]
    [InlineData("kind: Shoot\nbase: &base {name: other, uid: '1'}\nmetadata:\n  <<: *base\n  name: web\n")]
    [InlineData("kind: Shoot\nbase: &base {name: other, uid: '1'}\nmetadata:\n  name: web\n  <<: *base\n")]
    [InlineData("kind: Shoot\na: &a {name: web}\nb: &b {name: other}\nmetadata:\n  <<: [*a, *b]\n")]
    [InlineData("kind: Shoot\na: &a {name: web}\nb: &b {name: other, <<: *a}\nc: &c {<<: *a}\nmetadata:\n  <<: [*c, *b]\n")]
    [InlineData("base: &base {metadata: {name: web}}\nkind: Shoot\n<<: *base\n")]
    [InlineData("kind: Shoot\nmetadata:\n  <<: {name: web}\n")]
    public void A_shoot_is_found_in_every_style(string text)
    {
        Shoot shoot = Assert.Single(Manifests.Shoots(_folder.Write("a.yaml", text)));
        Assert.Equal("web", shoot.Name);
        Assert.Empty(shoot.ReadProblems);
    }

    [Theory]
    [InlineData("a: [1\nb: 2\n", 2)]
    [InlineData("a: b: c\n", 1)]
    [InlineData("kind: Shoot\nmetadata:\n  name: a\n  :", 4)]
    [InlineData("a: 'open\n", 1, 2)]
    [InlineData("a:\n\t- tab\n", 2)]
    [InlineData("kind: Shoot\nspec:\n  a: 1\n   b: 2\n", 4, 3)]
    [InlineData("a: %\n", 1)]
    [InlineData("a: \"\\q\"\n", 1)]
    [InlineData("a: \"\\Uffffffff\"\n", 1)]
    [InlineData("kind: Shoot\nmetadata:\n  name: a\n  name: b\n", 4)]
    [InlineData("kind: Shoot\nskipped:\n  deep: [{a: 1, \"a\": 2}]\n", 3)]
    [InlineData("kind: Shoot\nkind: Shoot\n", 2)]
    [InlineData("items: []\nitems: []\n", 2)]
    [InlineData("a: &a {}\nb: {<<: *a, <<: *a}\n", 2)]
    [InlineData("kind: Shoot\nskipped: *nobody\n", 2)]
    [InlineData("a: &a 1\n---\nb: *a\n", 3)]
    [InlineData("a: *later\nb: &later 1\n", 1)]
    [InlineData("a: &a {b: *a}\n", 1)]
    [InlineData("a: &a 1\nb: &a [*a]\n", 2)]
    [InlineData("&root\na: *root\n", 2)]
    [InlineData("? [complex]\n: 1\n", 1)]
    [InlineData("{a: 1}: 1\n", 1)]
    [InlineData("a: {<<: 5}\nb: &five 5\nc: {<<: *five}\n", 3)]
    [InlineData("metadata: {<<: 5}\n", 1)]
    [InlineData("metadata: {<<: [{a: 1}, [b]]}\n", 1)]
    [InlineData("a:\n- b\nc\n", 3)]
    [InlineData("a: 1\n--- >\n---\n a: 1\nb: 2\n", 5)]
    [InlineData("- b\nc: d\n", 2)]
    [InlineData("a: !nohandle!x 1\n", 1)]
    [InlineData("%YAML 9.1\n---\na: 1\n", 1)]
    [InlineData("%YAML 99999999999999999999.1\n---\na: 1\n", 1)]
    public void What_is_wrong_is_an_error_with_its_line(string text, int line, int orLine = 0)
    {
        GardenerOverlayException error = Manifests.Error(_folder.Write("bad.yaml", text), Manifests.Soon);
        Assert.Equal(ErrorTable.ManifestSyntax, error.Error);
        Assert.Matches($", line {(orLine == 0 ? line : $"({line}|{orLine})")}, column [1-9]", error.Message);
    }

    [Fact]
    public void An_error_ends_its_file_but_not_what_was_read_before()
    {
        List<ManifestEntry> entries = Manifests.Read(_folder.Write("a.yaml", $"{Manifests.Shoot("one")}---\n{Manifests.Shoot("two")}---\na: [\n---\n{Manifests.Shoot("three")}"));
        Assert.Equal(["one", "two", null], entries.Select(entry => entry.Shoot?.Name));
        Assert.Equal(ErrorTable.ManifestSyntax, entries[^1].Error!.Error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("# only a comment")]
    [InlineData("---\n# only a comment\n---\n...\n")]
    [InlineData("just text")]
    [InlineData("[]")]
    [InlineData("- 1\n- text\n- [a]\n")]
    [InlineData("kind: ShootList\nitems: []\n")]
    [InlineData("kind: ShootList\nitems:\n- 5\n- [x]\n-\n")]
    public void A_file_without_objects_yields_nothing(string text) => Assert.Empty(Manifests.Read(_folder.Write("a.yaml", text)));

    [Fact]
    public void An_anchor_serves_the_whole_config_though_its_own_place_is_not_read()
    {
        string text = Manifests.WithConfig("{overlay: *overlay, pods: *pods}").Replace("spec:", "annotations: {x: &overlay {enabled: off}, y: &pods [1, &z 2, *z]}\nspec:", StringComparison.Ordinal);
        Shoot shoot = Assert.Single(Manifests.Shoots(_folder.Write("a.yaml", text)));
        Assert.Equal("false", shoot.ProviderConfig!["overlay"]!["enabled"]!.Text);
        Assert.Equal(["1", "2", "2"], shoot.ProviderConfig["pods"]!.Items.Select(item => item.Text));
    }

    [Fact]
    public void The_line_is_where_the_object_begins()
    {
        string text = $"\n# comment\n---\n{Manifests.Shoot("one")}---\nkind: List\nitems:\n- kind: Shoot\n  metadata: {{name: two}}\n-\n\n  kind: Shoot\n  metadata: {{name: three}}\n";
        Assert.Equal([("one", 4), ("two", 11), ("three", 15)], Manifests.Shoots(_folder.Write("a.yaml", text)).Select(shoot => (shoot.Name, shoot.Line!.Value)));
    }
}
