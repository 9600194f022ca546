using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using GardenerOverlay.Clients.Manifests;
using GardenerOverlay.Clients.Manifests.Editing;
using GardenerOverlay.Core.Errors;
using GardenerOverlay.Core.Overlay;
using GardenerOverlay.Core.Ports;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Clients.Tests;

/// <summary>However a manifest is written, an edit of its text is the edit of what it says, and not a line more.</summary>
public sealed partial class EditorPropertyTests : IDisposable
{
    private static readonly OverlayWish[] s_wishes =
    [
        new(OverlayState.Disabled),
        new(OverlayState.Disabled) { CreatePodRoutes = true },
        new(OverlayState.Enabled) { Encapsulation = Encapsulation.IPIP },
        new(OverlayState.Enabled) { Encapsulation = Encapsulation.VXLAN },
    ];

    private static readonly Gen<ManifestNode> s_any = ManifestGen.Any;

    private static readonly Gen<ManifestNode> s_configs = Gen.Frequency(
        (8, Object(
            ("apiVersion", Maybe(Text(NetworkConfig.ApiVersion))), ("kind", Maybe(Text(NetworkConfig.KindName))),
            ("backend", Maybe(Text("bird", "none", "vxlan", "None"))),
            ("overlay", Maybe(Gen.Frequency((6, Object(("enabled", Maybe(Boolean())), ("createPodRoutes", Maybe(Boolean())))), (1, s_any)))),
            ("ipv4", Maybe(Object(("mode", Maybe(Text("Always", "Never", "Off", "CrossSubnet"))), ("pool", Maybe(Text("ipip", "vxlan"))), ("autoDetectionMethod", Maybe(Text("first-found")))))),
            ("vxlan", Maybe(Gen.Frequency((4, Object(("enabled", Boolean()))), (1, Boolean())))),
            ("ipam", Maybe(Object(("type", Maybe(Text("host-local", "calico-ipam"))), ("cidr", Maybe(Text("usePodCidr")))))),
            ("vethMTU", Maybe(Text("0", "1440"))), ("typha", Maybe(Object(("enabled", Boolean())))), ("unknown", Maybe(s_any)))),
        (1, Gen.Const(ManifestNode.OfNull(0))),
        (1, Gen.Const(ManifestNode.OfEntries([], 0))),
        (1, Absent));

    private static readonly Gen<ManifestNode> s_shoots = Object(
        ("apiVersion", Text(ShootReader.ShootApiVersion)), ("kind", Text("Shoot")), ("metadata", Object(("name", Text("web", "api", "db-1")), ("labels", Maybe(s_any)))),
        ("spec", Object(
            ("networking", Object(("type", Text("calico")), ("pods", Maybe(Text("10.0.0.0/8"))), ("providerConfig", s_configs), ("other", Maybe(s_any)))),
            ("provider", Object(("type", Text("aws", "local")), ("workers", Gen.Const(ManifestNode.OfItems([ManifestNode.OfEntries([KeyValuePair.Create("name", ManifestNode.OfText("a", 0))], 0)], 0))))),
            ("unread", Maybe(s_any)))));

    private static readonly Gen<ManifestNode> s_others = Object(("kind", Text("ConfigMap")), ("metadata", Object(("name", Text("web")))), ("spec", Object(("networking", Object(("providerConfig", s_configs))))));

    private readonly TestFolder _folder = new();
    private int _files;
    private int _refused;
    private int _written;

    private static Gen<ManifestNode> Absent => Gen.Const((ManifestNode)null!);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_edit_of_the_text_is_the_edit_of_what_it_says()
    {
        Gen<List<ManifestNode>> objects = Gen.Frequency((5, s_shoots), (1, s_others)).List[1, 4];
        Gen.Select(objects, Gen.Int, Gen.Int[0, s_wishes.Length - 1], Gen.Int[1, 15]).Sample((nodes, seed, wish, asked) => Check(nodes, seed, s_wishes[wish], asked), iter: TestCounts.Cases / 10);
        Assert.Empty(Directory.GetFiles(_folder.Path));
        // Most of what is generated can be edited, and some of it cannot.
        Assert.InRange(_refused, 1, _written / 2);
    }

    private void Check(List<ManifestNode> nodes, int seed, OverlayWish wish, int asked)
    {
        (string extension, string text) = Write(nodes, seed);
        bool hasMark = seed % 5 == 0;
        string path = _folder.Write($"{Interlocked.Increment(ref _files)}.{extension}", (hasMark ? Encoding.UTF8.GetPreamble() : []).Concat(Encoding.UTF8.GetBytes(text)).ToArray());
        ManifestEditor editor = new();
        ManifestSource source = editor.Read(path, CancellationToken.None);
        Assert.DoesNotContain(source.Entries, entry => entry.Error is not null);
        List<ManifestEdit> edits = [.. source.Entries
            .Where((entry, index) => entry.Shoot is not null && ((asked >> index) & 1) == 1)
            .Select(entry => (Shoot: entry.Shoot!, Edit: OverlayEdit.Plan(entry.Shoot!, wish)))
            .Where(pair => !pair.Edit.IsEmpty).Select(pair => new ManifestEdit(pair.Shoot, pair.Edit.After!))];
        IManifestRewrite rewrite = editor.Rewrite(source, edits, CancellationToken.None);
        Assert.Equal(edits.Count, rewrite.Edits.Count + rewrite.Refusals.Count);
        if (rewrite.Refusals.Count > 0)
        {
            // The generator writes anchors and aliases, but no merge keys.
            Interlocked.Add(ref _refused, rewrite.Refusals.Count);
            Assert.Contains('&', text);
            Assert.All(rewrite.Refusals, refusal => Assert.Equal(ErrorTable.ManifestNotEditable, refusal.Error));
        }
        if (rewrite.Edits.Count == 0)
        {
            File.Delete(path);
            return;
        }
        Interlocked.Add(ref _written, rewrite.Edits.Count);
        rewrite.Write(backup: false);
        string written = Encoding.UTF8.GetString(File.ReadAllBytes(path).AsSpan(hasMark ? 3 : 0));
        Assert.Equal(Editing.Patch(text, rewrite.Diff), written);
        AssertMinimal(rewrite.Diff, rewrite.Edits);
        AssertSays(Trees(text, extension), Trees(written, extension), source, rewrite.Edits);
        File.Delete(path);
    }

    /// <summary>Every line that goes is about a key that the switch is about, or is part of an odd value that stood there, or comes back longer.</summary>
    private static void AssertMinimal(string diff, IReadOnlyList<ManifestEdit> edits)
    {
        string[] odd = [.. edits.SelectMany(edit => OddTexts(edit.Shoot.ProviderConfig)).Select(text => Adornment().Replace(text, "")).Where(text => text.Length > 0)];
        string[] lines = [.. diff.Split('\n').Skip(2)];
        string[] come = [.. lines.Where(line => line.StartsWith('+'))];
        foreach (string line in lines.Where(line => line.StartsWith('-')))
        {
            string plain = Escape().Replace(line, match => ((char)Convert.ToInt32(match.Groups["code"].Value, 16)).ToString());
            string core = Adornment().Replace(plain, "");
            bool isLonger = come.Any(other => other[1..].StartsWith(line[1..].TrimEnd('\r'), StringComparison.Ordinal));
            bool isOdd = odd.Any(text => core.Contains(text, StringComparison.Ordinal) || text.Contains(core, StringComparison.Ordinal));
            Assert.True(core.Length == 0 || isLonger || isOdd || SwitchKey().IsMatch(plain), $"{line}\n{diff}");
        }
    }

    /// <summary>What stands where an object of the overlay's own is expected.</summary>
    private static IEnumerable<string> OddTexts(ManifestNode? config) => new[] { config?["overlay"], config?["vxlan"] }.OfType<ManifestNode>().SelectMany(Texts);

    private static IEnumerable<string> Texts(ManifestNode node) =>
        [node.Text, .. node.Items.SelectMany(Texts), .. node.Entries.SelectMany(entry => Texts(entry.Value).Append(entry.Key))];

    /// <summary>All values of all objects are as before, but for the configs of the edits.</summary>
    private static void AssertSays(List<ManifestNode> before, List<ManifestNode> after, ManifestSource source, IReadOnlyList<ManifestEdit> edits)
    {
        Assert.Equal(before.Count, after.Count);
        Assert.Equal(source.Entries.Count, before.Count);
        for (int index = 0; index < before.Count; index++)
        {
            ManifestEdit? edit = edits.SingleOrDefault(edit => ReferenceEquals(edit.Shoot, source.Entries[index].Shoot));
            ManifestNode expected = edit is null ? before[index] : WithConfig(before[index], ["spec", "networking", "providerConfig"], edit.ProviderConfig);
            Assert.True(ManifestNode.AreSame(expected, after[index]), $"{Manifests.Describe(expected)}\n{Manifests.Describe(after[index])}");
        }
    }

    private static ManifestNode WithConfig(ManifestNode node, ReadOnlySpan<string> path, ManifestNode value)
    {
        if (path.IsEmpty)
        {
            return value;
        }
        string key = path[0];
        ManifestNode inner = WithConfig(node[key] ?? ManifestNode.OfEntries([], 0), path[1..], value);
        return ManifestNode.OfEntries([.. node.Entries.Where(entry => entry.Key != key), KeyValuePair.Create(key, inner)], 0);
    }

    private static List<ManifestNode> Trees(string text, string extension)
    {
        if (extension == "json")
        {
            using MemoryStream stream = new(Encoding.UTF8.GetBytes(text));
            return [.. JsonManifest.Read(stream, FieldSelection.All, CancellationToken.None).Select(item => item.Node)];
        }
        return [.. YamlManifest.Read(new StringReader(text), FieldSelection.All, CancellationToken.None).Select(item => item.Node)];
    }

    private static (string Extension, string Text) Write(List<ManifestNode> nodes, int seed)
    {
        ManifestNode list = ManifestNode.OfEntries([KeyValuePair.Create("kind", ManifestNode.OfText("List", 0)), KeyValuePair.Create("items", ManifestNode.OfItems(nodes, 0))], 0);
        string text = (seed & 3) switch
        {
            0 => ManifestText.Json(nodes.Count == 1 ? nodes[0] : list, seed),
            1 => ManifestText.Yaml(list, seed, withAnchors: (seed & 64) == 0),
            _ => string.Concat(nodes.Select((node, index) => $"---\n{ManifestText.Yaml(node, seed + index, withAnchors: (seed & 64) == 0)}")),
        };
        text = (seed & 12) switch
        {
            4 => text.Replace("\r\n", "\n", StringComparison.Ordinal),
            8 => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal),
            _ => text,
        };
        return ((seed & 3) == 0 && (seed & 32) == 0 ? "json" : "yaml", (seed & 16) == 0 ? text.TrimEnd('\r', '\n') : text);
    }

    private static Gen<ManifestNode> Maybe(Gen<ManifestNode> values) => Gen.Frequency((2, values), (1, Absent));

    private static Gen<ManifestNode> Text(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => ManifestNode.OfText(texts[index], 0));

    private static Gen<ManifestNode> Boolean() => Gen.Bool.Select(value => ManifestNode.OfBoolean(value, value ? "true" : "false", 0));

    private static Gen<ManifestNode> Object(params (string Key, Gen<ManifestNode> Value)[] members) => ManifestGen.Object(members);

    [GeneratedRegex("overlay|enabled|createPodRoutes|backend|ipv4|mode|pool|vxlan|ipam|type|providerConfig|networking|apiVersion|kind|true|false|null|~|bird|none|None|Always|Never|Off|CrossSubnet|ipip|calico-ipam|host-local|[\\]}\\[{,:]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SwitchKey();

    [GeneratedRegex("[&!*]\\w+|#.*$|[-'\"\\s]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Adornment();

    [GeneratedRegex(@"\\u(?<code>[0-9a-f]{4})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Escape();
}
