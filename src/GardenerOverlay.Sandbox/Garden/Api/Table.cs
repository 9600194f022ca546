using System.Text.Json.Nodes;
using GardenerOverlay.Sandbox.Garden.Kinds;
using GardenerOverlay.Sandbox.Garden.Store;

namespace GardenerOverlay.Sandbox.Garden.Api;

/// <summary>Objects as rows of cells. The server makes them, so kubectl shows kinds that it does not know.</summary>
internal static class Table
{
    public static JsonObject Of(ApiCall call, ListPage page)
    {
        ResourceType type = call.Type;
        string include = call.Text("includeObject");
        return new()
        {
            ["kind"] = "Table",
            ["apiVersion"] = "meta.k8s.io/v1",
            ["metadata"] = ObjectReader.ListMetadata(page),
            ["columnDefinitions"] = Definitions(type),
            ["rows"] = new JsonArray([.. page.Objects.Select(stored => Row(type, stored, include))]),
        };
    }

    private static JsonArray Definitions(ResourceType type) =>
    [
        Definition("Name", "string", "name", 0),
        .. type.Columns.Select(column => Definition(column.Name, column.Type, "", column.Priority)),
        Definition("Age", "string", "", 0),
    ];

    private static JsonObject Definition(string name, string type, string format, int priority) =>
        new() { ["name"] = name, ["type"] = type, ["format"] = format, ["description"] = name, ["priority"] = priority };

    private static JsonObject Row(ResourceType type, StoredObject stored, string include)
    {
        JsonObject content = stored.Read();
        JsonObject row = new()
        {
            ["cells"] = new JsonArray(
            [
                stored.Key.Name,
                .. type.Columns.Select(column => column.Value(content)),
                Column.Age(content.TextAt("metadata", "creationTimestamp"), DateTimeOffset.UtcNow),
            ]),
        };
        row["object"] = include switch
        {
            "None" => null,
            "Object" => content,
            _ => ObjectReader.MetadataOnly(stored),
        };
        return row;
    }
}
