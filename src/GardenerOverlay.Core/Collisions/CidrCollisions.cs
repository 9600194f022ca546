using GardenerOverlay.Core.Addressing;

namespace GardenerOverlay.Core.Collisions;

/// <summary>Finds the overlaps that matter among the ranges of many shoots, network by network.</summary>
public static class CidrCollisions
{
    /// <summary>The overlaps, streamed: per group of networks in the order of the addresses.</summary>
    /// <param name="uses">All ranges, in the order they came.</param>
    /// <param name="groups">Which networks belong together; null compares all with all.</param>
    public static IEnumerable<PodCidrOverlap> Find(IReadOnlyList<RangeUse> uses, NetworkGroups? groups)
    {
        RangeUse[] everywhere = [.. uses.Where(use => use.Origin != RangeOrigin.Shoot)];
        foreach (PodCidrOverlap overlap in FindIn(everywhere, null, needsShoot: false))
        {
            yield return overlap;
        }
        foreach (IGrouping<string, RangeUse> group in uses.Where(use => use.Origin == RangeOrigin.Shoot).GroupBy(use => GroupOf(use, groups), StringComparer.Ordinal))
        {
            foreach (PodCidrOverlap overlap in FindIn([.. group, .. everywhere], groups is null ? null : group.First().NetworkId, needsShoot: true))
            {
                yield return overlap;
            }
        }
    }

    private static string GroupOf(RangeUse use, NetworkGroups? groups) => groups switch
    {
        null => "",
        // An unknown network is shared with nobody that we know; only the shoot's own ranges can be compared.
        _ => groups.GroupOf(use.NetworkId) ?? $"unknown:{use.Shoot}",
    };

    private static IEnumerable<PodCidrOverlap> FindIn(RangeUse[] uses, string? networkId, bool needsShoot)
    {
        Cidr[] ranges = Array.ConvertAll(uses, use => use.Cidr);
        foreach ((int outer, int inner) in CidrOverlaps.Find(ranges))
        {
            RangeUse left = uses[Math.Min(outer, inner)];
            RangeUse right = uses[Math.Max(outer, inner)];
            if (IsCompared(left, right, needsShoot))
            {
                yield return CollisionRules.Judge(left, right, networkId);
            }
        }
    }

    private static bool IsCompared(RangeUse left, RangeUse right, bool needsShoot)
    {
        bool hasShoot = left.Origin == RangeOrigin.Shoot || right.Origin == RangeOrigin.Shoot;
        bool bothOfOthers = left.Origin == RangeOrigin.Against && right.Origin == RangeOrigin.Against;
        // A shoot may have several pod ranges; one kind does not collide with itself.
        bool sameUse = left.IsSameShoot(right) && left.Kind == right.Kind;
        return (hasShoot || !needsShoot) && !bothOfOthers && !sameUse;
    }
}
