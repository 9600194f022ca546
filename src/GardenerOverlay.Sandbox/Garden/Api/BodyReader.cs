using System.Text.Json;
using System.Text.Json.Nodes;
using GardenerOverlay.Sandbox.Garden.Landscape;
using Microsoft.AspNetCore.Http;

namespace GardenerOverlay.Sandbox.Garden.Api;

/// <summary>The body of a request and how it is written.</summary>
internal sealed record RequestBody(string MediaType, byte[] Bytes)
{
    public bool IsEmpty => Bytes.Length == 0;
}

/// <summary>Reads what clients send: JSON, and YAML where Kubernetes takes it.</summary>
internal static class BodyReader
{
    private const long MaxBytes = 3 << 20;
    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false, MaxDepth = 256 };

    public static async Task<RequestBody> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        using MemoryStream bytes = new();
        byte[] buffer = new byte[16 << 10];
        for (int read; (read = await request.Body.ReadAsync(buffer, cancellation)) > 0;)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > MaxBytes)
            {
                throw ApiException.TooLarge(MaxBytes);
            }
        }

        string mediaType = (request.ContentType ?? "").Split(';')[0].Trim();
        return new(mediaType.Length == 0 ? "application/json" : mediaType, bytes.ToArray());
    }

    /// <summary>The object of a create or update.</summary>
    public static JsonObject Object(RequestBody body) => body.MediaType switch
    {
        "application/json" => Json(body) as JsonObject ?? throw ApiException.BadRequest("the body of the request is no object"),
        "application/yaml" => Yaml(body),
        _ => throw ApiException.UnsupportedMediaType(body.MediaType, ["application/json", "application/yaml"]),
    };

    public static JsonNode? Json(RequestBody body)
    {
        try
        {
            return JsonNode.Parse(body.Bytes, documentOptions: s_strict);
        }
        catch (JsonException problem)
        {
            throw ApiException.BadRequest($"the body of the request cannot be read: {problem.Message}");
        }
    }

    /// <summary>JSON is YAML as well, and what clients really send.</summary>
    public static JsonObject Yaml(RequestBody body)
    {
        if (Array.Find(body.Bytes, value => value > ' ') == '{')
        {
            return Json(body) as JsonObject ?? throw ApiException.BadRequest("the body of the request is no object");
        }

        try
        {
            using StreamReader reader = new(new MemoryStream(body.Bytes));
            return YamlJson.Documents(reader) is [JsonObject single] ? single : throw ApiException.BadRequest("the body of the request is not one object");
        }
        catch (FormatException problem)
        {
            throw ApiException.BadRequest($"the body of the request cannot be read: {problem.Message}");
        }
    }
}
