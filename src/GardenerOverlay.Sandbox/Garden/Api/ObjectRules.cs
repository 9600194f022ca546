using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GardenerOverlay.Sandbox.Garden.Kinds;
using GardenerOverlay.Sandbox.Garden.Store;

namespace GardenerOverlay.Sandbox.Garden.Api;

/// <summary>What holds for the metadata of every kind. Source: k8s.io/apiserver, pkg/registry/rest.</summary>
internal static partial class ObjectRules
{
    private static readonly string[] s_kept = ["name", "namespace", "uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation"];

    public static void CheckKind(ResourceType type, JsonObject content)
    {
        if (type.IsTyped)
        {
            // Source: k8s.io/apimachinery, pkg/runtime/serializer/json/json.go (gvkWithDefaults).
            content["kind"] ??= type.Kind;
            content["apiVersion"] ??= type.ApiVersion;
        }

        string kind = content.TextAt("kind") ?? "";
        if (kind != type.Kind)
        {
            throw ApiException.BadRequest(kind.Length == 0
                ? "Object 'Kind' is missing in the body of the request"
                : $"the kind in the data ({kind}) does not match the expected kind ({type.Kind})");
        }

        string version = content.TextAt("apiVersion") ?? "";
        if (version != type.ApiVersion)
        {
            throw ApiException.BadRequest($"the API version in the data ({version}) does not match the expected API version ({type.ApiVersion})");
        }
    }

    public static void CheckName(ResourceType type, string name)
    {
        if (name.Length == 0)
        {
            throw ApiException.Invalid(type, name, [new("metadata.name", "FieldValueRequired", "Required value: name or generateName is required")]);
        }

        if (!Subdomain().IsMatch(name) || name.Length > 253)
        {
            throw ApiException.Invalid(type, name, [new("metadata.name", "FieldValueInvalid", $"Invalid value: \"{name}\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character")]);
        }
    }

    /// <summary>The five letters behind generateName, without vowels, so that no words come of them.</summary>
    public static string RandomSuffix() => RandomNumberGenerator.GetString("bcdfghjklmnpqrstvwxz2456789", 5);

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>What a new object starts with: an identity, and no status of the client's making.</summary>
    public static JsonObject New(ResourceType type, JsonObject content, DateTimeOffset now)
    {
        JsonObject made = Ordered(type, content);
        JsonObject metadata = made.Child("metadata");
        foreach (string name in new[] { "deletionTimestamp", "deletionGracePeriodSeconds", "generation", "selfLink" })
        {
            metadata.Remove(name);
        }

        metadata["uid"] = Guid.NewGuid().ToString();
        metadata["creationTimestamp"] = Time(now);
        if (!type.Namespaced)
        {
            metadata.Remove("namespace");
        }

        if (type.HasStatus)
        {
            made.Remove("status");
        }

        return made;
    }

    /// <summary>The next state: the status changes through its subresource only, and nothing else does there.</summary>
    public static JsonObject Changed(ResourceType type, JsonObject before, JsonObject proposed, bool isStatus)
    {
        CheckKind(type, proposed);
        if (isStatus)
        {
            JsonObject next = before.Copy();
            Take(next, "status", proposed.At("status"));
            Take(next.Child("metadata"), "managedFields", proposed.At("metadata", "managedFields"));
            return next;
        }

        JsonObject after = Ordered(type, proposed);
        JsonObject metadata = after.Child("metadata");
        foreach (string name in s_kept)
        {
            Take(metadata, name, before.At("metadata", name));
        }

        if (metadata.At("managedFields") is null)
        {
            Take(metadata, "managedFields", before.At("metadata", "managedFields"));
        }

        metadata["resourceVersion"] = before.TextAt("metadata", "resourceVersion");
        if (type.HasStatus)
        {
            Take(after, "status", before.At("status"));
        }

        return after;
    }

    /// <summary>The generation counts changes of what is wished: of all but metadata and status.</summary>
    public static void CountGeneration(ResourceType type, JsonObject? before, JsonObject after)
    {
        if (!type.HasGeneration)
        {
            return;
        }

        long generation = before.NumberAt("metadata", "generation") ?? 0;
        if (before is null || !JsonNode.DeepEquals(Wish(before), Wish(after)))
        {
            after.Child("metadata")["generation"] = generation + 1;
        }
    }

    /// <summary>Of metadata, what is empty is not stored. Source: k8s.io/apimachinery, pkg/apis/meta/v1/types.go (omitempty).</summary>
    public static void DropEmpty(JsonObject content)
    {
        JsonObject metadata = content.Child("metadata");
        foreach (string name in metadata.Where(member => member.Value is null or JsonObject { Count: 0 } or JsonArray { Count: 0 }).Select(member => member.Key).ToArray())
        {
            metadata.Remove(name);
        }
    }

    public static void CheckPreconditions(ResourceType type, StoredObject found, JsonObject? wanted)
    {
        if (wanted.TextAt("uid") is { Length: > 0 } uid && uid != found.Uid)
        {
            throw ApiException.Conflict(type, found.Key.Name, $"Precondition failed: UID in precondition: {uid}, UID in object meta: {found.Uid}");
        }

        if (wanted.TextAt("resourceVersion") is { Length: > 0 } version && version != found.Version.ToString(CultureInfo.InvariantCulture))
        {
            throw ApiException.Stale(type, found.Key.Name);
        }
    }

    private static JsonObject Wish(JsonObject content)
    {
        JsonObject wish = content.Copy();
        foreach (string name in new[] { "metadata", "status", "apiVersion", "kind" })
        {
            wish.Remove(name);
        }

        return wish;
    }

    private static JsonObject Ordered(ResourceType type, JsonObject content)
    {
        JsonObject ordered = new() { ["apiVersion"] = type.ApiVersion, ["kind"] = type.Kind, ["metadata"] = content.At("metadata")?.DeepClone() ?? new JsonObject() };
        foreach ((string name, JsonNode? value) in content.Where(member => !ordered.ContainsKey(member.Key)).ToArray())
        {
            ordered[name] = value?.DeepClone();
        }

        return ordered;
    }

    private static void Take(JsonObject target, string name, JsonNode? value)
    {
        if (value is null)
        {
            target.Remove(name);
        }
        else
        {
            target[name] = value.DeepClone();
        }
    }

    [GeneratedRegex("^[a-z0-9]([a-z0-9.:-]*[a-z0-9])?$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Subdomain();
}
