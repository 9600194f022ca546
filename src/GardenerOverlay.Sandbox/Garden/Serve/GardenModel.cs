using System.Collections.Concurrent;
using GardenerOverlay.Sandbox.Garden.Access;
using GardenerOverlay.Sandbox.Garden.Api;
using GardenerOverlay.Sandbox.Garden.Faults;
using GardenerOverlay.Sandbox.Garden.Kinds;
using GardenerOverlay.Sandbox.Garden.Store;

namespace GardenerOverlay.Sandbox.Garden.Serve;

/// <summary>A garden, its seeds and its shoots: each an API server behind a path prefix of one address.</summary>
internal sealed class GardenModel : IDisposable
{
    public const string GardenPrefix = "/garden";
    private readonly ConcurrentDictionary<string, ApiServer> _clusters = new(StringComparer.Ordinal);

    public GardenModel() => Garden = Add(GardenPrefix, new ApiServer(GardenPrefix, Catalog.Garden, new ShootKubeconfigs(Credentials, Address)));

    public Credentials Credentials { get; } = new();

    public GardenAddress Address { get; } = new();

    public FaultBox Faults { get; } = new();

    public ApiServer Garden { get; }

    /// <summary>By prefix; a managed seed is there once, as a seed.</summary>
    public IEnumerable<ApiServer> Clusters => _clusters.Values.Distinct().OrderBy(cluster => cluster.Prefix, StringComparer.Ordinal);

    public ApiServer AddSeed(string name) => Add($"/seed/{name}", new ApiServer($"/seed/{name}", Catalog.Seed));

    public ApiServer AddShoot(string technicalId) => Add($"/shoot/{technicalId}", new ApiServer($"/shoot/{technicalId}", Catalog.Shoot));

    /// <summary>A managed seed is a shoot: both paths lead to one cluster.</summary>
    public void AddManagedSeed(string seed, string technicalId)
    {
        if (_clusters.TryGetValue($"/seed/{seed}", out ApiServer? cluster))
        {
            _clusters[$"/shoot/{technicalId}"] = cluster;
            Address.AddManagedSeed(seed, technicalId);
        }
    }

    /// <summary>The cluster that a path leads to, and the path within it.</summary>
    /// <returns>Null for a path of no cluster, and for a cluster that is away.</returns>
    public ApiServer? Find(string path, out string rest)
    {
        string[] parts = path.Split('/', 4);
        bool isGarden = path == GardenPrefix || path.StartsWith(GardenPrefix + "/", StringComparison.Ordinal);
        string prefix = isGarden ? GardenPrefix : string.Join('/', parts.Take(3));
        rest = path[prefix.Length..];
        return _clusters.TryGetValue(prefix, out ApiServer? cluster) && !IsHibernated(prefix) ? cluster : null;
    }

    /// <summary>Whether a path is one of a seed or shoot, known or not.</summary>
    public static bool IsCluster(string path) => path.Split('/') is ["", "seed" or "shoot", not "", ..];

    public void Dispose() => Credentials.Dispose();

    // A hibernated shoot has no API server. Source: gardener, pkg/gardenlet/operation/botanist/kubeapiserver.go.
    private bool IsHibernated(string prefix)
    {
        if (!prefix.StartsWith("/shoot/", StringComparison.Ordinal))
        {
            return false;
        }

        string technicalId = prefix["/shoot/".Length..];
        StoredObject? shoot = Garden.Store.Read(GardenerKinds.Shoot).Objects.Values
            .FirstOrDefault(stored => stored.Fields.GetValueOrDefault("status.technicalID") == technicalId);
        return shoot?.Read().IsTrueAt("status", "hibernated") == true;
    }

    private ApiServer Add(string prefix, ApiServer cluster) => _clusters.GetOrAdd(prefix, cluster);
}
