using System.Globalization;
using System.Text.Json.Nodes;
using GardenerOverlay.Sandbox.Garden.Store;

namespace GardenerOverlay.Sandbox.Garden.Api;

/// <summary>Answers get and list. Objects are written as they are stored: nothing is copied together.</summary>
internal static class ObjectReader
{
    private static readonly byte[] s_comma = ","u8.ToArray();
    private static readonly byte[] s_end = "]}"u8.ToArray();
    private static readonly byte[] s_metadataStart = """{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":"""u8.ToArray();
    private static readonly byte[] s_metadataEnd = "}"u8.ToArray();

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
            AcceptedForm.Table => Table.Of(call, page, 200),
            AcceptedForm.Metadata => ListOf("meta.k8s.io/v1", "PartialObjectMetadataList", page, page.Objects.Select(MetadataOnly)),
            _ => ListOf(call.Type.ApiVersion, call.Type.Kind + "List", page, page.Objects.Select(stored => new[] { stored.Json })),
        };
    }

    /// <summary>One object in the form the client wants.</summary>
    public static Answer Show(ApiCall call, StoredObject stored, int code = 200) => Negotiation.Form(call.Request) switch
    {
        AcceptedForm.Table => Table.Of(call, new ListPage(stored.Version, [stored], "", Remaining: null), code),
        AcceptedForm.Metadata => new(code, MetadataOnly(stored)),
        _ => new(code, [stored.Json]),
    };

    public static ReadOnlyMemory<byte>[] MetadataOnly(StoredObject stored) => [s_metadataStart, stored.Metadata, s_metadataEnd];

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

    /// <summary>An object whose last member is a list of many.</summary>
    public static Answer Collection(JsonObject head, string member, IEnumerable<ReadOnlyMemory<byte>[]> elements, int code = 200)
    {
        byte[] start = head.ToUtf8();
        List<ReadOnlyMemory<byte>> pieces = [start.AsMemory(..^1), System.Text.Encoding.UTF8.GetBytes($",\"{member}\":[")];
        int first = pieces.Count;
        foreach (ReadOnlyMemory<byte>[] element in elements)
        {
            if (pieces.Count > first)
            {
                pieces.Add(s_comma);
            }

            pieces.AddRange(element);
        }

        pieces.Add(s_end);
        return new(code, pieces);
    }

    private static Answer ListOf(string apiVersion, string kind, ListPage page, IEnumerable<ReadOnlyMemory<byte>[]> items) =>
        Collection(new() { ["kind"] = kind, ["apiVersion"] = apiVersion, ["metadata"] = ListMetadata(page) }, "items", items);
}
