using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Core.Overlay;

/// <summary>The checks before a switch. Pure: they see what was read, and say so where that is not enough.</summary>
public static class Preflight
{
    /// <summary>Runs all checks that matter for the wish, in their order.</summary>
    /// <param name="subject">The shoot and the wish.</param>
    /// <param name="surroundings">All shoots of the sources, this one among them.</param>
    public static IEnumerable<OverlayCheck> Run(SwitchSubject subject, SwitchSurroundings surroundings)
    {
        Shoot shoot = subject.Shoot;
        foreach ((string name, IEnumerable<Finding> findings) in Judge(subject, surroundings))
        {
            foreach (Finding finding in findings)
            {
                yield return new OverlayCheck
                {
                    Name = shoot.Name,
                    Namespace = shoot.Namespace,
                    Context = shoot.Context,
                    State = subject.Wish.State,
                    Check = name,
                    Status = finding.Status,
                    Field = finding.Field,
                    Detail = finding.Detail,
                    Recommendation = finding.Recommendation,
                    Path = shoot.Path,
                    Line = shoot.Line,
                };
            }
        }
    }

    private static IEnumerable<(string Name, IEnumerable<Finding> Findings)> Judge(SwitchSubject subject, SwitchSurroundings surroundings)
    {
        yield return (CheckName.NetworkingType, ConfigChecks.NetworkingType(subject));
        yield return (CheckName.Workerless, ConfigChecks.Workerless(subject));
        if (!subject.IsCalico)
        {
            yield break;
        }
        yield return (CheckName.ProviderSupport, ConfigChecks.ProviderSupport(subject));
        yield return (CheckName.NetworkConfig, ConfigChecks.NetworkConfigAsEdited(subject));
        yield return (CheckName.NobodyWritesRoutes, ConfigChecks.NobodyWritesRoutes(subject));
        yield return (CheckName.PodCidrCollision, CollisionChecks.PodCidrCollision(subject, surroundings));
        yield return (CheckName.RouteQuota, CapacityChecks.RouteQuota(subject, surroundings));
        yield return (CheckName.NodeCidrCapacity, CapacityChecks.NodeCidrCapacity(subject));
        yield return (CheckName.IpamChange, CapacityChecks.IpamChange(subject));
        yield return (CheckName.Leftovers, DataPathChecks.Leftovers(subject));
        yield return (CheckName.OneL2Segment, DataPathChecks.OneL2Segment(subject));
        yield return (CheckName.PodMtu, DataPathChecks.PodMtu(subject));
        yield return (CheckName.SourceNat, DataPathChecks.SourceNat(subject));
        yield return (CheckName.TunnelPorts, DataPathChecks.TunnelPorts(subject));
        yield return (CheckName.NetworkPolicyDns, DataPathChecks.NetworkPolicyDns(subject));
        yield return (CheckName.KubernetesVersion, ConfigChecks.KubernetesVersion(subject));
        yield return (CheckName.LastOperation, StateChecks.LastOperation(subject));
        yield return (CheckName.Ignored, StateChecks.Ignored(subject));
        yield return (CheckName.Hibernation, StateChecks.Hibernation(subject));
        yield return (CheckName.ConfinedRollout, StateChecks.ConfinedRollout(subject));
        yield return (CheckName.RoutesInPlace, StateChecks.RoutesInPlace(subject));
        yield return (CheckName.SourceDestCheck, StateChecks.SourceDestCheck(subject));
        yield return (CheckName.RouteController, StateChecks.RouteController(subject));
        yield return (CheckName.NodeSecurityGroup, StateChecks.NodeSecurityGroup(subject));
    }
}
