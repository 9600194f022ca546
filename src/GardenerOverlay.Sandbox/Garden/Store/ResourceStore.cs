using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using GardenerOverlay.Sandbox.Garden.Kinds;

namespace GardenerOverlay.Sandbox.Garden.Store;

/// <summary>All objects of a kind at one version.</summary>
internal sealed record Snapshot(long Version, ImmutableSortedDictionary<ResourceKey, StoredObject> Objects);

/// <summary>
/// The objects of one API server. A write replaces an object only if nobody else did meanwhile; reads take an immutable
/// snapshot and wait for nobody.
/// </summary>
internal sealed class ResourceStore
{
    private static readonly ImmutableSortedDictionary<ResourceKey, StoredObject> s_empty = ImmutableSortedDictionary.Create<ResourceKey, StoredObject>(ResourceKey.Order);
    private readonly Lock _gate = new();
    private readonly FrozenDictionary<ResourceType, Shelf> _shelves;
    private long _version = 1000;

    public ResourceStore(IEnumerable<ResourceType> types) => _shelves = types.ToFrozenDictionary(type => type, _ => new Shelf());

    /// <summary>The version of the last write.</summary>
    public long Version => Interlocked.Read(ref _version);

    public ChangeLog Changes(ResourceType type) => _shelves[type].Changes;

    public Snapshot Read(ResourceType type)
    {
        lock (_gate)
        {
            return new(_version, _shelves[type].Objects);
        }
    }

    public StoredObject? Find(ResourceType type, ResourceKey key) => _shelves[type].Objects.GetValueOrDefault(key);

    /// <summary>Puts an object in the place of another.</summary>
    /// <param name="type">Of both.</param>
    /// <param name="before">What the writer saw; null for nothing.</param>
    /// <param name="content">What is to be there; null for nothing.</param>
    /// <param name="written">What is there now; for a deletion the object that went, at the version of its end.</param>
    /// <returns>False if there is something else than the writer saw.</returns>
    public bool TryWrite(ResourceType type, StoredObject? before, JsonObject? content, out StoredObject written)
    {
        Shelf shelf = _shelves[type];
        lock (_gate)
        {
            ResourceKey key = before?.Key ?? new(content.TextAt("metadata", "namespace") ?? "", content.TextAt("metadata", "name")!);
            if (!ReferenceEquals(shelf.Objects.GetValueOrDefault(key), before))
            {
                written = before!;
                return false;
            }

            long version = ++_version;
            written = StoredObject.From(type, content ?? before!.Read(), version);
            if (content is null)
            {
                shelf.Objects = shelf.Objects.Remove(key);
                shelf.Append(new(version, before, After: null));
            }
            else
            {
                shelf.Objects = shelf.Objects.SetItem(key, written);
                shelf.Append(new(version, before, written));
            }

            return true;
        }
    }

    /// <summary>Fills a kind before anybody watches.</summary>
    public void Load(ResourceType type, IEnumerable<JsonObject> contents)
    {
        Shelf shelf = _shelves[type];
        lock (_gate)
        {
            ImmutableSortedDictionary<ResourceKey, StoredObject>.Builder objects = shelf.Objects.ToBuilder();
            foreach (JsonObject content in contents)
            {
                var stored = StoredObject.From(type, content, ++_version);
                objects[stored.Key] = stored;
            }

            shelf.Objects = objects.ToImmutable();
            shelf.Changes.Forget(_version);
        }
    }

    /// <summary>Keeps a snapshot for the next page of a list.</summary>
    public void Keep(ResourceType type, Snapshot snapshot)
    {
        lock (_gate)
        {
            _shelves[type].Keep(snapshot);
        }
    }

    /// <returns>A snapshot that was kept; null if it is not kept any more.</returns>
    public Snapshot? Kept(ResourceType type, long version)
    {
        lock (_gate)
        {
            return _shelves[type].Kept(version);
        }
    }

    /// <summary>Forgets the past: snapshots for further pages, and the writes that watches could start from.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            foreach (Shelf shelf in _shelves.Values)
            {
                shelf.Changes.Forget(_version);
                shelf.ForgetKept();
            }
        }
    }

    private sealed class Shelf
    {
        private const int MaxKept = 100;
        private readonly SortedList<long, Snapshot> _kept = [];

        public ImmutableSortedDictionary<ResourceKey, StoredObject> Objects { get; set; } = s_empty;

        public ChangeLog Changes { get; } = new();

        /// <summary>Pages end with the log, as with etcd's compaction: what is older costs no memory.</summary>
        public void Append(Change change)
        {
            Changes.Append(change);
            while (_kept.Count > 0 && _kept.Keys[0] < Changes.Oldest)
            {
                _kept.RemoveAt(0);
            }
        }

        public void Keep(Snapshot snapshot)
        {
            _kept[snapshot.Version] = snapshot;
            if (_kept.Count > MaxKept)
            {
                _kept.RemoveAt(0);
            }
        }

        public Snapshot? Kept(long version) => _kept.GetValueOrDefault(version);

        public void ForgetKept() => _kept.Clear();
    }
}
