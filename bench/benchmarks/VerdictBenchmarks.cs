using BenchmarkDotNet.Attributes;
using GardenerOverlay.Core.Overlay;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Bench;

/// <summary>The verdict on one shoot.</summary>
[MemoryDiagnoser]
public class VerdictBenchmarks
{
    private static readonly ManifestNode s_config = ManifestNode.OfEntries(
        [
            KeyValuePair.Create("backend", ManifestNode.OfText("bird", 1)),
            KeyValuePair.Create("overlay", ManifestNode.OfEntries([KeyValuePair.Create("enabled", ManifestNode.OfBoolean(value: false, "false", 2))], 2)),
        ],
        1);

    private static readonly Shoot s_shoot = new()
    {
        Name = "web",
        Namespace = "garden-dev",
        Uid = "1",
        ApiVersion = ShootReader.ShootApiVersion,
        NetworkingType = "calico",
        Provider = "aws",
        ProviderConfig = s_config,
        PodCidrs = [new FieldValue("spec.networking.pods", "100.96.0.0/11", 1)],
        NodeCidrs = [new FieldValue("spec.networking.nodes", "10.250.0.0/16", 1)],
        Workers = [new WorkerPool("pool", 1, 3, null)],
    };

    [Benchmark]
    public ShootOverlay Evaluate() => OverlayRules.Evaluate(s_shoot);
}
