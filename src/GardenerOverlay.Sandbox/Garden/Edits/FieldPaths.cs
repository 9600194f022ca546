using System.Text.Json.Nodes;

namespace GardenerOverlay.Sandbox.Garden.Edits;

/// <summary>
/// Which fields somebody manages, as paths to leaves. As of kinds without a schema, objects are taken apart and lists are
/// leaves. Source: sigs.k8s.io/structured-merge-diff, typed/deduced.
/// </summary>
internal static class FieldPaths
{
    /// <summary>Between the steps of a path; no field has it in its name.</summary>
    private const char Step = '\u001f';

    private static readonly string[] s_unmanagedMetadata =
    [
        "creationTimestamp", "deletionGracePeriodSeconds", "deletionTimestamp", "generateName", "generation", "managedFields",
        "name", "namespace", "resourceVersion", "selfLink", "uid",
    ];

    /// <summary>All leaves with their values, except for what the server itself keeps.</summary>
    public static Dictionary<string, JsonNode?> Leaves(JsonObject content)
    {
        Dictionary<string, JsonNode?> leaves = [];
        foreach ((string name, JsonNode? value) in content.Where(member => member.Key is not ("apiVersion" or "kind")))
        {
            if (name != "metadata")
            {
                Collect(leaves, "f:" + name, value);
                continue;
            }

            foreach ((string inner, JsonNode? field) in (value as JsonObject ?? []).Where(member => !s_unmanagedMetadata.Contains(member.Key)))
            {
                Collect(leaves, $"f:metadata{Step}f:{inner}", field);
            }
        }

        return leaves;
    }

    /// <summary>Whether one of two paths is the other, or leads through it.</summary>
    public static bool Touch(string one, string other) =>
        one == other
        || (one.Length > other.Length && one[other.Length] == Step && one.StartsWith(other, StringComparison.Ordinal))
        || (other.Length > one.Length && other[one.Length] == Step && other.StartsWith(one, StringComparison.Ordinal));

    /// <summary>Removes a leaf, and what became empty by that.</summary>
    public static void Remove(JsonObject content, string path)
    {
        string[] names = [.. path.Split(Step).Select(step => step[2..])];
        List<JsonObject> parents = [content];
        foreach (string name in names[..^1])
        {
            if (parents[^1].At(name) is not JsonObject next)
            {
                return;
            }

            parents.Add(next);
        }

        parents[^1].Remove(names[^1]);
        for (int level = parents.Count - 1; level > 0 && parents[level].Count == 0; level--)
        {
            parents[level - 1].Remove(names[level - 1]);
        }
    }

    /// <summary>As in messages: <c>.spec.networking.type</c>.</summary>
    public static string Display(string path) => string.Concat(path.Split(Step).Select(step => "." + step[2..]));

    /// <summary>The form of fieldsV1.</summary>
    public static JsonObject ToFieldsV1(IEnumerable<string> paths)
    {
        JsonObject root = [];
        foreach (string path in paths.Order(StringComparer.Ordinal))
        {
            JsonObject place = root;
            foreach (string step in path.Split(Step))
            {
                place = place.Child(step);
            }
        }

        return root;
    }

    /// <summary>Reads fieldsV1, also of others: steps into lists are kept as they are.</summary>
    public static HashSet<string> FromFieldsV1(JsonObject? fields)
    {
        HashSet<string> paths = [];
        Walk(fields ?? [], "");
        return paths;

        void Walk(JsonObject place, string path)
        {
            foreach ((string step, JsonNode? inner) in place)
            {
                string next = path.Length == 0 ? step : path + Step + step;
                if (inner is JsonObject { Count: > 0 } deeper)
                {
                    Walk(deeper, next);
                }
                else if (step != ".")
                {
                    paths.Add(next);
                }
            }
        }
    }

    private static void Collect(Dictionary<string, JsonNode?> leaves, string path, JsonNode? value)
    {
        if (value is not JsonObject { Count: > 0 } inner)
        {
            leaves[path] = value;
            return;
        }

        foreach ((string name, JsonNode? field) in inner)
        {
            Collect(leaves, $"{path}{Step}f:{name}", field);
        }
    }
}
