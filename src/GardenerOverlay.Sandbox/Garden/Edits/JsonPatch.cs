using System.Globalization;
using System.Text.Json.Nodes;
using GardenerOverlay.Sandbox.Garden.Api;

namespace GardenerOverlay.Sandbox.Garden.Edits;

/// <summary>JSON patch: a list of add, remove, replace, move, copy and test. Source: RFC 6902.</summary>
internal static class JsonPatch
{
    public static JsonObject Apply(JsonObject target, JsonArray operations)
    {
        // A member around the document, so that the path "" is a place like the others.
        JsonObject around = new() { ["document"] = target };
        foreach (JsonNode? operation in operations)
        {
            Apply(around, operation as JsonObject ?? throw ApiException.BadRequest("a JSON patch is a list of operations"));
        }

        return around["document"] as JsonObject ?? throw ApiException.PatchFailed("the JSON patch leaves no object");
    }

    private static void Apply(JsonObject around, JsonObject operation)
    {
        string path = operation.TextAt("path") ?? throw ApiException.BadRequest("an operation of the JSON patch has no path");
        switch (operation.TextAt("op"))
        {
            case "add":
                Place.Find(around, path).Add(operation.At("value")?.DeepClone());
                break;
            case "remove":
                Place.Find(around, path).Remove();
                break;
            case "replace":
                Place.Find(around, path).Replace(operation.At("value")?.DeepClone());
                break;
            case "move":
                Place from = Place.Find(around, operation.TextAt("from") ?? "");
                JsonNode? moved = from.Value?.DeepClone();
                from.Remove();
                Place.Find(around, path).Add(moved);
                break;
            case "copy":
                Place.Find(around, path).Add(Place.Find(around, operation.TextAt("from") ?? "").Value?.DeepClone());
                break;
            case "test":
                if (!JsonNode.DeepEquals(Place.Find(around, path).Value, operation.At("value")))
                {
                    throw ApiException.PatchFailed($"testing path {path} failed");
                }

                break;
            default:
                throw ApiException.BadRequest($"unknown operation of the JSON patch: {operation.At("op")}");
        }
    }

    /// <summary>A member of an object or an element of a list, which may not be there yet.</summary>
    private sealed record Place(JsonNode Parent, string Name, string Path)
    {
        public JsonNode? Value => Parent switch
        {
            JsonObject parent when parent.TryGetPropertyValue(Name, out JsonNode? value) => value,
            JsonArray list => list[Index(list, list.Count - 1)],
            _ => throw Missing(),
        };

        public static Place Find(JsonObject around, string path)
        {
            if (path.Length > 0 && path[0] != '/')
            {
                throw ApiException.BadRequest($"'{path}' is no JSON pointer");
            }

            Place place = new(around, "document", path);
            foreach (string token in path.Split('/').Skip(1))
            {
                string name = token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
                place = new(place.Value ?? throw place.Missing(), name, path);
            }

            return place;
        }

        public void Add(JsonNode? value)
        {
            switch (Parent)
            {
                case JsonObject parent:
                    parent[Name] = value;
                    break;
                case JsonArray list:
                    list.Insert(Name == "-" ? list.Count : Index(list, list.Count), value);
                    break;
                default:
                    throw Missing();
            }
        }

        public void Remove()
        {
            _ = Value;
            if (Parent is JsonArray list)
            {
                list.RemoveAt(Index(list, list.Count - 1));
            }
            else
            {
                Parent.AsObject().Remove(Name);
            }
        }

        public void Replace(JsonNode? value)
        {
            _ = Value;
            if (Parent is JsonArray list)
            {
                list[Index(list, list.Count - 1)] = value;
            }
            else
            {
                Parent.AsObject()[Name] = value;
            }
        }

        private int Index(JsonArray list, int largest) =>
            int.TryParse(Name, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index <= largest && list.Count >= index ? index : throw Missing();

        private ApiException Missing() => ApiException.PatchFailed($"the JSON patch names '{Path}', which is not there");
    }
}
