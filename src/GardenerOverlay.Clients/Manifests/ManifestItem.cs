using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Clients.Manifests;

/// <summary>An object of a file: a document, or an item of a list.</summary>
/// <param name="Node">Its values.</param>
/// <param name="Line">The line where it begins.</param>
/// <param name="ApiVersion">Its apiVersion, else that of its list.</param>
/// <param name="Kind">Its kind, else that of its list without the word List.</param>
/// <param name="Start">Where its first character (JSON: byte) stands in the text; null where it stands behind an alias.</param>
internal sealed record ManifestItem(ManifestNode Node, int Line, string? ApiVersion, string? Kind, int? Start);

/// <summary>
/// Gives the items of a list their kind. A dump by kubectl has it in every item; the API's own list has it only at
/// the list, and a tool that sorts keys writes that behind the items. Only such items wait until the end.
/// </summary>
internal sealed class ManifestList
{
    private readonly List<(ManifestNode Node, int Line, int? Start)> _waiting = [];

    public string? ApiVersion { get; set; }

    public string? Kind { get; set; }

    public ManifestItem? Add(ManifestNode node, int line, int? start)
    {
        if (TextOf(node, "kind") is null && Kind is null)
        {
            _waiting.Add((node, line, start));
            return null;
        }
        return Complete(node, line, start);
    }

    public IEnumerable<ManifestItem> AddAll(IEnumerable<ManifestNode> nodes) =>
        nodes.Where(node => node.Kind == ManifestNodeKind.Mapping).Select(node => Add(node, node.Line, start: null)).OfType<ManifestItem>();

    public IEnumerable<ManifestItem> Flush() => _waiting.Select(item => Complete(item.Node, item.Line, item.Start));

    private ManifestItem Complete(ManifestNode node, int line, int? start)
    {
        string? kind = TextOf(node, "kind");
        string? apiVersion = TextOf(node, "apiVersion");
        if (kind is not null)
        {
            return new ManifestItem(node, line, apiVersion, kind, start);
        }
        // A plain List says nothing about its items.
        string? listed = Kind?.EndsWith("List", StringComparison.Ordinal) == true ? Kind[..^"List".Length] : Kind;
        return new ManifestItem(node, line, apiVersion ?? ApiVersion, string.IsNullOrEmpty(listed) ? null : listed, start);
    }

    /// <summary>An object that is in no list.</summary>
    public static ManifestItem Alone(ManifestNode node, int line, int start) => new(node, line, TextOf(node, "apiVersion"), TextOf(node, "kind"), start);

    /// <summary>The text of a scalar; null where it is absent or empty.</summary>
    public static string? TextOf(ManifestNode node, string key) => node[key] is { Text.Length: > 0 } value ? value.Text : null;
}
