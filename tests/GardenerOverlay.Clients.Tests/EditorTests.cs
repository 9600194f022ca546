using System.Text;
using GardenerOverlay.Core.Errors;
using GardenerOverlay.Core.Overlay;
using GardenerOverlay.Core.Ports;

namespace GardenerOverlay.Clients.Tests;

/// <summary>What the smallest change of a text is, form by form.</summary>
public sealed class EditorTests : IDisposable
{
    private const string Head = "apiVersion: core.gardener.cloud/v1beta1\nkind: Shoot\nmetadata:\n  name: web\nspec:\n  provider:\n    type: local\n    workers: [{name: a}]\n";

    private readonly TestFolder _folder = new();

    public static TheoryData<string, string, string> SwitchedOff => new()
    {
        { "block", "  networking:\n    type: calico\n    providerConfig:\n      overlay:\n        enabled: true\n", "  networking:\n    type: calico\n    providerConfig:\n      apiVersion: V\n      kind: K\n      overlay:\n        enabled: false\n" },
        { "a comment behind the value", Config("      overlay:\n        enabled:   true # why\n"), Config("      overlay:\n        enabled:   false # why\n") },
        { "flow", Config("      overlay: {enabled: true}\n"), Config("      overlay: {enabled: false}\n") },
        { "all flow", "  networking: {type: calico, providerConfig: {apiVersion: V, overlay: {enabled: true}}}\n", "  networking: {type: calico, providerConfig: {apiVersion: V, overlay: {enabled: false}}}\n" },
        { "a tag", Config("      overlay:\n        enabled: !!bool \"true\"\n"), Config("      overlay:\n        enabled: false\n") },
        { "quoted keys", Config("      \"overlay\":\n        'enabled': true\n"), Config("      \"overlay\":\n        'enabled': false\n") },
        { "yes", Config("      overlay:\n        enabled: yes\n"), Config("      overlay:\n        enabled: false\n") },
        { "no config", "  networking:\n    type: calico\n", "  networking:\n    type: calico\n    providerConfig:\n      apiVersion: V\n      kind: K\n      overlay:\n        enabled: false\n" },
        { "no config, wide", "  networking:\n        type: calico\n        pods: 10.0.0.0/16 # last\n  region: x\n", "  networking:\n        type: calico\n        pods: 10.0.0.0/16 # last\n        providerConfig:\n              apiVersion: V\n              kind: K\n              overlay:\n                    enabled: false\n  region: x\n" },
        { "no config in flow", "  networking: {type: calico}\n", "  networking: {type: calico, providerConfig: {apiVersion: V, kind: K, overlay: {enabled: false}}}\n" },
        { "nothing behind the key", "  networking:\n    providerConfig:   # none\n    type: calico\n", "  networking:\n    providerConfig:   # none\n      apiVersion: V\n      kind: K\n      overlay:\n        enabled: false\n    type: calico\n" },
        { "null", "  networking:\n    type: calico\n    providerConfig: null\n", "  networking:\n    type: calico\n    providerConfig:\n      apiVersion: V\n      kind: K\n      overlay:\n        enabled: false\n" },
        { "tilde and comment", "  networking:\n    type: calico\n    providerConfig: ~ # none\n", "  networking:\n    type: calico\n    providerConfig: # none\n      apiVersion: V\n      kind: K\n      overlay:\n        enabled: false\n" },
        { "empty braces", "  networking:\n    type: calico\n    providerConfig: {}\n", "  networking:\n    type: calico\n    providerConfig:\n      apiVersion: V\n      kind: K\n      overlay:\n        enabled: false\n" },
        { "empty braces in flow", "  networking: {type: calico, providerConfig: { }}\n", "  networking: {type: calico, providerConfig: {apiVersion: V, kind: K, overlay: {enabled: false} }}\n" },
        { "overlay without a value", Config("      overlay:\n"), Config("      overlay:\n        enabled: false\n") },
        { "overlay is a boolean", Config("      overlay: true\n"), Config("      overlay: {enabled: false}\n") },
        { "enabled is an object", Config("      overlay:\n        enabled:\n          # odd\n          a: 1\n"), Config("      overlay:\n        enabled: false\n") },
        { "contradicting keys go", Config("      backend: bird # old\n      ipv4:\n        mode: Always\n        pool: ipip\n      # stays\n      vxlan:\n        enabled: true\n"), Config("      ipv4:\n        pool: ipip\n      # stays\n      overlay:\n        enabled: false\n") },
        { "an object without keys goes", Config("      ipv4: {mode: Always}\n      typha: {enabled: true}\n"), Config("      typha: {enabled: true}\n      overlay:\n        enabled: false\n") },
        { "only contradicting keys", "  networking:\n    type: calico\n    providerConfig:\n      backend: bird\n", "  networking:\n    type: calico\n    providerConfig:\n      apiVersion: V\n      kind: K\n      overlay:\n        enabled: false\n" },
        { "flow, first goes", Config("      ipv4: {mode: Always, pool: ipip}\n      overlay: {enabled: true}\n"), Config("      ipv4: {pool: ipip}\n      overlay: {enabled: false}\n") },
        { "flow, last goes", Config("      ipv4: {pool: ipip, mode: Always }\n      overlay: {enabled: true}\n"), Config("      ipv4: {pool: ipip }\n      overlay: {enabled: false}\n") },
        { "flow, middle goes", "  networking: {type: calico, providerConfig: {apiVersion: V, backend: bird, overlay: {enabled: true}}}\n", "  networking: {type: calico, providerConfig: {apiVersion: V, overlay: {enabled: false}}}\n" },
        { "flow where all behind a comma goes", "  networking:\n    type: calico\n    providerConfig: {apiVersion: V, ipv4: {mode: Always}, backend: bird, # old\n      typha: {enabled: true}}\n", "  networking:\n    type: calico\n    providerConfig: {apiVersion: V,  # old\n      typha: {enabled: true},\n      overlay: {enabled: false}}\n" },
        { "a key in quotes is no merge key", Config("      overlay:\n        enabled: true\n        '<<': {a: 1}\n"), Config("      overlay:\n        enabled: false\n        '<<': {a: 1}\n") },
        { "flow with a comment behind a comma", "  networking:\n    type: calico\n    providerConfig: {apiVersion: V,backend: bird, # old\n      typha: {enabled: true}}\n", "  networking:\n    type: calico\n    providerConfig: {apiVersion: V, # old\n      typha: {enabled: true},\n      overlay: {enabled: false}}\n" },
        { "flow over lines", "  networking:\n    type: calico\n    providerConfig: {\n      apiVersion: V,\n      backend: bird, # old\n      ipv4: {mode: Always},\n      typha: {enabled: true}, # last\n    }\n", "  networking:\n    type: calico\n    providerConfig: {\n      apiVersion: V,\n      # old\n      typha: {enabled: true},\n      overlay: {enabled: false}, # last\n    }\n" },
        { "flow without values", "  networking: {type: calico, providerConfig: {apiVersion: V, overlay}}\n", "  networking: {type: calico, providerConfig: {apiVersion: V, overlay: {enabled: false}}}\n" },
        { "no line break at the end", "  networking:\n    type: calico\n    providerConfig:\n      apiVersion: V\n      overlay:\n        enabled: true", "  networking:\n    type: calico\n    providerConfig:\n      apiVersion: V\n      overlay:\n        enabled: false" },
        { "added at the end without line break", "  networking:\n    type: calico", "  networking:\n    type: calico\n    providerConfig:\n      apiVersion: V\n      kind: K\n      overlay:\n        enabled: false" },
        { "removed at the end without line break", "  networking:\n    type: calico\n    providerConfig:\n      apiVersion: V\n      overlay: {enabled: true}\n      backend: bird", "  networking:\n    type: calico\n    providerConfig:\n      apiVersion: V\n      overlay: {enabled: false}" },
        { "behind a block scalar", "  networking:\n    type: calico\n    providerConfig:\n      apiVersion: V\n      vethMTU: |-\n        0\n\n  region: x\n", "  networking:\n    type: calico\n    providerConfig:\n      apiVersion: V\n      vethMTU: |-\n        0\n\n      overlay:\n        enabled: false\n  region: x\n" },
        { "an alias is written out", "  networking:\n    type: calico\n    x: &o {enabled: true}\n    providerConfig:\n      apiVersion: V\n      overlay: *o\n", "  networking:\n    type: calico\n    x: &o {enabled: true}\n    providerConfig:\n      apiVersion: V\n      overlay: {enabled: false}\n" },
        { "an aliased scalar", "  networking:\n    type: calico\n    x: &o true\n    providerConfig:\n      apiVersion: V\n      overlay: {enabled: *o }\n", "  networking:\n    type: calico\n    x: &o true\n    providerConfig:\n      apiVersion: V\n      overlay: {enabled: false }\n" },
        { "an anchor that nobody uses", Config("      overlay: &o\n        enabled: &e true\n"), Config("      overlay: &o\n        enabled: false\n") },
        { "over a merge key", "  networking:\n    type: calico\n    x: &o {overlay: {enabled: true}}\n    providerConfig:\n      apiVersion: V\n      <<: *o\n", "  networking:\n    type: calico\n    x: &o {overlay: {enabled: true}}\n    providerConfig:\n      apiVersion: V\n      <<: *o\n      overlay:\n        enabled: false\n" },
    };

    public static TheoryData<string, string, string> Refused => new()
    {
        { "the anchor is used elsewhere", "  networking:\n    type: calico\n    providerConfig: &c\n      overlay: {enabled: true}\n  other: *c\n", "*c in line 13" },
        { "an anchor inside is used elsewhere", "  networking:\n    type: calico\n    providerConfig:\n      backend: &b bird\n  other: *b\n", "*b in line 13" },
        { "an anchor around is used elsewhere", "  networking: &n\n    type: calico\n    providerConfig:\n      overlay: {enabled: true}\n  other: *n\n", "*n in line 13" },
        { "a merge key has what must go", "  other: &o {backend: bird}\n  networking:\n    type: calico\n    providerConfig:\n      <<: *o\n", "merge key" },
        { "a merge key behind the key", "  other: &o {backend: bird}\n  networking:\n    type: calico\n    providerConfig:\n      overlay: {enabled: true}\n      backend: none\n      <<: *o\n", "merge key" },
        { "networking is an alias", "  other: &o {type: calico}\n  networking: *o\n", "alias" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(SwitchedOff))]
    public void Only_what_must_change_changes(string form, string before, string after)
    {
        foreach (string lineBreak in (string[])["\n", "\r\n"])
        {
            string path = _folder.Write("shoot.yaml", Text(before, lineBreak));
            Editing.Switch(path, Editing.Off);
            Assert.Equal(Text(after, lineBreak), File.ReadAllText(path));
        }
        Assert.NotEmpty(form);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_would_change_more_is_refused(string form, string text, string reason)
    {
        string path = _folder.Write("shoot.yaml", Text(text, "\n"));
        GardenerOverlayException refusal = Editing.Refusal(path, Editing.Off);
        Assert.Equal(ErrorTable.ManifestNotEditable, refusal.Error);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(Text(text, "\n"), File.ReadAllText(path));
        Assert.NotEmpty(form);
    }

    [Theory]
    [InlineData("{\"kind\":\"Shoot\",\"metadata\":{\"name\":\"grün\"},\"spec\":{\"networking\":{\"type\":\"calico\",\"providerConfig\":{\"overlay\":{\"enabled\":true},\"backend\":\"bird\"}}}}",
        "{\"kind\":\"Shoot\",\"metadata\":{\"name\":\"grün\"},\"spec\":{\"networking\":{\"type\":\"calico\",\"providerConfig\":{\"apiVersion\": \"V\", \"kind\": \"K\", \"overlay\":{\"enabled\":false}}}}}")]
    [InlineData("{\n\t\"kind\": \"Shoot\",\n\t\"metadata\": {\"name\": \"web\"},\n\t\"spec\": {\n\t\t\"networking\": {\n\t\t\t\"type\": \"calico\"\n\t\t}\n\t}\n}\n",
        "{\n\t\"kind\": \"Shoot\",\n\t\"metadata\": {\"name\": \"web\"},\n\t\"spec\": {\n\t\t\"networking\": {\n\t\t\t\"type\": \"calico\",\n\t\t\t\"providerConfig\": {\"apiVersion\": \"V\", \"kind\": \"K\", \"overlay\": {\"enabled\": false}}\n\t\t}\n\t}\n}\n")]
    [InlineData("{\"kind\": \"Shoot\", \"metadata\": {\"name\": \"web\"}, \"spec\": {\"networking\": {\"type\": \"calico\", \"providerConfig\": {\n  \"apiVersion\": \"V\",\n  \"backend\": \"bird\",\n  \"ipv4\": {\n    \"mode\": \"Always\"\n  }\n}}}}",
        "{\"kind\": \"Shoot\", \"metadata\": {\"name\": \"web\"}, \"spec\": {\"networking\": {\"type\": \"calico\", \"providerConfig\": {\n  \"apiVersion\": \"V\",\n  \"overlay\": {\"enabled\": false}\n}}}}")]
    [InlineData("{\"kind\": \"Shoot\", \"metadata\": {\"name\": \"web\"}, \"spec\": {\"networking\": {\"type\": \"calico\", \"providerConfig\": null}}}",
        "{\"kind\": \"Shoot\", \"metadata\": {\"name\": \"web\"}, \"spec\": {\"networking\": {\"type\": \"calico\", \"providerConfig\": {\"apiVersion\": \"V\", \"kind\": \"K\", \"overlay\": {\"enabled\": false}}}}}")]
    public void JSON_stays_JSON(string before, string after)
    {
        foreach (string name in (string[])["shoot.json", "shoot.yaml"])
        {
            string path = _folder.Write(name, Words(before));
            Editing.Switch(path, Editing.Off);
            Assert.Equal(Words(after), File.ReadAllText(path));
            using (System.Text.Json.JsonDocument.Parse(File.ReadAllText(path)))
            {
            }
        }
    }

    [Fact]
    public void Only_the_named_shoot_of_many_documents_changes()
    {
        string other = Text(Config("      overlay:\n        enabled: true\n"), "\n");
        string list = "items:\n- " + other.Replace("\n", "\n  ", StringComparison.Ordinal).Replace("name: web", "name: api", StringComparison.Ordinal).TrimEnd() + "\nkind: List\n";
        string text = $"# first\n---\n{other}...\n---\nkind: ConfigMap\nspec: {{networking: {{providerConfig: {{overlay: {{enabled: true}}}}}}}}\n---\n{list}";
        string path = _folder.Write("many.yaml", text);
        Editing.Switch(path, Editing.Off, "api");
        int place = text.LastIndexOf("enabled: true", StringComparison.Ordinal);
        Assert.Equal(text[..place] + "enabled: false" + text[(place + "enabled: true".Length)..], File.ReadAllText(path));
    }

    [Fact]
    public void Several_shoots_of_a_file_change_in_one_go()
    {
        string text = string.Concat(Enumerable.Range(0, 5).Select(number => $"---\n{Text(Config($"      backend: bird\n      overlay: {{enabled: {(number == 2 ? "false" : "true")}}}\n"), "\n").Replace("name: web", $"name: web-{number}", StringComparison.Ordinal)}"));
        string path = _folder.Write("many.yaml", text);
        Editing.Switch(path, Editing.Off);
        Assert.Equal(text.Replace("      backend: bird\n", "", StringComparison.Ordinal).Replace("enabled: true", "enabled: false", StringComparison.Ordinal), File.ReadAllText(path));
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-8", false)]
    public void Encoding_and_byte_order_mark_stay(string encodingName, bool hasMark)
    {
        Encoding encoding = Encoding.GetEncoding(encodingName);
        string text = Text(Config("      overlay: {enabled: true} # grün \U0001F331\n"), "\r\n");
        string path = _folder.Write("shoot.yaml", (hasMark ? encoding.GetPreamble() : []).Concat(encoding.GetBytes(text)).ToArray());
        Editing.Switch(path, Editing.Off);
        Assert.Equal((hasMark ? encoding.GetPreamble() : []).Concat(encoding.GetBytes(text.Replace("enabled: true", "enabled: false", StringComparison.Ordinal))), File.ReadAllBytes(path));
    }

    [Fact]
    public void The_diff_shows_the_lines_that_change()
    {
        string path = _folder.Write("shoot.yaml", Text(Config("      backend: bird\n      overlay:\n        enabled: true # why\n      typha:\n        enabled: true\n"), "\n"));
        string diff = Editing.Prepare(path, Editing.Off).Diff;
        Assert.Equal(
            ["@@ -11,8 +11,7 @@", "     providerConfig:", "       apiVersion: calico.networking.extensions.gardener.cloud/v1alpha1", "       kind: NetworkConfig", "-      backend: bird",
                "       overlay:", "-        enabled: true # why", "+        enabled: false # why", "       typha:", "         enabled: true"],
            diff.Split('\n')[2..].Where(line => !line.StartsWith('\\')));
    }

    [Fact]
    public void A_file_that_changed_since_it_was_read_is_left_alone()
    {
        string path = _folder.Write("shoot.yaml", Text(Config("      overlay: {enabled: true}\n"), "\n"));
        Clients.Manifests.Editing.ManifestEditor editor = new();
        ManifestSource source = editor.Read(path, CancellationToken.None);
        ManifestEdit edit = new(source.Entries[0].Shoot!, OverlayEdit.Plan(source.Entries[0].Shoot!, Editing.Off).After!);
        IManifestRewrite late = editor.Rewrite(source, [edit], CancellationToken.None);
        File.AppendAllText(path, "# mine\n");
        byte[] theirs = File.ReadAllBytes(path);
        Assert.Equal(ErrorTable.ManifestChanged, Assert.Throws<GardenerOverlayException>(() => editor.Rewrite(source, [edit], CancellationToken.None)).Error);
        Assert.Equal(ErrorTable.ManifestChanged, Assert.Throws<GardenerOverlayException>(() => late.Write(backup: false)).Error);
        Assert.Equal(theirs, File.ReadAllBytes(path));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    private static string Config(string body) => "  networking:\n    type: calico\n    providerConfig:\n      apiVersion: V\n      kind: K\n" + body;

    private static string Text(string spec, string lineBreak) => (Head + Words(spec)).Replace("\n", lineBreak, StringComparison.Ordinal);

    /// <summary>The words that stand for the type of a config.</summary>
    private static string Words(string text) => text
        .Replace("apiVersion: V", $"apiVersion: {NetworkConfig.ApiVersion}", StringComparison.Ordinal)
        .Replace("kind: K", $"kind: {NetworkConfig.KindName}", StringComparison.Ordinal)
        .Replace("\"V\"", $"\"{NetworkConfig.ApiVersion}\"", StringComparison.Ordinal)
        .Replace("\"K\"", $"\"{NetworkConfig.KindName}\"", StringComparison.Ordinal);
}
