using System.Text.Json;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Core.Tests;

/// <summary>The shared cases. Each is a fragment of a stored Shoot, completed with a name, a uid and a worker.</summary>
public static class Vectors
{
    private static readonly Lazy<JsonElement[]> s_all = new(() =>
    {
        using Stream stream = typeof(Vectors).Assembly.GetManifestResourceStream("GardenerOverlay.Core.Tests.Vectors.overlay.json")!;
        return [.. JsonDocument.Parse(stream).RootElement.EnumerateArray()];
    });

    public static TheoryData<string> Names(params string[] categories) =>
        [.. s_all.Value.Where(vector => categories.Contains(vector.GetProperty("category").GetString())).Select(vector => vector.GetProperty("name").GetString()!)];

    public static JsonElement Get(string name) => s_all.Value.Single(vector => vector.GetProperty("name").GetString() == name);

    public static Shoot ShootOf(JsonElement vector)
    {
        ManifestNode shoot = Nodes.Parse(vector.GetProperty("shoot").GetRawText());
        ManifestNode config = Nodes.Parse(vector.GetProperty("networkConfig").GetRawText());
        Shoot read = ShootReader.Read(shoot, ShootResourceKind.Shoot, path: null, line: null);
        return read with
        {
            Name = "vector",
            Uid = "stored",
            ApiVersion = ShootReader.ShootApiVersion,
            NetworkingType = read.NetworkingType ?? "calico",
            ProviderConfig = config.Kind == ManifestNodeKind.Null ? null : config,
            Workers = read.Workers.Count > 0 ? read.Workers : [new WorkerPool("worker", 1, 1, null)],
        };
    }
}
