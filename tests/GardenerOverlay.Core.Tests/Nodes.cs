using System.Text.Json;
using CsCheck;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Core.Tests;

/// <summary>Makes nodes from JSON text, by another parser than the product's.</summary>
public static class Nodes
{
    public static ManifestNode Parse(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return Of(document.RootElement);
    }

    /// <summary>A shoot on calico with one worker; the given parts replace the defaults.</summary>
    public static Shoot Shoot(string? config = null, string? provider = null, bool stored = true, params string[] families) => new()
    {
        Name = "web",
        Namespace = "garden-dev",
        Uid = stored ? "0001" : null,
        ApiVersion = ShootReader.ShootApiVersion,
        NetworkingType = "calico",
        Provider = provider,
        ProviderConfig = config is null ? null : Parse(config),
        IpFamilies = families,
        Workers = [new WorkerPool("pool", 1, 3, null)],
    };

    /// <summary>A value as JSON, the keys in their order; for messages of tests and to compare with.</summary>
    public static string Text(ManifestNode? node) => node?.Kind switch
    {
        ManifestNodeKind.Mapping => "{" + string.Join(", ", node.Entries.Select(entry => $"\"{entry.Key}\": {Text(entry.Value)}")) + "}",
        ManifestNodeKind.Sequence => "[" + string.Join(", ", node.Items.Select(Text)) + "]",
        ManifestNodeKind.Text => $"\"{node.Text}\"",
        ManifestNodeKind.Boolean or ManifestNodeKind.Number => node.Text,
        _ => "null",
    };

    public static Gen<T> AnyOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static ManifestNode Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => ManifestNode.OfEntries([.. element.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, Of(member.Value)))], 0),
        JsonValueKind.Array => ManifestNode.OfItems([.. element.EnumerateArray().Select(Of)], 0),
        JsonValueKind.String => ManifestNode.OfText(element.GetString()!, 0),
        JsonValueKind.Number => ManifestNode.OfNumber(element.GetRawText(), 0),
        JsonValueKind.True => ManifestNode.OfBoolean(value: true, "true", 0),
        JsonValueKind.False => ManifestNode.OfBoolean(value: false, "false", 0),
        _ => ManifestNode.OfNull(0),
    };
}
