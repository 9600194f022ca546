using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Clients.Manifests;

/// <summary>The entries of an object while it is read, in the order of the source, each key once.</summary>
internal sealed class ManifestEntries
{
    /// <summary>Up to here comparing all keys is quicker than a set of them.</summary>
    private const int Few = 16;

    private readonly List<KeyValuePair<string, ManifestNode>> _entries = [];
    private HashSet<string>? _keys;

    public ManifestNode? this[string key]
    {
        get
        {
            int index = _entries.FindIndex(entry => entry.Key == key);
            return index < 0 ? null : _entries[index].Value;
        }
    }

    /// <summary>The text of a scalar; null where it is absent or empty.</summary>
    public string? TextOf(string key) => this[key] is { Text.Length: > 0 } node ? node.Text : null;

    /// <summary>Adds an entry unless its key is there already.</summary>
    public bool TryAdd(string key, ManifestNode value)
    {
        if (_entries.Count >= Few)
        {
            _keys ??= [.. _entries.Select(entry => entry.Key)];
        }
        if (_keys is null ? this[key] is not null : !_keys.Add(key))
        {
            return false;
        }
        _entries.Add(new KeyValuePair<string, ManifestNode>(key, value));
        return true;
    }

    public ManifestNode ToNode(int line) => ManifestNode.OfEntries(_entries, line);
}
