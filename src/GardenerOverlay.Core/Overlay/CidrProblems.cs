using GardenerOverlay.Core.Addressing;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Core.Overlay;

/// <summary>What is wrong with the ranges of one shoot.</summary>
internal static class CidrProblems
{
    /// <summary>The ranges that can be read; the others are problems, never "no range".</summary>
    public static IEnumerable<Cidr> Readable(IEnumerable<FieldValue> values)
    {
        foreach (FieldValue value in values)
        {
            if (Cidr.TryParse(value.Text, out Cidr cidr))
            {
                yield return cidr;
            }
        }
    }

    public static void Find(Shoot shoot, IReadOnlyList<string> families, int maskSize, long? maxNodes, List<ShootProblem> problems)
    {
        foreach (FieldValue value in shoot.PodCidrs.Concat(shoot.NodeCidrs).Concat(shoot.ServiceCidrs))
        {
            if (!Cidr.TryParse(value.Text, out Cidr cidr))
            {
                problems.Add(At(value, ProblemId.CidrInvalid, $"\"{value.Text}\" is not a CIDR: write an address, a slash and a prefix length of at most 32 (IPv6: 128)."));
            }
            else if (!Cidr.IsCanonical(value.Text))
            {
                problems.Add(At(value, ProblemId.CidrNotCanonical, $"\"{value.Text}\" must be valid canonical CIDR: write {cidr}."));
            }
        }
        // Source: gardener, ValidateShootNetworkDisjointedness: which of the two fields is blamed.
        FindOwnOverlaps(shoot.ServiceCidrs, shoot.PodCidrs, "pods", problems);
        FindOwnOverlaps(shoot.PodCidrs, shoot.NodeCidrs, "nodes", problems);
        FindOwnOverlaps(shoot.ServiceCidrs, shoot.NodeCidrs, "nodes", problems);
        FindCapacity(shoot, families, maskSize, maxNodes, problems);
    }

    private static void FindOwnOverlaps(IReadOnlyList<FieldValue> blamed, IReadOnlyList<FieldValue> others, string otherName, List<ShootProblem> problems)
    {
        foreach (FieldValue value in blamed)
        {
            foreach (FieldValue other in others)
            {
                if (Cidr.TryParse(value.Text, out Cidr cidr) && Cidr.TryParse(other.Text, out Cidr otherCidr) && cidr.Overlaps(otherCidr))
                {
                    problems.Add(At(value, ProblemId.OwnCidrsOverlap, $"{value.Text} overlaps the {otherName} of the same shoot, {other.Text}."));
                }
            }
        }
    }

    private static void FindCapacity(Shoot shoot, IReadOnlyList<string> families, int maskSize, long? maxNodes, List<ShootProblem> problems)
    {
        const string MaskField = "spec.kubernetes.kubeControllerManager.nodeCIDRMaskSize";
        bool isIPv6 = families is [IpFamily.IPv6];
        (int minimum, int maximum) = NodeCapacity.MaskSizeRange(isIPv6);
        int maxPods = NodeCapacity.MaxPods(shoot);
        if (maskSize < minimum || maskSize > maximum)
        {
            problems.Add(new ShootProblem(ProblemId.NodeCidrMaskSizeInvalid, MaskField, $"{maskSize} is not between {minimum} and {maximum}."));
        }
        else if (NodeCapacity.UsableAddresses(maskSize, isIPv6) < maxPods)
        {
            problems.Add(new ShootProblem(ProblemId.NodeCidrMaskSizeInvalid, MaskField,
                $"A /{maskSize} has {NodeCapacity.UsableAddresses(maskSize, isIPv6)} usable addresses, but maxPods is {maxPods}."));
        }
        long workers = shoot.Workers.Sum(worker => (long)worker.Maximum);
        if (maxNodes < workers)
        {
            problems.Add(At(shoot.PodCidrs[0], ProblemId.PodCidrTooSmall, $"{shoot.PodCidrs[0].Text} holds {maxNodes} nodes of /{maskSize}, but the worker pools may grow to {workers}."));
        }
    }

    private static ShootProblem At(FieldValue value, string id, string message) => new(id, value.Field, message, value.Line == 0 ? null : value.Line);
}
