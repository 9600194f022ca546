using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Clients.Manifests;

/// <summary>An object of a file: a document, or an item of a list.</summary>
/// <param name="Node">Its values.</param>
/// <param name="Line">The line where it begins.</param>
/// <param name="ApiVersion">Its apiVersion, else that of its list.</param>
/// <param name="Kind">Its kind, else that of its list without the word List.</param>
/// <param name="Start">Where its first character (JSON: byte) stands in the text; null where it stands behind an alias.</param>
internal sealed record ManifestItem(ManifestNode Node, int Line, string? ApiVersion, string? Kind, int? Start)
{
    /// <summary>The key of the list that it is in, or that it is the root of.</summary>
    public string? ListKey { get; init; }

    /// <summary>Whether it is the root of a document; of one with a list, what stands beside the list.</summary>
    public bool IsRoot { get; init; }
}

/// <summary>Where the objects of a file are.</summary>
/// <param name="ListKeys">Keys of the root whose lists are read item by item.</param>
/// <param name="IsRaw">Whether everything is handed on: items without a kind or that are no objects, and the root behind them.</param>
internal sealed record ManifestShape(IReadOnlyList<string> ListKeys, bool IsRaw)
{
    /// <summary>Manifests: objects, and lists of Kubernetes.</summary>
    public static ManifestShape Manifest { get; } = new(["items"], IsRaw: false);

    /// <summary>What kubectl and the aws CLI wrote.</summary>
    public static ManifestShape Dump { get; } = new(["items", "RouteTables", "Reservations"], IsRaw: true);
}

/// <summary>
/// Gives the items of a list their kind. A dump by kubectl has it in every item; the API's own list has it only at
/// the list, and a tool that sorts keys writes that behind the items. Only such items wait until the end.
/// </summary>
internal sealed class ManifestList(ManifestShape shape, string? key)
{
    private readonly List<(ManifestNode Node, int Line, int? Start)> _waiting = [];

    public string? ApiVersion { get; set; }

    public string? Kind { get; set; }

    /// <summary>Whether a value can be an item.</summary>
    public bool Takes(ManifestNode node) => shape.IsRaw || node.Kind == ManifestNodeKind.Mapping;

    public ManifestItem? Add(ManifestNode node, int line, int? start)
    {
        if (!shape.IsRaw && TextOf(node, "kind") is null && Kind is null)
        {
            _waiting.Add((node, line, start));
            return null;
        }
        return Complete(node, line, start);
    }

    public IEnumerable<ManifestItem> AddAll(IEnumerable<ManifestNode> nodes) =>
        nodes.Where(Takes).Select(node => Add(node, node.Line, start: null)).OfType<ManifestItem>();

    /// <summary>The items that waited for the list's kind, and what stands beside the list where that is asked for.</summary>
    public IEnumerable<ManifestItem> Flush(ManifestNode? root = null, int line = 0)
    {
        foreach ((ManifestNode node, int itemLine, int? start) in _waiting)
        {
            yield return Complete(node, itemLine, start);
        }
        if (shape.IsRaw && root is not null)
        {
            yield return Alone(root, line, start: null) with { ListKey = key };
        }
    }

    private ManifestItem Complete(ManifestNode node, int line, int? start)
    {
        string? kind = TextOf(node, "kind");
        string? apiVersion = TextOf(node, "apiVersion");
        if (kind is not null)
        {
            return new ManifestItem(node, line, apiVersion, kind, start) { ListKey = key };
        }
        // A plain List says nothing about its items.
        string? listed = Kind?.EndsWith("List", StringComparison.Ordinal) == true ? Kind[..^"List".Length] : Kind;
        return new ManifestItem(node, line, apiVersion ?? ApiVersion, string.IsNullOrEmpty(listed) ? null : listed, start) { ListKey = key };
    }

    /// <summary>An object that is in no list.</summary>
    public static ManifestItem Alone(ManifestNode node, int line, int? start) => new(node, line, TextOf(node, "apiVersion"), TextOf(node, "kind"), start) { IsRoot = true };

    /// <summary>The text of a scalar; null where it is absent or empty.</summary>
    public static string? TextOf(ManifestNode node, string key) => node[key] is { Text.Length: > 0 } value ? value.Text : null;
}
