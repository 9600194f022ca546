using System.Text.Json.Nodes;
using GardenerOverlay.Sandbox.Garden.Kinds;

namespace GardenerOverlay.Sandbox.Garden.Api;

/// <summary>What a cluster tells about itself: version, groups, resources, schemas.</summary>
internal sealed class Discovery(IReadOnlyList<ResourceType> types, string prefix)
{
    private static readonly string[] s_verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

    /// <returns>Null if the path is none of these.</returns>
    public Answer? Find(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
    {
        ["version"] => Answer.Of(Version()),
        ["healthz" or "livez" or "readyz"] => Answer.OfText("ok"),
        ["api"] => Answer.Of(new JsonObject { ["kind"] = "APIVersions", ["versions"] = new JsonArray("v1"), ["serverAddressByClientCIDRs"] = new JsonArray() }),
        ["api", string version] => Resources("", version),
        ["apis"] => Answer.Of(Groups()),
        ["apis", string group] => Group(group) is { } found ? Answer.Of(found) : null,
        ["apis", string group, string version] => Resources(group, version),
        ["openapi", "v3"] => Answer.Of(OpenApi.Index(types, prefix)),
        ["openapi", "v3", "api", string version] => Schemas("", version),
        ["openapi", "v3", "apis", string group, string version] => Schemas(group, version),
        _ => null,
    };

    /// <summary>Whether everybody may read a path, even without credentials.</summary>
    public static bool IsPublic(string path) => path.Trim('/') is "version" or "healthz" or "livez" or "readyz";

    private static JsonObject Version() => new()
    {
        ["major"] = "1",
        ["minor"] = "33",
        ["gitVersion"] = "v1.33.1",
        ["gitCommit"] = "",
        ["gitTreeState"] = "clean",
        ["buildDate"] = "2026-08-01T00:00:00Z",
        ["goVersion"] = "",
        ["compiler"] = "",
        ["platform"] = "sandbox",
    };

    private JsonObject Groups() => new()
    {
        ["kind"] = "APIGroupList",
        ["apiVersion"] = "v1",
        ["groups"] = new JsonArray([.. types.Select(type => type.Group).Where(group => group.Length > 0).Distinct().Select(Group)]),
    };

    private JsonObject? Group(string group)
    {
        string[] versions = [.. types.Where(type => type.Group == group).Select(type => type.Version).Distinct()];
        if (versions.Length == 0 || group.Length == 0)
        {
            return null;
        }

        return new()
        {
            ["kind"] = "APIGroup",
            ["apiVersion"] = "v1",
            ["name"] = group,
            ["versions"] = new JsonArray([.. versions.Select(version => GroupVersion(group, version))]),
            ["preferredVersion"] = GroupVersion(group, versions[0]),
        };
    }

    private static JsonObject GroupVersion(string group, string version) => new() { ["groupVersion"] = $"{group}/{version}", ["version"] = version };

    private Answer? Resources(string group, string version)
    {
        ResourceType[] found = Of(group, version);
        return found.Length == 0 ? null : Answer.Of(new JsonObject
        {
            ["kind"] = "APIResourceList",
            ["apiVersion"] = "v1",
            ["groupVersion"] = found[0].ApiVersion,
            ["resources"] = new JsonArray([.. found.SelectMany(Describe)]),
        });
    }

    private static IEnumerable<JsonNode> Describe(ResourceType type)
    {
        yield return new JsonObject
        {
            ["name"] = type.Plural,
            ["singularName"] = type.Singular,
            ["namespaced"] = type.Namespaced,
            ["kind"] = type.Kind,
            ["verbs"] = Texts(s_verbs),
            ["shortNames"] = Texts(type.ShortNames),
            ["categories"] = Texts(type.Categories),
        };
        if (type.HasStatus)
        {
            yield return Subresource(type, "status", type.Kind, "get", "patch", "update");
        }

        foreach ((string name, CreatableSubresource subresource) in type.Creatable)
        {
            yield return Subresource(type, name, subresource.Kind, "create");
        }
    }

    private static JsonObject Subresource(ResourceType type, string name, string kind, params string[] verbs) => new()
    {
        ["name"] = $"{type.Plural}/{name}",
        ["singularName"] = "",
        ["namespaced"] = type.Namespaced,
        ["kind"] = kind,
        ["verbs"] = Texts(verbs),
    };

    private Answer? Schemas(string group, string version) => Of(group, version) is { Length: > 0 } found ? Answer.Of(OpenApi.Document(found)) : null;

    private ResourceType[] Of(string group, string version) => [.. types.Where(type => type.Group == group && type.Version == version)];

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)text)];
}
