namespace GardenerOverlay.Core.Shoots;

/// <summary>What a value is, after YAML's or JSON's own rules.</summary>
public enum ManifestNodeKind
{
    /// <summary>Absent value, <c>null</c>, <c>~</c>.</summary>
    Null,

    /// <summary>A boolean; <see cref="ManifestNode.Text"/> is <c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A number; <see cref="ManifestNode.Text"/> is as written.</summary>
    Number,

    /// <summary>A string.</summary>
    Text,

    /// <summary>A list.</summary>
    Sequence,

    /// <summary>An object.</summary>
    Mapping,
}

/// <summary>
/// A value of a manifest, reduced to the fields that were asked for (<see cref="FieldSelection"/>).
/// The same for YAML and JSON, so that one set of rules reads both.
/// </summary>
public sealed class ManifestNode
{
    private ManifestNode(ManifestNodeKind kind, int line) => (Kind, Line) = (kind, line);

    /// <summary>What the value is.</summary>
    public ManifestNodeKind Kind { get; }

    /// <summary>The line, from 1; 0 where the source has none (JSON is read without line numbers).</summary>
    public int Line { get; }

    /// <summary>The value of a boolean (<c>true</c>, <c>false</c>), number or string.</summary>
    public string Text { get; private init; } = "";

    /// <summary>The scalar as it stands in the source where that differs from <see cref="Text"/>: <c>Off</c> for the boolean false.</summary>
    public string Written { get; private init; } = "";

    /// <summary>The items of a list.</summary>
    public IReadOnlyList<ManifestNode> Items { get; private init; } = [];

    /// <summary>The entries of an object, in the order of the source.</summary>
    public IReadOnlyList<KeyValuePair<string, ManifestNode>> Entries { get; private init; } = [];

    /// <summary>The entry's value, or null where there is no such key.</summary>
    public ManifestNode? this[string key]
    {
        get
        {
            foreach ((string name, ManifestNode value) in Entries)
            {
                if (string.Equals(name, key, StringComparison.Ordinal))
                {
                    return value;
                }
            }
            return null;
        }
    }

    /// <summary>Whether two values mean the same: the order of keys and the way of writing do not count.</summary>
    public static bool AreSame(ManifestNode? left, ManifestNode? right)
    {
        if (left is null || right is null || left.Kind != right.Kind)
        {
            return left is null && right is null;
        }
        return left.Kind switch
        {
            ManifestNodeKind.Mapping => left.Entries.Count == right.Entries.Count && left.Entries.All(entry => right[entry.Key] is { } other && AreSame(entry.Value, other)),
            ManifestNodeKind.Sequence => left.Items.Count == right.Items.Count && left.Items.Zip(right.Items).All(pair => AreSame(pair.First, pair.Second)),
            _ => left.Text == right.Text,
        };
    }

    /// <summary>A null.</summary>
    public static ManifestNode OfNull(int line) => new(ManifestNodeKind.Null, line);

    /// <summary>A boolean, and how it was written.</summary>
    public static ManifestNode OfBoolean(bool value, string written, int line) => new(ManifestNodeKind.Boolean, line) { Text = value ? "true" : "false", Written = written };

    /// <summary>A number.</summary>
    public static ManifestNode OfNumber(string text, int line) => new(ManifestNodeKind.Number, line) { Text = text, Written = text };

    /// <summary>A string.</summary>
    public static ManifestNode OfText(string text, int line) => new(ManifestNodeKind.Text, line) { Text = text, Written = text };

    /// <summary>A list.</summary>
    public static ManifestNode OfItems(IReadOnlyList<ManifestNode> items, int line) => new(ManifestNodeKind.Sequence, line) { Items = items };

    /// <summary>An object.</summary>
    public static ManifestNode OfEntries(IReadOnlyList<KeyValuePair<string, ManifestNode>> entries, int line) => new(ManifestNodeKind.Mapping, line) { Entries = entries };
}
