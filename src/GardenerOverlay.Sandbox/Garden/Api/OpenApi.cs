using System.Text.Json.Nodes;
using GardenerOverlay.Sandbox.Garden.Kinds;

namespace GardenerOverlay.Sandbox.Garden.Api;

/// <summary>
/// OpenAPI v3: of each kind that any field is kept, and that a PATCH knows fieldValidation and dryRun. That is what
/// kubectl looks for before it applies, creates, replaces, compares or explains.
/// </summary>
internal static class OpenApi
{
    private static readonly string[] s_parameters = ["dryRun", "fieldManager", "fieldValidation", "force"];

    public static JsonObject Index(IReadOnlyList<ResourceType> types, string prefix)
    {
        JsonObject paths = [];
        foreach (string path in types.Select(Path).Distinct())
        {
            paths[path] = new JsonObject { ["serverRelativeURL"] = $"{prefix}/openapi/v3/{path}" };
        }

        return new() { ["paths"] = paths };
    }

    public static JsonObject Document(IReadOnlyList<ResourceType> types)
    {
        JsonObject paths = [];
        JsonObject schemas = [];
        foreach (ResourceType type in types)
        {
            schemas[SchemaName(type)] = Schema(type);
            string area = type.Namespaced ? "namespaces/{namespace}/" : "";
            paths[$"/{Path(type)}/{area}{type.Plural}/{{name}}"] = new JsonObject { ["patch"] = Patch(type) };
        }

        return new()
        {
            ["openapi"] = "3.0.0",
            ["info"] = new JsonObject { ["title"] = "Garden", ["version"] = "v1" },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = schemas },
        };
    }

    private static string Path(ResourceType type) => type.Group.Length == 0 ? $"api/{type.Version}" : $"apis/{type.ApiVersion}";

    private static string SchemaName(ResourceType type) => $"{(type.Group.Length == 0 ? "core" : type.Group)}.{type.Version}.{type.Kind}";

    private static JsonObject Schema(ResourceType type)
    {
        JsonObject properties = new()
        {
            ["apiVersion"] = Field("string", "The versioned schema of this representation of an object."),
            ["kind"] = Field("string", "The REST resource this object represents."),
            ["metadata"] = Field("object", "Standard object metadata."),
        };
        if (type.HasGeneration)
        {
            properties["spec"] = Field("object", "What is wished.");
        }

        if (type.HasStatus)
        {
            properties["status"] = Field("object", "What was observed.");
        }

        return new()
        {
            ["type"] = "object",
            ["description"] = type.Description,
            ["properties"] = properties,
            ["x-kubernetes-preserve-unknown-fields"] = true,
            ["x-kubernetes-group-version-kind"] = new JsonArray(Identity(type)),
        };
    }

    private static JsonObject Field(string type, string description)
    {
        JsonObject field = new() { ["type"] = type, ["description"] = description };
        if (type == "object")
        {
            field["x-kubernetes-preserve-unknown-fields"] = true;
        }

        return field;
    }

    private static JsonObject Patch(ResourceType type) => new()
    {
        ["parameters"] = new JsonArray([.. s_parameters.Select(Parameter)]),
        ["responses"] = new JsonObject { ["200"] = new JsonObject { ["description"] = "OK" } },
        ["x-kubernetes-action"] = "patch",
        ["x-kubernetes-group-version-kind"] = Identity(type),
    };

    private static JsonObject Parameter(string name) => new() { ["name"] = name, ["in"] = "query", ["schema"] = new JsonObject { ["type"] = "string" } };

    private static JsonObject Identity(ResourceType type) => new() { ["group"] = type.Group, ["kind"] = type.Kind, ["version"] = type.Version };
}
