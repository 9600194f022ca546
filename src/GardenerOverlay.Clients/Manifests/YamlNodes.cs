using GardenerOverlay.Core.Shoots;
using YamlDotNet.Core.Events;

namespace GardenerOverlay.Clients.Manifests;

/// <summary>
/// Builds values from events: what is not selected leaves nothing behind, except anchored values, which an alias may
/// need later. Reports what YamlDotNet's parser lets pass: duplicate keys, undefined aliases.
/// </summary>
internal sealed class YamlNodes(YamlEvents events, FieldSelection selection)
{
    private readonly Dictionary<string, Anchored> _anchors = new(StringComparer.Ordinal);
    private readonly Stack<HashSet<string>> _keySets = new();
    private long _built;
    private long _aliased;

    public YamlEvents Events => events;

    /// <summary>What is read of each object.</summary>
    public FieldSelection Selection => selection;

    /// <summary>Forgets the anchors, which are those of a document.</summary>
    public void BeginDocument()
    {
        _anchors.Clear();
        (_built, _aliased) = (0, 0);
    }

    /// <summary>Builds the value at the current event; null where it is not selected. Ends at the value's last event.</summary>
    public ManifestNode? Build(FieldSelection? wanted)
    {
        if (events.Current is AnchorAlias alias)
        {
            return Resolve(alias);
        }
        NodeEvent start = (NodeEvent)events.Current;
        if (start.Anchor.IsEmpty)
        {
            return BuildAt(start, wanted);
        }
        // A value that holds an alias to itself must not find an older anchor of the same name.
        _anchors.Remove(start.Anchor.Value);
        long before = _built + _aliased;
        // An alias may put it where every field counts.
        ManifestNode node = BuildAt(start, FieldSelection.All)!;
        _anchors[start.Anchor.Value] = new Anchored(node, _built + _aliased - before);
        return node;
    }

    /// <summary>A key can be anchored like any scalar.</summary>
    public void RememberKey(Scalar key)
    {
        if (!key.Anchor.IsEmpty)
        {
            _anchors[key.Anchor.Value] = new Anchored(YamlScalar.Resolve(key), 1);
        }
    }

    /// <summary>An empty set for the keys of a mapping; there are as many mappings as sets are worth keeping.</summary>
    public HashSet<string> TakeKeySet() => _keySets.TryPop(out HashSet<string>? keys) ? keys : new HashSet<string>(StringComparer.Ordinal);

    public void ReturnKeySet(HashSet<string> keys)
    {
        keys.Clear();
        _keySets.Push(keys);
    }

    private ManifestNode Resolve(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value.Value, out Anchored target))
        {
            throw events.Error($"the alias *{alias.Value.Value} has no anchor before it in this document");
        }
        _aliased += target.Values;
        return _aliased <= ManifestLimits.AliasedValues
            ? target.Node
            : throw ManifestSyntaxException.TooManyAliases(alias.Start.Line, alias.Start.Column);
    }

    private ManifestNode? BuildAt(NodeEvent start, FieldSelection? wanted)
    {
        _built++;
        return start switch
        {
            Scalar scalar => wanted is null ? null : YamlScalar.Resolve(scalar),
            SequenceStart => BuildSequence(wanted),
            _ => BuildMapping(wanted),
        };
    }

    private ManifestNode? BuildSequence(FieldSelection? wanted)
    {
        int line = events.Line;
        events.Enter();
        List<ManifestNode>? items = wanted is null ? null : [];
        while (events.Next() is not SequenceEnd)
        {
            ManifestNode? item = Build(wanted);
            items?.Add(item!);
        }
        events.Leave();
        return items is null ? null : ManifestNode.OfItems(items, line);
    }

    private ManifestNode? BuildMapping(FieldSelection? wanted)
    {
        YamlMapping mapping = new(this, wanted);
        while (events.Next() is not MappingEnd)
        {
            Scalar key = mapping.ReadKey();
            events.Next();
            mapping.ReadValue(key);
        }
        return mapping.End();
    }

    /// <param name="Node">The value.</param>
    /// <param name="Values">How many values it is made of, those behind aliases counted again.</param>
    private readonly record struct Anchored(ManifestNode Node, long Values);
}
