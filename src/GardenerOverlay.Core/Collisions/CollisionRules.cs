namespace GardenerOverlay.Core.Collisions;

/// <summary>
/// What an overlap of two ranges means. Overlap matters between pods that are routed natively; tunnelled pods are hidden
/// in node addresses, and services are known inside one cluster only.
/// Source: gardener-extension-provider-gcp and -openstack, docs/usage/usage.md ("Overlapping pod CIDRs will lead to
/// disfunctional shoot clusters"); gardener/documentation#50.
/// </summary>
public static class CollisionRules
{
    /// <summary>The record for two overlapping ranges, the first given on the left.</summary>
    public static PodCidrOverlap Judge(RangeUse left, RangeUse right, string? networkId)
    {
        (OverlapSeverity severity, string code, string message) = Weigh(left, right);
        if (severity != OverlapSeverity.Harmless && AccountsDiffer(left, right))
        {
            (severity, code) = (OverlapSeverity.Risk, OverlapCode.AccountUnknown);
            message = "The network has one id for both, but they name different accounts, or none: if it is the same network, " + char.ToLowerInvariant(message[0]) + message[1..];
        }
        bool leftHolds = left.Cidr.Contains(right.Cidr);
        return new PodCidrOverlap
        {
            NetworkId = networkId,
            Left = left.Name,
            LeftNamespace = left.Namespace,
            LeftCidr = left.Cidr.ToString(),
            Right = right.Name,
            RightNamespace = right.Namespace,
            RightCidr = right.Cidr.ToString(),
            Intersection = (leftHolds ? right : left).Cidr.ToString(),
            Relation = left.Cidr == right.Cidr ? CidrRelation.Equal : leftHolds ? CidrRelation.Contains : CidrRelation.Within,
            Severity = severity,
            Code = code,
            Message = message,
        };
    }

    private static (OverlapSeverity Severity, string Code, string Message) Weigh(RangeUse left, RangeUse right) => (left, right) switch
    {
        _ when left.IsSameShoot(right) =>
            (OverlapSeverity.Conflict, OverlapCode.OwnRanges, $"{left.Kind} and {right.Kind} of {left.Name} overlap: Gardener refuses it, and one of them cannot be reached."),
        ({ Origin: RangeOrigin.Against }, _) => WeighAgainst(right),
        (_, { Origin: RangeOrigin.Against }) => WeighAgainst(left),
        ({ Origin: RangeOrigin.Plain, IsTunnelled: false }, { Origin: RangeOrigin.Plain, IsTunnelled: false }) =>
            (OverlapSeverity.Conflict, OverlapCode.PlainRanges, "The two ranges share addresses: shoots with these pod CIDRs cannot route natively in one network."),
        ({ Kind: RangeKind.Services }, { Kind: RangeKind.Services }) =>
            (OverlapSeverity.Harmless, OverlapCode.ServicesInside, "Both are service ranges, each known inside its own cluster only."),
        ({ Kind: RangeKind.Services }, _) or (_, { Kind: RangeKind.Services }) =>
            (OverlapSeverity.Risk, OverlapCode.ServicesInside, "A service range hides the addresses of the other: pods of its cluster cannot reach them."),
        ({ Kind: RangeKind.Nodes }, { Kind: RangeKind.Nodes }) =>
            (OverlapSeverity.Conflict, OverlapCode.NodesOnNodes, "Nodes of both lie in one range: two nodes may have one address."),
        ({ Kind: RangeKind.Nodes }, _) => WeighPodsOnNodes(right, left),
        (_, { Kind: RangeKind.Nodes }) => WeighPodsOnNodes(left, right),
        _ => WeighPods(left, right),
    };

    private static (OverlapSeverity Severity, string Code, string Message) WeighPods(RangeUse left, RangeUse right) => (left.IsTunnelled, right.IsTunnelled) switch
    {
        (false, false) => (OverlapSeverity.Conflict, OverlapCode.BothNative,
            $"Both route pods natively: a pod of {Of(left)} and one of {Of(right)} may have one address, and routes of one take packets of the other. Pod CIDRs cannot be changed: switch one to the overlay, or create it anew with a free range."),
        (true, true) => (OverlapSeverity.Harmless, OverlapCode.BothOverlay,
            "Both tunnel their pods. It becomes a conflict when both are switched to native routing."),
        (bool leftTunnelled, _) => (OverlapSeverity.Risk, OverlapCode.OneNative,
            $"Routes of {Of(leftTunnelled ? right : left)} may take packets in route tables that both share, and {Of(leftTunnelled ? left : right)} can never be switched to native routing."),
    };

    private static (OverlapSeverity Severity, string Code, string Message) WeighPodsOnNodes(RangeUse pods, RangeUse nodes) => pods.IsTunnelled
        ? (OverlapSeverity.Risk, OverlapCode.PodsOnNodes, $"Pods of {Of(pods)} cannot reach nodes of {Of(nodes)}: they take the addresses for pods of their own.")
        : (OverlapSeverity.Conflict, OverlapCode.PodsOnNodes, $"Pod routes of {Of(pods)} lie on node addresses of {Of(nodes)}: packets go to the wrong machine.");

    private static (OverlapSeverity Severity, string Code, string Message) WeighAgainst(RangeUse use) => use.IsTunnelled || use.Kind == RangeKind.Services
        ? (OverlapSeverity.Risk, OverlapCode.AgainstRange, $"Pods of {Of(use)} cannot reach the addresses of this range.")
        : (OverlapSeverity.Conflict, OverlapCode.AgainstRange, $"Routes of {Of(use)} and of this range contradict each other.");

    private static string Of(RangeUse use) => use.Name;

    private static bool AccountsDiffer(RangeUse left, RangeUse right) =>
        left.Origin == RangeOrigin.Shoot && right.Origin == RangeOrigin.Shoot
        && left.NetworkId is { } one && right.NetworkId is { } other
        && AccountOf(one) != AccountOf(other) && NetworkGroups.KeysOf(one).Intersect(NetworkGroups.KeysOf(other)).Any();

    private static string? AccountOf(string networkId) => networkId.Split('@') is [_, var account] ? account : null;
}
