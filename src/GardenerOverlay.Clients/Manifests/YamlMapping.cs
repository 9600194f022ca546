using GardenerOverlay.Core.Shoots;
using YamlDotNet.Core.Events;

namespace GardenerOverlay.Clients.Manifests;

/// <summary>Collects the entries of one mapping, watches its keys and merges others into it.</summary>
internal readonly struct YamlMapping
{
    private readonly YamlNodes _nodes;
    private readonly FieldSelection? _selection;
    private readonly int _line;
    private readonly HashSet<string> _keys;
    private readonly ManifestEntries _entries = new();
    private readonly List<ManifestNode> _merged = [];

    /// <summary>Begins a mapping at the current event. Without a selection only its keys are watched.</summary>
    public YamlMapping(YamlNodes nodes, FieldSelection? selection)
    {
        nodes.Events.Enter();
        (_nodes, _selection, _line) = (nodes, selection, nodes.Events.Line);
        _keys = nodes.TakeKeySet();
    }

    public string? TextOf(string key) => _entries.TextOf(key);

    /// <summary>The key at the current event.</summary>
    public Scalar ReadKey()
    {
        if (_nodes.Events.Current is not Scalar key)
        {
            throw _nodes.Events.Error("only strings may be keys");
        }
        if (!_keys.Add(key.Value))
        {
            throw _nodes.Events.Error(ManifestSyntaxException.DuplicateKey(key.Value));
        }
        _nodes.RememberKey(key);
        return key;
    }

    /// <summary>The key's value, at the current event.</summary>
    /// <returns>The value, or null where it is neither selected nor anchored.</returns>
    public ManifestNode? ReadValue(Scalar key)
    {
        bool isMerge = YamlScalar.IsMergeKey(key);
        FieldSelection? wanted = isMerge ? _selection : _selection?[key.Value];
        ParsingEvent at = _nodes.Events.Current;
        if (at is MappingEnd)
        {
            // After an empty key at the end of the text the parser reports no value.
            throw new ManifestSyntaxException("a value is missing", key.Start.Line, key.Start.Column);
        }
        ManifestNode? value = _nodes.Build(wanted);
        if (isMerge && value is not null)
        {
            IReadOnlyList<ManifestNode> mappings = value.Kind == ManifestNodeKind.Sequence ? value.Items : [value];
            if (mappings.Any(mapping => mapping.Kind != ManifestNodeKind.Mapping))
            {
                throw new ManifestSyntaxException("<< merges objects only", at.Start.Line, at.Start.Column);
            }
            _merged.AddRange(mappings);
        }
        else if (wanted is not null)
        {
            _entries.TryAdd(key.Value, value!);
        }
        return value;
    }

    /// <summary>The mapping ends; null where it was not selected.</summary>
    public ManifestNode? End()
    {
        _nodes.Events.Leave();
        _nodes.ReturnKeySet(_keys);
        if (_selection is null)
        {
            return null;
        }
        foreach (KeyValuePair<string, ManifestNode> entry in _merged.SelectMany(mapping => mapping.Entries))
        {
            // Own keys win over merged ones, and earlier merged ones over later.
            _entries.TryAdd(entry.Key, entry.Value);
        }
        return _entries.ToNode(_line);
    }
}
