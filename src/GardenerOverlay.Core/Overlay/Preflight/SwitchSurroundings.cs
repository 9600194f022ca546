using GardenerOverlay.Core.Collisions;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Core.Overlay;

/// <summary>All shoots of a call's sources: whom a shoot that is switched could collide with.</summary>
public sealed class SwitchSurroundings
{
    private readonly List<Neighbour> _neighbours = [];
    private readonly Dictionary<SwitchSubject, Neighbour> _subjects = [];
    private readonly NetworkGroups _groups = new();
    private ILookup<string, Neighbour>? _byNetwork;

    /// <summary>The real limit of routes, where it is known.</summary>
    public int? RouteQuota { get; init; }

    /// <summary>How many sources could not be read, so that a shoot may be missing.</summary>
    public int Unread { get; init; }

    /// <summary>Adds a shoot that stays as it is.</summary>
    public void Add(Shoot shoot) => Add(shoot, OverlayRules.Evaluate(shoot), wish: null);

    /// <summary>Adds a shoot that this call switches: it counts as native if it is so before or after.</summary>
    public void Add(SwitchSubject subject) => _subjects[subject] = Add(subject.Shoot, subject.Before, subject.Wish.State);

    /// <summary>
    /// Nodes, with all pools at their maxima, of the other shoots that are not surely tunnelled and whose routes count to
    /// the same limit: on GCP those of the VPC, on OpenStack those of the router; elsewhere each shoot has tables of its own.
    /// </summary>
    internal long NodesInSameTable(SwitchSubject subject)
    {
        string[] own = _subjects[subject].NetworkId is { } network ? NetworkGroups.KeysOf(network) : [];
        IEnumerable<Neighbour> others = subject.Shoot.Provider switch
        {
            "gcp" => OthersInNetwork(subject),
            "openstack" => OthersInNetwork(subject).Where(other => NetworkGroups.KeysOf(other.NetworkId!).Intersect(own).Any(key => key.Contains("/router:", StringComparison.Ordinal))),
            _ => [],
        };
        return others.Where(other => other.State != OverlayState.Enabled).Sum(other => other.MaximumNodes);
    }

    /// <summary>Whom the shoot's pods collide with once it is switched.</summary>
    internal IEnumerable<PodCidrOverlap> CollisionsOf(SwitchSubject subject)
    {
        Neighbour self = _subjects[subject];
        RangeUse[] pods = [.. self.Ranges.Where(use => use.Kind == RangeKind.Pods).Select(use => use with { State = subject.Wish.State })];
        foreach (Neighbour other in OthersInNetwork(subject))
        {
            foreach (RangeUse theirs in other.Ranges.Where(use => use.Kind != RangeKind.Pods || other.State != OverlayState.Enabled))
            {
                foreach (RangeUse own in pods.Where(own => own.Cidr.Overlaps(theirs.Cidr)))
                {
                    yield return CollisionRules.Judge(own, theirs, self.NetworkId);
                }
            }
        }
    }

    /// <summary>How many other shoots are in the network, and how many of them do not tell their pod CIDR.</summary>
    internal (int Others, int WithoutPods) CountOthers(SwitchSubject subject)
    {
        Neighbour[] others = [.. OthersInNetwork(subject)];
        return (others.Length, others.Count(other => !other.Ranges.Any(use => use.Kind == RangeKind.Pods)));
    }

    private Neighbour Add(Shoot shoot, ShootOverlay verdict, OverlayState? wish)
    {
        _byNetwork = null;
        OverlayState state = wish == OverlayState.Disabled ? OverlayState.Disabled : verdict.State;
        int number = _neighbours.Count;
        string? network = verdict.NetworkId;
        Neighbour neighbour = new(network, state, CapacityChecks.MaximumOf(shoot),
            [.. RangesOf(RangeKind.Pods, shoot.PodCidrs), .. RangesOf(RangeKind.Nodes, shoot.NodeCidrs), .. RangesOf(RangeKind.Services, shoot.ServiceCidrs)]);
        if (network is not null)
        {
            _groups.Join([network]);
        }
        _neighbours.Add(neighbour);
        return neighbour;

        IEnumerable<RangeUse> RangesOf(RangeKind kind, IReadOnlyList<FieldValue> values) =>
            CidrProblems.Readable(values).Select(cidr => new RangeUse(shoot.Name, shoot.Namespace, network, kind, cidr, state, RangeOrigin.Shoot, number));
    }

    private IEnumerable<Neighbour> OthersInNetwork(SwitchSubject subject)
    {
        Neighbour self = _subjects[subject];
        if (_groups.GroupOf(self.NetworkId) is not { } group)
        {
            return [];
        }
        _byNetwork ??= _neighbours.Where(neighbour => neighbour.NetworkId is not null).ToLookup(neighbour => _groups.GroupOf(neighbour.NetworkId)!, StringComparer.Ordinal);
        return _byNetwork[group].Where(neighbour => neighbour != self);
    }

    private sealed class Neighbour(string? networkId, OverlayState state, long maximumNodes, RangeUse[] ranges)
    {
        public string? NetworkId { get; } = networkId;

        public OverlayState State { get; } = state;

        public long MaximumNodes { get; } = maximumNodes;

        public RangeUse[] Ranges { get; } = ranges;
    }
}
