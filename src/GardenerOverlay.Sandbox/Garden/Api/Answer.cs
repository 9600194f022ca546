using System.Text;
using System.Text.Json.Nodes;

namespace GardenerOverlay.Sandbox.Garden.Api;

/// <summary>A complete answer. The body comes in pieces, so that a list need not be copied together.</summary>
internal sealed record Answer(int Code, IReadOnlyList<ReadOnlyMemory<byte>> Body, string ContentType = "application/json")
{
    public long Length => Body.Sum(piece => (long)piece.Length);

    public static Answer Of(JsonNode body, int code = 200) => new(code, [body.ToUtf8()]);

    public static Answer OfText(string text) => new(200, [Encoding.UTF8.GetBytes(text)], "text/plain; charset=utf-8");
}
