using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using GardenerOverlay.Sandbox.Garden.Kinds;

namespace GardenerOverlay.Sandbox.Garden.Store;

/// <summary>An object as it is served, as UTF-8, and of its metadata what selectors and preconditions ask for.</summary>
/// <param name="Key">Which object.</param>
/// <param name="Uid">Tells an object from a later one of the same name.</param>
/// <param name="Version">The number behind metadata.resourceVersion.</param>
/// <param name="Labels">What a labelSelector sees.</param>
/// <param name="Fields">What a fieldSelector sees, by the names of the kind.</param>
/// <param name="Json">The whole object.</param>
internal sealed record StoredObject(
    ResourceKey Key,
    string Uid,
    long Version,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Fields,
    ReadOnlyMemory<byte> Json)
{
    private static readonly Dictionary<string, string> s_nothing = [];

    /// <summary>The metadata alone, as a part of the whole.</summary>
    public ReadOnlyMemory<byte> Metadata
    {
        get
        {
            Utf8JsonReader reader = new(Json.Span);
            reader.Read();
            while (reader.Read() && !reader.ValueTextEquals("metadata"u8))
            {
                reader.Skip();
            }

            reader.Read();
            int start = (int)reader.TokenStartIndex;
            reader.Skip();
            return Json[start..(int)reader.BytesConsumed];
        }
    }

    /// <summary>Stamps the content with the version and keeps it.</summary>
    public static StoredObject From(ResourceType type, JsonObject content, long version)
    {
        JsonObject metadata = content.Child("metadata");
        metadata["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture);
        ResourceKey key = new(metadata.TextAt("namespace") ?? "", metadata.TextAt("name") ?? "");
        return new(key, metadata.TextAt("uid") ?? "", version, ReadLabels(metadata), type.ReadFields(content, key), content.ToUtf8());
    }

    /// <summary>The content, for the caller to change.</summary>
    public JsonObject Read() => JsonNode.Parse(Json.Span)!.AsObject();

    /// <summary>The same object, as a watch shows it when it goes: at the version of that.</summary>
    public StoredObject At(ResourceType type, long version) => From(type, Read(), version);

    private static Dictionary<string, string> ReadLabels(JsonObject metadata)
    {
        if (metadata.At("labels") is not JsonObject { Count: > 0 } labels)
        {
            return s_nothing;
        }

        Dictionary<string, string> read = new(labels.Count);
        foreach (string name in labels.Select(label => label.Key))
        {
            read[name] = labels.TextAt(name) ?? "";
        }

        return read;
    }
}
