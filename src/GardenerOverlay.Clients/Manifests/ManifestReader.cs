using System.Text;
using GardenerOverlay.Core.Errors;
using GardenerOverlay.Core.Ports;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Clients.Manifests;

/// <summary>Reads Shoots and Networks from files: YAML with many documents, JSON, and lists as kubectl writes them.</summary>
public sealed class ManifestReader : IManifestReader
{
    /// <inheritdoc/>
    public IEnumerable<FoundFile> Find(string path, bool recurse) => ManifestFolder.Find(path, recurse);

    /// <inheritdoc/>
    public bool LooksStored(string path)
    {
        try
        {
            using Stream stream = ManifestStream.Open(path);
            return ManifestStream.HasUid(stream);
        }
        catch (Exception exception) when (ManifestErrors.IsOfFile(exception))
        {
            // Reading it will tell.
            return false;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<ManifestEntry> Read(string path, CancellationToken cancellationToken)
    {
        using IEnumerator<ManifestItem> items = ReadItems(path, ShootReader.Fields, ManifestShape.Manifest, cancellationToken).GetEnumerator();
        while (true)
        {
            GardenerOverlayException? error = null;
            try
            {
                if (!items.MoveNext())
                {
                    yield break;
                }
            }
            catch (Exception exception) when (ManifestErrors.IsOfFile(exception))
            {
                error = ManifestErrors.Of(exception, path);
            }
            if (error is not null)
            {
                yield return new ManifestEntry(null, Error: error);
                yield break;
            }
            yield return ToEntry(items.Current, path);
        }
    }

    /// <summary>Reads the objects of a file.</summary>
    /// <exception cref="ManifestSyntaxException">The text is neither YAML nor JSON, or exceeds a limit.</exception>
    internal static IEnumerable<ManifestItem> ReadItems(string path, FieldSelection fields, ManifestShape shape, CancellationToken cancellation)
    {
        using Stream stream = ManifestStream.Open(path);
        long start = stream.CanSeek ? stream.Position : 0;
        bool isJson = ManifestStream.Examine(stream, Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase), cancellation);
        // Text that is recoded has no way back.
        using Stream content = stream.CanSeek ? stream : ManifestStream.Open(path);
        if (stream.CanSeek)
        {
            stream.Position = start;
        }
        IEnumerable<ManifestItem> items = isJson
            ? JsonManifest.Read(content, fields, cancellation, shape)
            : YamlManifest.Read(new StreamReader(content, new UTF8Encoding(false, throwOnInvalidBytes: true)), fields, cancellation, shape: shape);
        foreach (ManifestItem item in items)
        {
            yield return item;
        }
    }

    internal static ManifestEntry ToEntry(ManifestItem item, string path)
    {
        if (ShootReader.KindOf(item.ApiVersion, item.Kind) is not { } kind)
        {
            return new ManifestEntry(null, PassedOver: $"'{path}', line {item.Line}: passed over, {item.Kind ?? "an object without kind"} of {item.ApiVersion ?? "no apiVersion"} is no shoot.");
        }
        Shoot shoot = ShootReader.Read(item.Node, kind, path, item.Line) with { ApiVersion = item.ApiVersion };
        if (shoot.Name.Length > 0)
        {
            return new ManifestEntry(shoot);
        }
        return new ManifestEntry(null, Error: new GardenerOverlayException(ErrorTable.ManifestWithoutName, path, $"'{path}', line {item.Line}: the {item.Kind} has no metadata.name."));
    }
}
