using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GardenerOverlay.Sandbox.Garden.Api;
using GardenerOverlay.Sandbox.Garden.Edits;
using GardenerOverlay.Sandbox.Garden.Kinds;

namespace GardenerOverlay.Sandbox.Garden.Landscape;

/// <summary>Makes a stored object of a manifest: with its status, and with what only a server gives.</summary>
internal static class Imported
{
    /// <summary>In managedFields, as the one who set what the landscape says.</summary>
    private const string Manager = "landscape";

    /// <exception cref="FormatException">It is no object of the kind.</exception>
    public static JsonObject Complete(string prefix, ResourceType type, JsonObject manifest)
    {
        string name = manifest.TextAt("metadata", "name") ?? throw new FormatException($"a {type.Kind} has no name");
        JsonObject content = new() { ["apiVersion"] = type.ApiVersion, ["kind"] = type.Kind, ["metadata"] = new JsonObject() };
        foreach ((string field, JsonNode? value) in manifest)
        {
            content[field] = value?.DeepClone();
        }

        JsonObject metadata = content.Child("metadata");
        if (!type.Namespaced)
        {
            metadata.Remove("namespace");
        }
        else if (metadata.TextAt("namespace") is null)
        {
            throw new FormatException($"{type.Kind} {name} has no namespace");
        }

        DateTimeOffset now = DateTimeOffset.UtcNow;
        // The same at each start, so that what refers to it may say it.
        metadata["uid"] ??= Uid($"{prefix}/{type.QualifiedName}/{metadata.TextAt("namespace")}/{name}");
        metadata["creationTimestamp"] ??= ObjectRules.Time(now);
        if (type.HasGeneration)
        {
            metadata["generation"] ??= 1;
        }

        type.Behaviour.Prepare(before: null, content);
        if (metadata.At("managedFields") is null)
        {
            ManagedFields managed = new();
            managed.Record(ManagedFields.Updater(Manager, type.ApiVersion, subresource: ""), before: null, content);
            managed.Write(content, new(), now);
        }

        return content;
    }

    private static string Uid(string text) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16)).ToString();
}
