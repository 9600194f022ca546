using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace GardenerOverlay.Clients.Manifests.Editing;

/// <summary>
/// Watches the parser's events and keeps where <c>spec.networking</c> of every object stands, and a fingerprint of all
/// else. One pass serves reading, editing and proving that nothing else changed.
/// </summary>
internal sealed class YamlLocator
{
    private readonly Stack<Frame> _frames = new();
    private readonly Dictionary<string, TextAnchor> _anchors = new(StringComparer.Ordinal);
    private LocatedObject? _object;

    /// <summary>The value of providerConfig that is being read.</summary>
    private Frame? _region;

    private enum Role
    {
        Other,
        Root,
        List,
        Item,
        Spec,
        Networking,
    }

    public List<LocatedObject> Objects { get; } = [];

    /// <summary>What the text says outside of all <c>spec.networking.providerConfig</c>.</summary>
    public Fingerprint Rest { get; } = new();

    public void Observe(ParsingEvent parsingEvent)
    {
        switch (parsingEvent)
        {
            case DocumentStart:
                _anchors.Clear();
                Rest.Add(1);
                break;
            case MappingStart or SequenceStart:
                Enter((NodeEvent)parsingEvent);
                break;
            case MappingEnd or SequenceEnd:
                Leave(parsingEvent);
                break;
            case Scalar scalar:
                Take(scalar, scalar.Value);
                break;
            case AnchorAlias alias:
                Take(alias);
                break;
        }
    }

    private void Enter(NodeEvent start)
    {
        Frame? parent = _frames.Count > 0 ? _frames.Peek() : null;
        bool isMapping = start is MappingStart;
        TextAnchor? anchor = AnchorOf(start.Anchor);
        Frame frame = new(RoleOf(parent, isMapping), isMapping, anchor);
        bool isFlow = start is MappingStart { Style: MappingStyle.Flow } or SequenceStart { Style: SequenceStyle.Flow };
        if (frame.Role == Role.Networking || parent?.Text is not null)
        {
            TextNodeKind kind = isMapping ? (isFlow ? TextNodeKind.FlowMapping : TextNodeKind.BlockMapping) : TextNodeKind.Sequence;
            frame.Text = new TextNode(kind, (int)start.Start.Index, anchor);
            frame.IsFlow = isFlow;
        }
        if (frame.Role is Role.Root or Role.Item)
        {
            _object = new LocatedObject((int)start.Start.Index);
            Objects.Add(_object);
        }
        if (frame.Role == Role.Networking)
        {
            _object!.Networking = frame.Text;
            _object.NetworkingKeyStart = parent!.KeyStart;
            _object.AnchorsAround.AddRange(_frames.Select(above => above.Anchor).OfType<TextAnchor>());
        }
        Mark(start, isMapping ? 2 : 3);
        _frames.Push(frame);
    }

    private void Leave(ParsingEvent end)
    {
        Frame frame = _frames.Pop();
        if (frame.Text is { } text)
        {
            // The end of a block is reported behind the blank lines that follow it.
            int last = frame.IsFlow ? (int)end.End.Index + 1 : Math.Max(text.Entries.Select(entry => entry.End).LastOrDefault(text.Start), text.Items.Select(item => item.End).LastOrDefault(text.Start));
            text.End = last;
        }
        Current.Add(4);
        Complete(frame.Text);
    }

    private void Take(Scalar scalar, string value)
    {
        Frame? parent = _frames.Count > 0 ? _frames.Peek() : null;
        TextAnchor? anchor = AnchorOf(scalar.Anchor);
        if (parent is { IsMapping: true, Key: null })
        {
            (parent.Key, parent.KeyStart, parent.KeyEnd) = (value, (int)scalar.Start.Index, (int)scalar.End.Index);
            if (parent.Role == Role.Networking && value == "providerConfig")
            {
                _region = parent;
            }
            Mark(scalar, 5);
            Current.Add(value);
            return;
        }
        Mark(scalar, scalar.Style == ScalarStyle.Plain ? 6 : 7);
        Current.Add(value);
        TextNodeKind kind = scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded ? TextNodeKind.BlockScalar : TextNodeKind.Scalar;
        Complete(parent?.Text is null ? null : new TextNode(kind, (int)scalar.Start.Index, anchor) { End = (int)scalar.End.Index });
    }

    private void Take(AnchorAlias alias)
    {
        Current.Add(8);
        Current.Add(alias.Value.Value);
        if (_anchors.TryGetValue(alias.Value.Value, out TextAnchor? anchor))
        {
            anchor.AliasLine ??= (int)alias.Start.Line;
        }
        Complete(_frames.Count == 0 || _frames.Peek().Text is null ? null : new TextNode(TextNodeKind.Alias, (int)alias.Start.Index, null) { End = (int)alias.End.Index });
    }

    /// <summary>A value has ended: it goes to the object or list around it.</summary>
    private void Complete(TextNode? text)
    {
        if (_frames.Count == 0)
        {
            return;
        }
        Frame parent = _frames.Peek();
        if (parent.Text is { } outer && text is not null)
        {
            if (parent.IsMapping)
            {
                outer.Entries.Add(new TextEntry(parent.Key!, parent.KeyStart, parent.KeyEnd, text));
            }
            else
            {
                outer.Items.Add(text);
            }
        }
        if (parent == _region)
        {
            _region = null;
        }
        parent.Key = null;
    }

    private Fingerprint Current => _region is null ? Rest : _object!.ProviderConfig;

    private void Mark(NodeEvent node, int mark)
    {
        Current.Add(mark);
        if (!node.Anchor.IsEmpty)
        {
            Current.Add(node.Anchor.Value);
        }
        if (!node.Tag.IsEmpty)
        {
            Current.Add(node.Tag.Value);
        }
    }

    private TextAnchor? AnchorOf(AnchorName name) => name.IsEmpty ? null : _anchors[name.Value] = new TextAnchor(name.Value);

    private static Role RoleOf(Frame? parent, bool isMapping) => (parent, isMapping) switch
    {
        (null, true) => Role.Root,
        (null, false) => Role.List,
        ({ Role: Role.List }, true) => Role.Item,
        ({ Role: Role.Root, Key: "items" }, false) => Role.List,
        ({ Role: Role.Root or Role.Item, Key: "spec" }, true) => Role.Spec,
        ({ Role: Role.Spec, Key: "networking" }, true) => Role.Networking,
        _ => Role.Other,
    };

    /// <summary>An object or list that has begun and not ended.</summary>
    private sealed class Frame(Role role, bool isMapping, TextAnchor? anchor)
    {
        public Role Role { get; } = role;

        public bool IsMapping { get; } = isMapping;

        public bool IsFlow { get; set; }

        public TextAnchor? Anchor { get; } = anchor;

        /// <summary>The place in the text, within <c>spec.networking</c> only.</summary>
        public TextNode? Text { get; set; }

        /// <summary>The key whose value comes next; null where a key comes next.</summary>
        public string? Key { get; set; }

        public int KeyStart { get; set; }

        public int KeyEnd { get; set; }
    }
}
