namespace GardenerOverlay.Core.Routes;

/// <summary>Instances by their ids and by those of their network interfaces. An id that is not among them is gone.</summary>
public sealed class InstanceIndex
{
    private readonly Dictionary<string, AwsInstance> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AwsInstance> _byInterface = new(StringComparer.Ordinal);

    /// <summary>Indexes instances.</summary>
    public InstanceIndex(IEnumerable<AwsInstance> instances)
    {
        foreach (AwsInstance instance in instances.Where(instance => instance.IsAlive))
        {
            _byId[instance.Id] = instance;
            foreach (AwsNetworkInterface networkInterface in instance.NetworkInterfaces)
            {
                _byInterface[networkInterface.Id] = instance;
            }
        }
    }

    /// <summary>The living instances.</summary>
    public IEnumerable<AwsInstance> Instances => _byId.Values;

    /// <summary>The living instance of an id, or null.</summary>
    public AwsInstance? Find(string? id) => id is null ? null : _byId.GetValueOrDefault(id);

    /// <summary>The living instance that a route leads to, or null.</summary>
    public AwsInstance? TargetOf(AwsRoute route) =>
        route.InstanceId is not null ? Find(route.InstanceId) : route.NetworkInterfaceId is { } id ? _byInterface.GetValueOrDefault(id) : null;

    /// <summary>
    /// The interface that takes pod traffic; never another one, whatever fails. Of several candidates (which takes missing
    /// attachment data) the one with the node's address.
    /// </summary>
    public static AwsNetworkInterface? PrimaryOf(AwsInstance instance, ClusterNode node)
    {
        AwsNetworkInterface? first = null;
        foreach (AwsNetworkInterface candidate in instance.NetworkInterfaces.Where(candidate => candidate.IsPrimary))
        {
            if (node.InternalIps.Any(address => candidate.Addresses.Contains(address)))
            {
                return candidate;
            }
            first ??= candidate;
        }
        return first;
    }
}
