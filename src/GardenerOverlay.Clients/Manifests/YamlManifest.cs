using GardenerOverlay.Core.Shoots;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace GardenerOverlay.Clients.Manifests;

/// <summary>
/// Reads YAML by parser events: values that are not selected leave nothing behind, except anchored ones, which an
/// alias may need later. Reports what YamlDotNet's parser lets pass: duplicate keys, undefined aliases, depth.
/// </summary>
internal sealed class YamlManifest
{
    private readonly BoundedTextReader _text;
    private readonly Parser _parser;
    private readonly FieldSelection _selection;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<string, ManifestNode> _anchors = new(StringComparer.Ordinal);
    private readonly Stack<HashSet<string>> _keySets = new();
    private int _depth;

    private YamlManifest(BoundedTextReader text, FieldSelection selection, CancellationToken cancellation)
    {
        _text = text;
        _parser = new Parser(_text);
        _selection = selection;
        _cancellation = cancellation;
    }

    private ParsingEvent Current => _parser.Current!;

    /// <summary>Reads all documents.</summary>
    /// <exception cref="ManifestSyntaxException">The text is not YAML, or exceeds a limit.</exception>
    public static IEnumerable<ManifestItem> Read(TextReader text, FieldSelection selection, CancellationToken cancellation)
    {
        using BoundedTextReader bounded = new(text);
        YamlManifest manifest = new(bounded, selection, cancellation);
        manifest.Next();
        while (manifest.Next() is DocumentStart)
        {
            manifest._anchors.Clear();
            manifest.Next();
            foreach (ManifestItem item in manifest.ReadDocument())
            {
                yield return item;
            }
            manifest.Next();
        }
    }

    private IEnumerable<ManifestItem> ReadDocument()
    {
        int line = (int)Current.Start.Line;
        if (Current is SequenceStart { Anchor.IsEmpty: true })
        {
            return ReadItems(new ManifestList());
        }
        return Current is MappingStart { Anchor.IsEmpty: true } ? ReadRoot(line) : Single(BuildNode(_selection), line);
    }

    private static IEnumerable<ManifestItem> Single(ManifestNode? node, int line) =>
        node is { Kind: ManifestNodeKind.Mapping } ? [new ManifestItem(node, line, node["apiVersion"]?.Text, node["kind"]?.Text)] : [];

    /// <summary>The root mapping: an object, or a list whose items are handed on one by one.</summary>
    private IEnumerable<ManifestItem> ReadRoot(int line)
    {
        MappingBuilder builder = new(this, _selection, line);
        ManifestList? list = null;
        while (Next() is not MappingEnd)
        {
            Scalar key = builder.ReadKey();
            if (key.Value == "items" && Next() is SequenceStart { Anchor.IsEmpty: true })
            {
                list = new ManifestList { ApiVersion = builder.TextOf("apiVersion"), Kind = builder.TextOf("kind") };
                foreach (ManifestItem item in ReadItems(list))
                {
                    yield return item;
                }
            }
            else
            {
                builder.ReadValue(key, isCurrent: key.Value == "items");
            }
        }
        builder.End();
        ManifestNode root = builder.Complete();
        if (list is null)
        {
            yield return new ManifestItem(root, line, root["apiVersion"]?.Text, root["kind"]?.Text);
            yield break;
        }
        list.ApiVersion = root["apiVersion"]?.Text;
        list.Kind = root["kind"]?.Text;
        foreach (ManifestItem item in list.Flush())
        {
            yield return item;
        }
    }

    private IEnumerable<ManifestItem> ReadItems(ManifestList list)
    {
        while (Next() is not SequenceEnd)
        {
            int line = (int)Current.Start.Line;
            long start = Current.Start.Index;
            ManifestNode? node = BuildNode(_selection);
            if (Current.End.Index - start > ManifestLimits.ObjectBytes)
            {
                throw ManifestSyntaxException.ObjectTooLarge(line);
            }
            if (node is { Kind: ManifestNodeKind.Mapping } && list.Add(node, line) is { } item)
            {
                yield return item;
            }
        }
    }

    /// <summary>Builds the value at the current event; null where it is not selected. Ends at the value's last event.</summary>
    private ManifestNode? BuildNode(FieldSelection? selection)
    {
        if (Current is AnchorAlias alias)
        {
            return _anchors.TryGetValue(alias.Value.Value, out ManifestNode? target)
                ? target
                : throw Error($"the alias *{alias.Value.Value} has no anchor before it in this document", alias);
        }
        NodeEvent start = (NodeEvent)Current;
        bool anchored = !start.Anchor.IsEmpty;
        // An alias may put it where every field counts.
        FieldSelection? wanted = anchored ? FieldSelection.All : selection;
        ManifestNode? node = start switch
        {
            Scalar scalar => wanted is null ? null : YamlScalar.Resolve(scalar),
            SequenceStart => BuildSequence(wanted),
            _ => BuildMapping(wanted),
        };
        if (anchored)
        {
            _anchors[start.Anchor.Value] = node!;
        }
        return node;
    }

    private ManifestNode? BuildSequence(FieldSelection? selection)
    {
        int line = (int)Current.Start.Line;
        Enter();
        List<ManifestNode>? items = selection is null ? null : [];
        while (Next() is not SequenceEnd)
        {
            ManifestNode? item = BuildNode(selection);
            items?.Add(item!);
        }
        _depth--;
        return items is null ? null : ManifestNode.OfItems(items, line);
    }

    private ManifestNode? BuildMapping(FieldSelection? selection)
    {
        MappingBuilder builder = new(this, selection, (int)Current.Start.Line);
        while (Next() is not MappingEnd)
        {
            builder.ReadValue(builder.ReadKey(), isCurrent: false);
        }
        builder.End();
        return selection is null ? null : builder.Complete();
    }

    private ParsingEvent Next()
    {
        _cancellation.ThrowIfCancellationRequested();
        try
        {
            if (!_parser.MoveNext())
            {
                throw new ManifestSyntaxException("the file ends too early", 1, 1);
            }
        }
        catch (ScalarTooLongException)
        {
            throw ManifestSyntaxException.ScalarTooLong(_parser.Current?.End.Line ?? 1, _parser.Current?.End.Column ?? 1);
        }
        catch (YamlException exception)
        {
            throw new ManifestSyntaxException(exception.InnerException?.Message ?? exception.Message, exception.Start.Line, exception.Start.Column);
        }
        _text.EventRead();
        return Current;
    }

    private void Enter()
    {
        if (++_depth > ManifestLimits.Depth)
        {
            throw ManifestSyntaxException.TooDeep(Current.Start.Line, Current.Start.Column);
        }
    }

    private static ManifestSyntaxException Error(string message, ParsingEvent at) => new(message, at.Start.Line, at.Start.Column);

    /// <summary>Collects the entries of one mapping and watches its keys.</summary>
    private readonly struct MappingBuilder
    {
        private readonly YamlManifest _manifest;
        private readonly FieldSelection? _selection;
        private readonly int _line;
        private readonly HashSet<string> _keys;
        private readonly List<KeyValuePair<string, ManifestNode>> _entries;
        private readonly List<ManifestNode> _merged;

        public MappingBuilder(YamlManifest manifest, FieldSelection? selection, int line)
        {
            manifest.Enter();
            (_manifest, _selection, _line) = (manifest, selection, line);
            _keys = manifest._keySets.TryPop(out HashSet<string>? keys) ? keys : new HashSet<string>(StringComparer.Ordinal);
            _entries = selection is null ? null! : [];
            _merged = selection is null ? null! : [];
        }

        public string? TextOf(string key)
        {
            foreach ((string name, ManifestNode value) in _entries)
            {
                if (name == key)
                {
                    return value.Text;
                }
            }
            return null;
        }

        public Scalar ReadKey()
        {
            if (_manifest.Current is not Scalar key)
            {
                throw Error("only strings may be keys", _manifest.Current);
            }
            if (!_keys.Add(key.Value))
            {
                throw Error($"the key \"{key.Value}\" occurs twice in one object", key);
            }
            return key;
        }

        public void ReadValue(Scalar key, bool isCurrent)
        {
            if (!isCurrent)
            {
                _manifest.Next();
            }
            bool isMerge = YamlScalar.IsMergeKey(key);
            ManifestNode? value = _manifest.BuildNode(isMerge ? _selection : _selection?[key.Value]);
            if (_selection is null || value is null)
            {
                return;
            }
            if (isMerge)
            {
                _merged.AddRange(value.Kind == ManifestNodeKind.Sequence ? value.Items : [value]);
            }
            else if (_selection[key.Value] is not null)
            {
                _entries.Add(new KeyValuePair<string, ManifestNode>(key.Value, value));
            }
        }

        /// <summary>The mapping has ended: its set of keys can serve another one.</summary>
        public void End()
        {
            _manifest._depth--;
            _keys.Clear();
            _manifest._keySets.Push(_keys);
        }

        public ManifestNode Complete()
        {
            foreach (KeyValuePair<string, ManifestNode> entry in _merged.SelectMany(mapping => mapping.Entries))
            {
                // Own keys win over merged ones, and earlier merged ones over later.
                if (!_entries.Exists(own => own.Key == entry.Key))
                {
                    _entries.Add(entry);
                }
            }
            return ManifestNode.OfEntries(_entries, _line);
        }
    }
}
