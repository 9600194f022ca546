using System.Security.Cryptography;
using System.Text;
using GardenerOverlay.Core.Ports;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Clients.Manifests.Editing;

/// <summary>The bytes of a file as text, and back without a byte of difference.</summary>
internal sealed class ManifestContent
{
    private readonly Encoding _encoding;
    private readonly int _markLength;

    private ManifestContent(byte[] bytes, string path)
    {
        Bytes = bytes;
        (Encoding? encoding, _markLength) = ManifestStream.MarkOf(bytes);
        _encoding = encoding ?? new UTF8Encoding(false, throwOnInvalidBytes: true);
        byte[] utf8 = encoding is null ? bytes[_markLength..] : Encoding.UTF8.GetBytes(encoding.GetString(bytes, _markLength, bytes.Length - _markLength));
        using MemoryStream stream = new(utf8, writable: false);
        IsJson = ManifestStream.Examine(stream, Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase), CancellationToken.None);
        Utf8 = utf8;
        Text = Encoding.UTF8.GetString(utf8);
    }

    public byte[] Bytes { get; }

    public byte[] Utf8 { get; }

    public string Text { get; }

    public bool IsJson { get; }

    /// <summary>Reads the whole file.</summary>
    public static ManifestContent Load(string path)
    {
        using Stream stream = ManifestStream.OpenRaw(path);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new ManifestContent(bytes, path);
    }

    public static byte[] HashOf(byte[] bytes) => SHA256.HashData(bytes);

    /// <summary>The bytes of another text, with the same byte order mark and encoding.</summary>
    public byte[] Encode(string text) => [.. Bytes.AsSpan(0, _markLength), .. _encoding.GetBytes(text)];

    /// <summary>The same file with other bytes.</summary>
    public static ManifestContent Of(byte[] bytes, string path) => new(bytes, path);

    /// <summary>Reads the objects, and where each stands.</summary>
    public ParsedManifest Parse(string path, CancellationToken cancellation)
    {
        List<ManifestItem> items;
        List<LocatedObject> objects;
        Fingerprint rest;
        if (IsJson)
        {
            using MemoryStream stream = new(Utf8, writable: false);
            items = [.. JsonManifest.Read(stream, ShootReader.Fields, cancellation)];
            JsonLocator locator = new(Utf8);
            locator.Locate();
            (objects, rest) = (locator.Objects, locator.Rest);
        }
        else
        {
            YamlLocator locator = new();
            items = [.. YamlManifest.Read(new StringReader(Text), ShootReader.Fields, cancellation, locator.Observe)];
            (objects, rest) = (locator.Objects, locator.Rest);
        }
        Dictionary<int, LocatedObject> byStart = objects.ToDictionary(located => located.Start);
        List<ParsedEntry> entries = [.. items.Select(item => new ParsedEntry(ManifestReader.ToEntry(item, path), item.Start is { } start ? byStart[start] : null))];
        return new ParsedManifest(entries, objects, rest.Value);
    }
}

/// <summary>What a file holds.</summary>
/// <param name="Entries">Its objects, as readers see them.</param>
/// <param name="Objects">All places where an object begins.</param>
/// <param name="Rest">What is said outside of all providerConfigs.</param>
internal sealed record ParsedManifest(IReadOnlyList<ParsedEntry> Entries, IReadOnlyList<LocatedObject> Objects, ulong Rest);

/// <param name="Entry">The object, as readers see it.</param>
/// <param name="Located">Where it stands; null behind an alias.</param>
internal sealed record ParsedEntry(ManifestEntry Entry, LocatedObject? Located);
