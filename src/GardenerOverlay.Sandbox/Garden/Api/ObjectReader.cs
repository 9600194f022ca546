using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using GardenerOverlay.Sandbox.Garden.Store;

namespace GardenerOverlay.Sandbox.Garden.Api;

/// <summary>Answers get and list.</summary>
internal static class ObjectReader
{
    private static readonly ReadOnlyMemory<byte> s_comma = ","u8.ToArray();
    private static readonly ReadOnlyMemory<byte> s_end = "]}"u8.ToArray();

    public static Answer Get(ResourceStore store, ApiCall call)
    {
        StoredObject found = store.Find(call.Type, call.Key) ?? throw ApiException.NotFound(call.Type, call.Key.Name);
        return Show(call, found);
    }

    public static Answer List(ResourceStore store, ApiCall call)
    {
        var page = ListPage.Read(store, call);
        return Negotiation.Form(call.Request) switch
        {
            AcceptedForm.Table => Answer.Of(Table.Of(call, page)),
            AcceptedForm.Metadata => ListOf("meta.k8s.io/v1", "PartialObjectMetadataList", page, page.Objects.Select(stored => (ReadOnlyMemory<byte>)MetadataOnly(stored).ToUtf8())),
            _ => ListOf(call.Type.ApiVersion, call.Type.Kind + "List", page, page.Objects.Select(stored => stored.Json)),
        };
    }

    /// <summary>One object in the form the client wants.</summary>
    public static Answer Show(ApiCall call, StoredObject stored, int code = 200) => Negotiation.Form(call.Request) switch
    {
        AcceptedForm.Table => Answer.Of(Table.Of(call, new ListPage(stored.Version, [stored], "", Remaining: null)), code),
        AcceptedForm.Metadata => Answer.Of(MetadataOnly(stored), code),
        _ => Answer.Of(stored.Json, code),
    };

    public static JsonObject MetadataOnly(StoredObject stored) => new()
    {
        ["kind"] = "PartialObjectMetadata",
        ["apiVersion"] = "meta.k8s.io/v1",
        ["metadata"] = stored.Read().At("metadata")!.DeepClone(),
    };

    /// <summary>The metadata of a list.</summary>
    public static JsonObject ListMetadata(ListPage page)
    {
        JsonObject metadata = new() { ["resourceVersion"] = page.Version.ToString(CultureInfo.InvariantCulture) };
        if (page.Continue.Length > 0)
        {
            metadata["continue"] = page.Continue;
        }

        if (page.Remaining is { } remaining)
        {
            metadata["remainingItemCount"] = remaining;
        }

        return metadata;
    }

    private static Answer ListOf(string apiVersion, string kind, ListPage page, IEnumerable<ReadOnlyMemory<byte>> items)
    {
        string head = $$"""{"kind":"{{kind}}","apiVersion":"{{apiVersion}}","metadata":{{ListMetadata(page).ToJsonString(JsonPaths.Plain)}},"items":[""";
        List<ReadOnlyMemory<byte>> pieces = new((page.Objects.Count * 2) + 2) { Encoding.UTF8.GetBytes(head) };
        foreach (ReadOnlyMemory<byte> item in items)
        {
            if (pieces.Count > 1)
            {
                pieces.Add(s_comma);
            }

            pieces.Add(item);
        }

        pieces.Add(s_end);
        return new(200, pieces);
    }
}
