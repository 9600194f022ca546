namespace GardenerOverlay.Core.Collisions;

/// <summary>
/// Which networks belong together: one network whatever account it is named under, and networks that are joined by
/// peering or a transit gateway.
/// </summary>
public sealed class NetworkGroups
{
    private const string OwnPrefix = "own:";

    private readonly Dictionary<string, string> _parents = new(StringComparer.Ordinal);

    /// <summary>The network without the account behind the @.</summary>
    public static string? NetworkOf(string? networkId) => networkId?.Split('@')[0];

    /// <summary>
    /// What the network is known by, each enough to be the same network: <c>openstack/r/network:n,router:r</c> is both
    /// <c>openstack/r/network:n</c> and <c>openstack/r/router:r</c>.
    /// </summary>
    public static string[] KeysOf(string networkId)
    {
        string network = NetworkOf(networkId)!;
        int names = network.LastIndexOf('/') + 1;
        return [.. network[names..].Split(',').Select(name => network[..names] + name)];
    }

    /// <summary>Whether the network belongs to one shoot alone.</summary>
    public static bool IsOwn(string networkId) => networkId.StartsWith(OwnPrefix, StringComparison.Ordinal);

    /// <summary>Joins networks into one group.</summary>
    public void Join(IEnumerable<string> networkIds)
    {
        string? first = null;
        foreach (string network in networkIds.SelectMany(KeysOf))
        {
            first ??= network;
            _parents[Root(network)] = Root(first);
        }
    }

    /// <summary>The group's name; null for an unknown network, which belongs to none.</summary>
    public string? GroupOf(string? networkId) => networkId is null ? null : Root(KeysOf(networkId)[0]);

    private string Root(string network)
    {
        while (_parents.TryGetValue(network, out string? parent) && parent != network)
        {
            network = parent;
        }
        return network;
    }
}
