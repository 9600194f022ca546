using GardenerOverlay.Core.Shoots;
using YamlDotNet.Core.Events;

namespace GardenerOverlay.Clients.Manifests;

/// <summary>Reads YAML by parser events, document by document, and lists item by item.</summary>
internal sealed class YamlManifest
{
    private readonly YamlEvents _events;
    private readonly YamlNodes _nodes;
    private readonly ManifestShape _shape;

    private YamlManifest(YamlEvents events, FieldSelection selection, ManifestShape shape) => (_events, _nodes, _shape) = (events, new YamlNodes(events, selection), shape);

    /// <summary>Reads all documents.</summary>
    /// <param name="text">The text.</param>
    /// <param name="selection">What is read of each object.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <param name="observer">Sees every event, as it is taken.</param>
    /// <param name="shape">Where its objects are; as in manifests where it is not given.</param>
    /// <exception cref="ManifestSyntaxException">The text is not YAML, or exceeds a limit.</exception>
    public static IEnumerable<ManifestItem> Read(TextReader text, FieldSelection selection, CancellationToken cancellation, Action<ParsingEvent>? observer = null, ManifestShape? shape = null)
    {
        using YamlEvents events = new(text, observer, cancellation);
        YamlManifest manifest = new(events, selection, shape ?? ManifestShape.Manifest);
        events.Next();
        while (events.Next() is DocumentStart)
        {
            events.BeginObject();
            manifest._nodes.BeginDocument();
            events.Next();
            foreach (ManifestItem item in manifest.ReadDocument())
            {
                yield return item;
            }
            events.Next();
        }
    }

    /// <summary>Reads the root. An anchor at it is of no use: an alias to it would stand in itself.</summary>
    private IEnumerable<ManifestItem> ReadDocument()
    {
        switch (_events.Current)
        {
            case SequenceStart:
                ManifestList list = new(_shape, key: null);
                return ReadItems(list).Concat(list.Flush());
            case MappingStart:
                return ReadRoot();
            default:
                _nodes.Build(wanted: null);
                return [];
        }
    }

    /// <summary>The root mapping: an object, or a list whose items are handed on one by one.</summary>
    private IEnumerable<ManifestItem> ReadRoot()
    {
        (int line, int start) = (_events.Line, _events.Start);
        YamlMapping mapping = new(_nodes, _nodes.Selection);
        ManifestList? list = null;
        while (_events.Next() is not MappingEnd)
        {
            Scalar key = mapping.ReadKey();
            bool isList = _events.Next() is SequenceStart { Anchor.IsEmpty: true } && _shape.ListKeys.Contains(key.Value);
            IReadOnlyList<ManifestNode>? anchored = isList ? null : ItemsOf(key, mapping.ReadValue(key));
            if (isList || anchored is not null)
            {
                list = new ManifestList(_shape, key.Value) { ApiVersion = mapping.TextOf("apiVersion"), Kind = mapping.TextOf("kind") };
                foreach (ManifestItem item in anchored is null ? ReadItems(list) : list.AddAll(anchored))
                {
                    yield return item;
                }
            }
        }
        ManifestNode root = mapping.End()!;
        if (list is null)
        {
            yield return ManifestList.Alone(root, line, start);
            yield break;
        }
        list.ApiVersion = ManifestList.TextOf(root, "apiVersion");
        list.Kind = ManifestList.TextOf(root, "kind");
        foreach (ManifestItem item in list.Flush(root, line))
        {
            yield return item;
        }
    }

    /// <summary>The items of a list that is an alias, or that an alias may want: it is built as a whole.</summary>
    private IReadOnlyList<ManifestNode>? ItemsOf(Scalar key, ManifestNode? value) =>
        _shape.ListKeys.Contains(key.Value) && value is { Kind: ManifestNodeKind.Sequence } ? value.Items : null;

    private IEnumerable<ManifestItem> ReadItems(ManifestList list)
    {
        _events.Enter();
        while (_events.Next() is not SequenceEnd)
        {
            _events.BeginObject();
            (int line, int? start) = (_events.Line, _events.Current is AnchorAlias ? null : _events.Start);
            if (_nodes.Build(_nodes.Selection) is { } node && list.Takes(node) && list.Add(node, line, start) is { } item)
            {
                yield return item;
            }
        }
        _events.Leave();
        _events.BeginObject();
    }
}
