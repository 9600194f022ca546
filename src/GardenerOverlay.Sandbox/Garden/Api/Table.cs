using System.Text;
using System.Text.Json.Nodes;
using GardenerOverlay.Sandbox.Garden.Kinds;
using GardenerOverlay.Sandbox.Garden.Store;

namespace GardenerOverlay.Sandbox.Garden.Api;

/// <summary>Objects as rows of cells. The server makes them, so kubectl shows kinds that it does not know.</summary>
internal static class Table
{
    private static readonly byte[] s_rowEnd = "}"u8.ToArray();

    public static Answer Of(ApiCall call, ListPage page, int code)
    {
        JsonObject head = new()
        {
            ["kind"] = "Table",
            ["apiVersion"] = "meta.k8s.io/v1",
            ["metadata"] = ObjectReader.ListMetadata(page),
            ["columnDefinitions"] = Definitions(call.Type),
        };
        string include = call.Text("includeObject");
        return ObjectReader.Collection(head, "rows", page.Objects.Select(stored => Row(call.Type, stored, include)), code);
    }

    private static JsonArray Definitions(ResourceType type) =>
    [
        Definition("Name", "string", "name", 0),
        .. type.Columns.Select(column => Definition(column.Name, column.Type, "", column.Priority)),
        Definition("Age", "string", "", 0),
    ];

    private static JsonObject Definition(string name, string type, string format, int priority) =>
        new() { ["name"] = name, ["type"] = type, ["format"] = format, ["description"] = name, ["priority"] = priority };

    private static ReadOnlyMemory<byte>[] Row(ResourceType type, StoredObject stored, string include)
    {
        JsonObject content = stored.Read();
        JsonArray cells =
        [
            stored.Key.Name,
            .. type.Columns.Select(column => column.Value(content)),
            Column.Age(content.TextAt("metadata", "creationTimestamp"), DateTimeOffset.UtcNow),
        ];
        byte[] start = Encoding.UTF8.GetBytes($$"""{"cells":{{cells.ToJsonString(JsonPaths.Plain)}},"object":""");
        return include switch
        {
            "None" => [start, "null"u8.ToArray(), s_rowEnd],
            "Object" => [start, stored.Json, s_rowEnd],
            _ => [start, .. ObjectReader.MetadataOnly(stored), s_rowEnd],
        };
    }
}
