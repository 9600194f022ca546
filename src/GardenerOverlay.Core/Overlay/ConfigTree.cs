using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Core.Overlay;

/// <summary>A NetworkConfig as a tree of values while it is edited. Paths are those below the config, as <c>overlay.enabled</c>.</summary>
internal sealed class ConfigTree(ManifestNode root)
{
    public ManifestNode Root { get; private set; } = root;

    /// <summary>The value; null where it is absent or null.</summary>
    public ManifestNode? this[string path]
    {
        get
        {
            ManifestNode? node = Root;
            foreach (string key in FieldPath.Keys(path))
            {
                node = node?[key];
            }
            return node is { Kind: ManifestNodeKind.Null } ? null : node;
        }
    }

    public bool IsTrue(string path) => this[path] is { Kind: ManifestNodeKind.Boolean, Text: "true" };

    public bool IsFalse(string path) => this[path] is { Kind: ManifestNodeKind.Boolean, Text: "false" };

    public void Set(string path, bool value) => Set(path, ManifestNode.OfBoolean(value, value ? "true" : "false", 0));

    public void Set(string path, string value) => Set(path, ManifestNode.OfText(value, 0));

    /// <summary>Removes a key, and the object around it where nothing else is in it.</summary>
    public void Remove(string path) => Root = Without(Root, FieldPath.Keys(path));

    /// <summary>Removes a key whose value is another than the one that will be in force.</summary>
    public void RemoveUnless(string path, string value)
    {
        if (this[path] is { } node && (node.Kind != ManifestNodeKind.Text || node.Text != value))
        {
            Remove(path);
        }
    }

    /// <summary>Removes a key with this value.</summary>
    public void RemoveIf(string path, string value)
    {
        if (this[path] is { Kind: ManifestNodeKind.Text } node && node.Text == value)
        {
            Remove(path);
        }
    }

    /// <summary>Removes a switch that is on, or that says something other than true or false.</summary>
    public void RemoveUnlessOff(string path)
    {
        if (this[path] is not (null or { Kind: ManifestNodeKind.Boolean, Text: "false" }))
        {
            Remove(path);
        }
    }

    /// <summary>Puts keys in front of the others.</summary>
    public void Prepend(string key, string value)
    {
        IEnumerable<KeyValuePair<string, ManifestNode>> others = Root.Entries.Where(entry => entry.Key != key);
        Root = ManifestNode.OfEntries([KeyValuePair.Create(key, ManifestNode.OfText(value, 0)), .. others], Root.Line);
    }

    private void Set(string path, ManifestNode value)
    {
        if (!ManifestNode.AreSame(this[path], value))
        {
            Root = With(Root, FieldPath.Keys(path), value);
        }
    }

    private static ManifestNode With(ManifestNode? parent, ReadOnlySpan<string> keys, ManifestNode value)
    {
        if (keys.IsEmpty)
        {
            return value;
        }
        // What is no object cannot hold the key: it goes.
        List<KeyValuePair<string, ManifestNode>> entries = parent is { Kind: ManifestNodeKind.Mapping } ? [.. parent.Entries] : [];
        string key = keys[0];
        int index = entries.FindIndex(entry => entry.Key == key);
        ManifestNode inner = With(index < 0 ? null : entries[index].Value, keys[1..], value);
        if (index < 0)
        {
            entries.Add(KeyValuePair.Create(key, inner));
        }
        else
        {
            entries[index] = KeyValuePair.Create(key, inner);
        }
        return ManifestNode.OfEntries(entries, parent?.Line ?? 0);
    }

    private static ManifestNode Without(ManifestNode parent, ReadOnlySpan<string> keys)
    {
        List<KeyValuePair<string, ManifestNode>> entries = [];
        foreach ((string key, ManifestNode value) in parent.Entries)
        {
            if (key != keys[0])
            {
                entries.Add(KeyValuePair.Create(key, value));
            }
            else if (keys.Length > 1 && Without(value, keys[1..]) is { Entries.Count: > 0 } rest)
            {
                entries.Add(KeyValuePair.Create(key, rest));
            }
        }
        return ManifestNode.OfEntries(entries, parent.Line);
    }
}
