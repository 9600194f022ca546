using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Clients.Manifests;

/// <summary>An object of a file: a document, or an item of a list.</summary>
/// <param name="Node">Its values.</param>
/// <param name="Line">The line where it begins.</param>
/// <param name="ApiVersion">Its apiVersion, else that of its list.</param>
/// <param name="Kind">Its kind, else that of its list without the word List.</param>
internal sealed record ManifestItem(ManifestNode Node, int Line, string? ApiVersion, string? Kind);

/// <summary>
/// Gives the items of a list their kind. A dump by kubectl has it in every item; the API's own list has it only at
/// the list, and a tool that sorts keys writes that behind the items. Only such items wait until the end.
/// </summary>
internal sealed class ManifestList
{
    private readonly List<(ManifestNode Node, int Line)> _waiting = [];

    public string? ApiVersion { get; set; }

    public string? Kind { get; set; }

    public ManifestItem? Add(ManifestNode node, int line)
    {
        if (node["kind"] is null && Kind is null)
        {
            _waiting.Add((node, line));
            return null;
        }
        return Complete(node, line);
    }

    public IEnumerable<ManifestItem> Flush() => _waiting.Select(item => Complete(item.Node, item.Line));

    private ManifestItem Complete(ManifestNode node, int line) => new(
        node,
        line,
        node["apiVersion"]?.Text ?? (node["kind"] is null ? ApiVersion : null),
        node["kind"]?.Text ?? (Kind?.EndsWith("List", StringComparison.Ordinal) == true ? Kind[..^"List".Length] : Kind));
}
