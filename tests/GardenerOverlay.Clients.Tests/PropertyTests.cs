using System.Diagnostics;
using System.Text;
using CsCheck;
using GardenerOverlay.Core.Ports;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Clients.Tests;

public sealed class PropertyTests : IDisposable
{
    private static readonly long s_cases = TestCounts.Cases / 5;

    private readonly TestFolder _folder = new();
    private int _files;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void YAML_and_JSON_give_the_same_shoot() => Gen.Select(ManifestGen.Objects, Gen.Int).Sample((node, seed) =>
    {
        Shoot fromJson = Assert.Single(Shoots("json", ManifestText.Json(node, seed)));
        Shoot fromYaml = Assert.Single(Shoots("yaml", ManifestText.Yaml(node, seed)));
        Assert.Equal(Manifests.Describe(fromJson), Manifests.Describe(fromYaml));
        // What is kept as it stands must be what was generated, not the same mistake twice.
        string part = fromJson.Kind == ShootResourceKind.Shoot ? "networking" : "";
        ManifestNode? expected = (part.Length > 0 ? node["spec"]![part]! : node["spec"]!)["providerConfig"];
        Assert.Equal(Manifests.Describe(expected is { Kind: ManifestNodeKind.Null } ? null : expected), Manifests.Describe(fromJson.ProviderConfig));
        Assert.Equal(node["metadata"]!["name"]!.Text, fromJson.Name);
    }, iter: s_cases);

    [Fact]
    public void Anything_survives_YAML_and_JSON() => Gen.Select(ManifestGen.Any, Gen.Int).Sample((value, seed) =>
    {
        ManifestNode config = ManifestNode.OfEntries([KeyValuePair.Create("value", value)], 0);
        ManifestNode shoot = Wrap(("kind", ManifestNode.OfText("Shoot", 0)), ("metadata", Wrap(("name", ManifestNode.OfText("web", 0)))), ("spec", Wrap(("networking", Wrap(("providerConfig", config))))));
        foreach ((string extension, string text) in ((string, string)[])[("json", ManifestText.Json(shoot, seed)), ("yaml", ManifestText.Yaml(shoot, seed)), ("yaml", ManifestText.Json(shoot, seed))])
        {
            Assert.Equal(Manifests.Describe(config), Manifests.Describe(Assert.Single(Shoots(extension, text)).ProviderConfig));
        }
    }, iter: s_cases);

    [Fact]
    public void A_list_gives_the_same_shoots_however_it_is_written() => Gen.Select(ManifestGen.Lists, Gen.Int, Gen.Bool).Sample((nodes, seed, kindLast) =>
    {
        (string, ManifestNode) items = ("items", ManifestNode.OfItems(nodes, 0));
        (string, ManifestNode) kind = ("kind", ManifestNode.OfText("List", 0));
        ManifestNode list = kindLast ? Wrap(items, kind) : Wrap(kind, items);
        string documents = string.Concat(nodes.Select((node, index) => $"---\n{ManifestText.Yaml(node, seed + index)}"));
        string[] expected = [.. nodes.Select((node, index) => Manifests.Describe(Assert.Single(Shoots("json", ManifestText.Json(node, seed + index)))))];
        Assert.Equal(expected, Shoots("yaml", documents).Select(Manifests.Describe));
        Assert.Equal(expected, Shoots("json", ManifestText.Json(list, seed)).Select(Manifests.Describe));
        Assert.Equal(expected, Shoots("yaml", ManifestText.Yaml(list, seed)).Select(Manifests.Describe));
        Assert.Equal(expected, Shoots("json", ManifestText.Json(ManifestNode.OfItems(nodes, 0), seed)).Select(Manifests.Describe));
        Assert.Equal(expected, Shoots("yaml", ManifestText.Yaml(ManifestNode.OfItems(nodes, 0), seed)).Select(Manifests.Describe));
    }, iter: s_cases / 4);

    [Fact]
    public void A_damaged_manifest_yields_entries_or_one_error_and_never_throws()
    {
        Gen<Func<byte[], byte[]>> damage = Gen.OneOf(
            Gen.Double[0, 1].Select<double, Func<byte[], byte[]>>(part => bytes => bytes[..(int)(part * bytes.Length)]),
            Gen.Select(Gen.Double[0, 1], Gen.OneOf(Gen.Byte, Gen.OneOf([.. "\0\t\n\r \"'#&*!|>%@`{}[],:?-\\<~/x"u8])))
                .List[1, 4].Select<List<(double, byte)>, Func<byte[], byte[]>>(changes => bytes => Change(bytes, changes)),
            Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1]).Select<(double, double), Func<byte[], byte[]>>(cut => bytes => Cut(bytes, cut.Item1, cut.Item2)));
        Gen.Select(ManifestGen.Lists, Gen.Int, Gen.OneOf("yaml", "json"), damage).Sample((nodes, seed, extension, change) =>
        {
            ManifestNode list = Wrap(("items", ManifestNode.OfItems(nodes, 0)), ("kind", ManifestNode.OfText("List", 0)));
            string text = extension == "json" ? ManifestText.Json(list, seed) : ManifestText.Yaml(list, seed);
            byte[] damaged = change(Encoding.UTF8.GetBytes(text));
            Stopwatch clock = Stopwatch.StartNew();
            List<ManifestEntry> entries = Read(extension, damaged);
            Assert.True(clock.Elapsed < Manifests.Soon, $"took {clock.Elapsed}");
            foreach (ManifestEntry entry in entries)
            {
                Assert.Equal(1, (entry.Shoot is null ? 0 : 1) + (entry.PassedOver is null ? 0 : 1) + (entry.Error is null ? 0 : 1));
            }
            Assert.All(entries.SkipLast(1), entry => Assert.True(entry.Error is null || entry.Error.Error == Core.Errors.ErrorTable.ManifestWithoutName));
        }, iter: s_cases * 2);
    }

    private static byte[] Change(byte[] bytes, List<(double Place, byte Value)> changes)
    {
        byte[] changed = [.. bytes];
        foreach ((double place, byte value) in changes)
        {
            changed[Math.Min((int)(place * bytes.Length), bytes.Length - 1)] = value;
        }
        return changed;
    }

    private static byte[] Cut(byte[] bytes, double first, double second)
    {
        (int from, int to) = ((int)(Math.Min(first, second) * bytes.Length), (int)(Math.Max(first, second) * bytes.Length));
        return [.. bytes[..from], .. bytes[to..]];
    }

    private static ManifestNode Wrap(params (string Key, ManifestNode Value)[] entries) =>
        ManifestNode.OfEntries([.. entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value))], 0);

    private List<ManifestEntry> Read(string extension, byte[] content)
    {
        // Cases run side by side.
        string path = _folder.Write($"{Interlocked.Increment(ref _files)}.{extension}", content);
        List<ManifestEntry> entries = Manifests.Read(path);
        File.Delete(path);
        return entries;
    }

    private List<Shoot> Shoots(string extension, string text)
    {
        List<ManifestEntry> entries = Read(extension, Encoding.UTF8.GetBytes(text));
        Assert.True(entries.TrueForAll(entry => entry.Error is null), $"{entries.Find(entry => entry.Error is not null).Error?.Message}\n{text}");
        return [.. entries.Select(entry => entry.Shoot!)];
    }
}
