using System.Buffers.Text;
using System.Text.Json;
using GardenerOverlay.Sandbox.Garden.Store;

namespace GardenerOverlay.Sandbox.Garden.Api;

/// <summary>Where the next page of a list starts, and at which version. Version 0 goes on at the present state.</summary>
internal sealed record ContinueToken(long Version, string Namespace, string Name)
{
    public ResourceKey Last => new(Namespace, Name);

    public static ContinueToken Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<ContinueToken>(Base64Url.DecodeFromChars(text)) ?? throw new FormatException();
        }
        catch (Exception problem) when (problem is FormatException or JsonException)
        {
            throw ApiException.BadRequest("continue key is not valid");
        }
    }

    public override string ToString() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this));
}
