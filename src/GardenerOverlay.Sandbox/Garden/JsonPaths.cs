using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GardenerOverlay.Sandbox.Garden;

/// <summary>Reads values deep inside of objects, where any level may be missing or of another type.</summary>
internal static class JsonPaths
{
    /// <summary>Not for HTML: apostrophes and umlauts are written as they are.</summary>
    public static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (string name in path)
        {
            node = node is JsonObject parent && parent.TryGetPropertyValue(name, out JsonNode? child) ? child : null;
        }

        return node;
    }

    public static string? TextAt(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    public static long? NumberAt(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.TryGetValue(out long number) ? number : null;

    public static bool IsTrueAt(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.TryGetValue(out bool flag) && flag;

    public static JsonArray? ListAt(this JsonNode? node, params ReadOnlySpan<string> path) => node.At(path) as JsonArray;

    /// <summary>The object below <paramref name="name"/>, made if it is not there.</summary>
    public static JsonObject Child(this JsonObject parent, string name)
    {
        if (parent.TryGetPropertyValue(name, out JsonNode? child) && child is JsonObject found)
        {
            return found;
        }

        JsonObject made = [];
        parent[name] = made;
        return made;
    }

    public static JsonObject Copy(this JsonObject node) => node.DeepClone().AsObject();

    public static byte[] ToUtf8(this JsonNode node) => JsonSerializer.SerializeToUtf8Bytes(node, Plain);
}
