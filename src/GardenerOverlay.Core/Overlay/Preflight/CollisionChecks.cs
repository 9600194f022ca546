using GardenerOverlay.Core.Addressing;
using GardenerOverlay.Core.Collisions;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Core.Overlay;

/// <summary>Pod addresses against all that they could be mistaken for.</summary>
internal static class CollisionChecks
{
    private const string PodsField = "spec.networking.pods";

    public static IEnumerable<Finding> PodCidrCollision(SwitchSubject subject, SwitchSurroundings surroundings)
    {
        Finding[] found = [.. WithItself(subject), .. WithReservedRanges(subject.Shoot), .. surroundings.CollisionsOf(subject).Select(WithOthers)];
        return found.Length > 0 ? found : [WithNobody(subject, surroundings)];
    }

    private static IEnumerable<Finding> WithItself(SwitchSubject subject) => subject.After.Problems
        .Where(problem => problem.Id is ProblemId.OwnCidrsOverlap or ProblemId.CidrInvalid or ProblemId.CidrNotCanonical)
        .Select(problem => Finding.Failed(problem.Message, "Gardener refuses it; pods and services cannot be changed on a shoot that exists.", problem.Field));

    // Source: gardener, plugin/pkg/shoot/validator/admission.go (validateShootNetworks).
    private static IEnumerable<Finding> WithReservedRanges(Shoot shoot)
    {
        foreach (FieldValue value in shoot.PodCidrs.Concat(shoot.NodeCidrs).Concat(shoot.ServiceCidrs))
        {
            foreach (Cidr reserved in ReservedRanges.All)
            {
                if (Cidr.TryParse(value.Text, out Cidr cidr) && cidr.Overlaps(reserved))
                {
                    yield return Finding.Failed($"{value.Text} overlaps {reserved}, which Gardener keeps for itself.", "Gardener refuses it; choose another range: Find-FreePodCidr.", value.Field);
                }
            }
        }
    }

    private static Finding WithOthers(PodCidrOverlap overlap)
    {
        string detail = $"{overlap.LeftCidr} overlaps {overlap.RightCidr} of {overlap.RightNamespace}/{overlap.Right}: {overlap.Code}. {overlap.Message}";
        return overlap.Severity == OverlapSeverity.Conflict
            ? Finding.Failed(detail, "Keep the overlay on one of the two.", PodsField)
            : Finding.Warning(detail, "See Test-PodCidrOverlap.", PodsField);
    }

    /// <summary>No collision was found; whether that means that there is none depends on what was seen.</summary>
    private static Finding WithNobody(SwitchSubject subject, SwitchSurroundings surroundings)
    {
        if (!CidrProblems.Readable(subject.Shoot.PodCidrs).Any())
        {
            return Finding.Skipped("The shoot does not tell its pod CIDR.", "Read the stored shoot: without spec.networking.pods the default of its seed counts.");
        }
        if (subject.After.NetworkId is not { } network)
        {
            return Finding.Skipped("The shoot does not tell which network it is in.", "Write spec.provider.infrastructureConfig, or compare all with Test-PodCidrOverlap -AnyNetwork.");
        }
        if (NetworkGroups.IsOwn(network))
        {
            return Finding.Passed("The shoot has a network of its own.");
        }
        (int others, int withoutPods) = surroundings.CountOthers(subject);
        if (surroundings.Unread > 0 || withoutPods > 0)
        {
            return Finding.Warning($"ScopeLimited: {others - withoutPods} other shoots in {network} were compared; {surroundings.Unread} sources could not be read, {withoutPods} shoots do not tell their pod CIDR.",
                "Correct what could not be read: it may hold a shoot with the same addresses.", PodsField);
        }
        return others == 0
            ? Finding.Skipped($"No other shoot in {network} was among the sources.", "Give all manifests, or a dump of all namespaces: kubectl get shoots -A -o json.")
            : Finding.Passed($"{others} other shoot{(others == 1 ? "" : "s")} in {network}, none with the same addresses.");
    }
}
