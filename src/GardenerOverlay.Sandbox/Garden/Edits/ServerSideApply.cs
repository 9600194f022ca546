using System.Text.Json.Nodes;
using GardenerOverlay.Sandbox.Garden.Api;
using GardenerOverlay.Sandbox.Garden.Kinds;

namespace GardenerOverlay.Sandbox.Garden.Edits;

/// <summary>
/// Server-side apply: the applier says all that it wishes; what it does not wish any more goes, and what somebody else
/// set otherwise is a conflict. Source: kubernetes.io, server-side apply.
/// </summary>
internal static class ServerSideApply
{
    /// <returns>The merged object and its managers.</returns>
    public static (JsonObject Merged, ManagedFields Managed) Apply(ResourceType type, JsonObject? live, JsonObject wish, FieldManager manager, bool force)
    {
        if (wish.At("metadata", "managedFields") is not null)
        {
            throw ApiException.BadRequest("metadata.managedFields must be nil");
        }

        JsonObject merged = live?.Copy() ?? [];
        var managed = ManagedFields.Read(merged);
        Dictionary<string, JsonNode?> wished = FieldPaths.Leaves(wish);
        Dictionary<string, JsonNode?> present = FieldPaths.Leaves(merged);
        string[] changed = [.. wished.Where(leaf => !present.TryGetValue(leaf.Key, out JsonNode? value) || !JsonNode.DeepEquals(value, leaf.Value)).Select(leaf => leaf.Key)];
        if (!force)
        {
            RefuseConflicts(type, wish, managed, manager, changed);
        }

        foreach (string path in managed.Of(manager).Where(path => !wished.ContainsKey(path) && !managed.Others(manager, path).Any()))
        {
            FieldPaths.Remove(merged, path);
        }

        MergePatch.Apply(merged, wish);
        managed.Take(manager, changed);
        managed.Replace(manager, wished.Keys);
        return (merged, managed);
    }

    private static void RefuseConflicts(ResourceType type, JsonObject wish, ManagedFields managed, FieldManager manager, string[] changed)
    {
        (string Path, FieldManager Owner)[] conflicts = [.. changed.SelectMany(path => managed.Others(manager, path).Select(owner => (path, owner)))];
        if (conflicts.Length == 0)
        {
            return;
        }

        JsonObject details = ApiException.About(type, wish.TextAt("metadata", "name") ?? "");
        details["causes"] = new JsonArray([.. conflicts.Select(conflict => ApiException.Cause("FieldManagerConflict", With(conflict.Owner), FieldPaths.Display(conflict.Path)))]);
        IEnumerable<string> lines = conflicts.GroupBy(conflict => With(conflict.Owner)).Select(group => conflicts.Length == 1
            ? $"{group.Key}: {FieldPaths.Display(group.First().Path)}"
            : $"{group.Key}:{string.Concat(group.Select(conflict => "\n- " + FieldPaths.Display(conflict.Path)))}");
        throw new ApiException(409, "Conflict", $"Apply failed with {conflicts.Length} conflict{(conflicts.Length == 1 ? "" : "s")}: {string.Join('\n', lines)}") { Details = details };
    }

    private static string With(FieldManager owner) =>
        $"conflict with \"{owner.Name}\"{(owner.Operation == "Update" ? $" using {owner.ApiVersion}" : "")}";
}
