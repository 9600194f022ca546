namespace GardenerOverlay.Clients.Manifests.Editing;

/// <summary>How a value is written.</summary>
internal enum TextNodeKind
{
    /// <summary>A scalar on a line, or in quotes.</summary>
    Scalar,

    /// <summary>A scalar behind | or &gt;: its lines belong to it up to their end.</summary>
    BlockScalar,

    /// <summary>An alias.</summary>
    Alias,

    /// <summary>An object, one line an entry.</summary>
    BlockMapping,

    /// <summary>An object in braces.</summary>
    FlowMapping,

    /// <summary>A list.</summary>
    Sequence,
}

/// <summary>A value as it stands in the text. Positions count characters from the beginning of the text.</summary>
internal sealed class TextNode(TextNodeKind kind, int start, TextAnchor? anchor)
{
    public TextNodeKind Kind { get; } = kind;

    /// <summary>Where it begins, its anchor and tag included.</summary>
    public int Start { get; } = start;

    /// <summary>Where its last character ends; comments and blank lines behind it do not belong to it.</summary>
    public int End { get; set; } = start;

    public TextAnchor? Anchor { get; } = anchor;

    /// <summary>Of an object.</summary>
    public List<TextEntry> Entries { get; } = [];

    /// <summary>Of a list.</summary>
    public List<TextNode> Items { get; } = [];

    public bool IsMapping => Kind is TextNodeKind.BlockMapping or TextNodeKind.FlowMapping;

    public bool IsBlock => Kind == TextNodeKind.BlockMapping;

    public TextEntry? Find(string key) => Entries.Find(entry => entry.Key == key);

    /// <summary>The anchors at it and in it.</summary>
    public IEnumerable<TextAnchor> AnchorsWithin()
    {
        IEnumerable<TextAnchor> inner = Entries.SelectMany(entry => entry.Value.AnchorsWithin()).Concat(Items.SelectMany(item => item.AnchorsWithin()));
        return Anchor is null ? inner : inner.Prepend(Anchor);
    }
}

/// <summary>A key and its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="Start">Where the key begins.</param>
/// <param name="KeyEnd">Where it ends.</param>
/// <param name="Value">The value.</param>
internal sealed record TextEntry(string Key, int Start, int KeyEnd, TextNode Value)
{
    /// <summary>Where the entry ends.</summary>
    public int End => Math.Max(Value.End, KeyEnd);
}

/// <summary>An anchor, and where an alias leads to it.</summary>
internal sealed class TextAnchor(string name)
{
    public string Name { get; } = name;

    /// <summary>The line of an alias, from 1; null where there is none.</summary>
    public int? AliasLine { get; set; }
}

/// <summary>An object of a file: a document, or an item of a list.</summary>
/// <param name="start">Where it begins.</param>
internal sealed class LocatedObject(int start)
{
    /// <summary>Where it begins.</summary>
    public int Start { get; } = start;

    /// <summary>The value of <c>spec.networking</c>; null where it is not an object in this place.</summary>
    public TextNode? Networking { get; set; }

    /// <summary>Where the key <c>networking</c> begins.</summary>
    public int NetworkingKeyStart { get; set; }

    /// <summary>The anchors of all that holds it.</summary>
    public List<TextAnchor> AnchorsAround { get; } = [];

    /// <summary>What <c>spec.networking.providerConfig</c> says.</summary>
    public Fingerprint ProviderConfig { get; } = new();
}
