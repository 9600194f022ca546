using System.Globalization;
using System.Text.Json.Nodes;

namespace GardenerOverlay.Sandbox.Garden.Edits;

/// <summary>One manager of fields: who, by which kind of request, of which part.</summary>
internal sealed record FieldManager(string Name, string Operation, string ApiVersion, string Subresource);

/// <summary>metadata.managedFields: which manager last set which leaf. One entry for each manager.</summary>
internal sealed class ManagedFields
{
    private const string Apply = "Apply";
    private const string Update = "Update";
    private readonly List<Entry> _entries = [];

    /// <summary>Those that are told by an object; none if it tells of none.</summary>
    public static ManagedFields Read(JsonObject content)
    {
        ManagedFields read = new();
        foreach (JsonNode? node in content.ListAt("metadata", "managedFields") ?? [])
        {
            if (node.TextAt("manager") is { } name)
            {
                FieldManager manager = new(name, node.TextAt("operation") ?? Update, node.TextAt("apiVersion") ?? "", node.TextAt("subresource") ?? "");
                read._entries.Add(new(manager, FieldPaths.FromFieldsV1(node.At("fieldsV1") as JsonObject), node.TextAt("time")));
            }
        }

        return read;
    }

    public static FieldManager Applier(string name, string apiVersion) => new(name, Apply, apiVersion, Subresource: "");

    public static FieldManager Updater(string name, string apiVersion, string subresource) => new(name, Update, apiVersion, subresource);

    public IReadOnlySet<string> Of(FieldManager manager) => _entries.Find(entry => entry.Manager == manager)?.Paths ?? [];

    /// <summary>The managers, except for one, of a field or of what is above or below it.</summary>
    public IEnumerable<FieldManager> Others(FieldManager manager, string path) => _entries
        .Where(entry => entry.Manager != manager && entry.Paths.Any(owned => FieldPaths.Touch(owned, path)))
        .Select(entry => entry.Manager);

    /// <summary>What a manager sets is no longer another's.</summary>
    public void Take(FieldManager manager, IEnumerable<string> paths)
    {
        foreach (string path in paths)
        {
            foreach (Entry other in _entries.Where(entry => entry.Manager != manager))
            {
                other.Paths.RemoveWhere(owned => FieldPaths.Touch(owned, path));
            }
        }
    }

    public void Replace(FieldManager manager, IEnumerable<string> paths)
    {
        _entries.RemoveAll(entry => entry.Manager == manager);
        _entries.Add(new(manager, [.. paths], Time: null));
    }

    /// <summary>Records an update: changed leaves are the manager's, removed ones nobody's.</summary>
    public void Record(FieldManager manager, JsonObject? before, JsonObject after)
    {
        Dictionary<string, JsonNode?> old = before is null ? [] : FieldPaths.Leaves(before);
        Dictionary<string, JsonNode?> present = FieldPaths.Leaves(after);
        string[] changed = [.. present.Where(leaf => !old.TryGetValue(leaf.Key, out JsonNode? value) || !JsonNode.DeepEquals(value, leaf.Value)).Select(leaf => leaf.Key)];
        string[] gone = [.. old.Keys.Where(path => !present.ContainsKey(path))];
        if (changed.Length == 0 && gone.Length == 0)
        {
            return;
        }

        Take(manager, changed);
        foreach (Entry entry in _entries)
        {
            entry.Paths.ExceptWith(gone);
        }

        if (changed.Length > 0)
        {
            Replace(manager, Of(manager).Union(changed));
        }
    }

    /// <summary>Writes the entries; the time changes only of one whose fields did.</summary>
    public void Write(JsonObject content, ManagedFields before, DateTimeOffset now)
    {
        JsonObject metadata = content.Child("metadata");
        metadata.Remove("managedFields");
        JsonArray list = [];
        foreach (Entry entry in _entries.Where(entry => entry.Paths.Count > 0).OrderBy(entry => entry.Manager.Operation, StringComparer.Ordinal).ThenBy(entry => entry.Manager.Name, StringComparer.Ordinal))
        {
            Entry? old = before._entries.Find(other => other.Manager == entry.Manager);
            string? time = old is not null && old.Paths.SetEquals(entry.Paths) ? old.Time : null;
            list.Add(entry.ToJson(time ?? now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)));
        }

        if (list.Count > 0)
        {
            metadata["managedFields"] = list;
        }
    }

    private sealed record Entry(FieldManager Manager, HashSet<string> Paths, string? Time)
    {
        public JsonObject ToJson(string time)
        {
            JsonObject entry = new()
            {
                ["manager"] = Manager.Name,
                ["operation"] = Manager.Operation,
                ["apiVersion"] = Manager.ApiVersion,
                ["time"] = time,
                ["fieldsType"] = "FieldsV1",
                ["fieldsV1"] = FieldPaths.ToFieldsV1(Paths),
            };
            if (Manager.Subresource.Length > 0)
            {
                entry["subresource"] = Manager.Subresource;
            }

            return entry;
        }
    }
}
