using System.Globalization;
using GardenerOverlay.Core.Routes;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Core.Overlay;

/// <summary>What must have room.</summary>
internal static class CapacityChecks
{
    /// <summary>A default and a local route, which every route table has.</summary>
    private const int OtherEntries = 2;

    public static IEnumerable<Finding> RouteQuota(SwitchSubject subject, SwitchSurroundings surroundings)
    {
        if (!subject.TakesCloudRoutes)
        {
            yield break;
        }
        long nodes = MaximumOf(subject.Shoot);
        long others = surroundings.NodesInSameTable(subject);
        int entries = subject.Shoot.Provider == "aws" ? OtherEntries : 0;
        RouteQuotaVerdict verdict = Routes.RouteQuota.Judge(subject.Shoot.Provider, 0, nodes + others, entries, surroundings.RouteQuota);
        string counts = Text($"With all pools at their maxima {nodes:N0} nodes need a route each")
            + (others > 0 ? Text($", beside {others:N0} of other native shoots in the {(subject.Shoot.Provider == "gcp" ? "VPC" : "router")}") : "")
            + (entries > 0 ? Text($", beside {entries} other entries") : "");
        if (verdict.Limit is not { } number)
        {
            yield return Finding.Skipped($"{counts}; no limit is known for provider {subject.Shoot.Provider}.", "Look up how many routes the network takes, and give it as -RouteQuota.");
            yield break;
        }
        string limit = Text($"; the limit is {number:N0}{(verdict.IsAssumed ? ", where it was not raised" : "")}.");
        yield return verdict.Status switch
        {
            RouteQuotaStatus.Failed => Finding.Failed(counts + limit, "Lower the pools' maxima, or keep the overlay: nodes beyond the limit get no route.", "spec.provider.workers"),
            RouteQuotaStatus.Warning => Finding.Warning(counts + limit, "Look up the real limit of the account and give it as -RouteQuota; have it raised before the pools grow.", "spec.provider.workers"),
            _ => Finding.Passed(counts + limit),
        };
    }

    public static IEnumerable<Finding> NodeCidrCapacity(SwitchSubject subject)
    {
        if (subject.After.Problems.FirstOrDefault(problem => problem.Id == ProblemId.NodeCidrMaskSizeInvalid) is { } mask)
        {
            yield return Finding.Failed(mask.Message, "nodeCIDRMaskSize cannot be changed on a shoot that exists: create it anew.", mask.Field);
        }
        else if (subject.After.MaxNodes is not { } capacity)
        {
            yield return Finding.Skipped("The shoot does not tell its pod CIDR.", "Read the stored shoot: kubectl get shoot -o yaml.");
        }
        else if (subject.After.Problems.FirstOrDefault(problem => problem.Id == ProblemId.PodCidrTooSmall) is { } small)
        {
            yield return Finding.Warning(small.Message, "Lower the pools' maxima: a node without a share of the pod CIDR gets neither pods nor a route.", small.Field);
        }
        else
        {
            yield return Finding.Passed(Text($"The pod CIDR holds {capacity:N0} nodes, the pools may grow to {MaximumOf(subject.Shoot):N0}."));
        }
    }

    /// <summary>Source: networking-calico, charts/utils.go: vxlan.enabled and ipam.type decide; pods keep the addresses they have.</summary>
    public static IEnumerable<Finding> IpamChange(SwitchSubject subject)
    {
        if (subject.Present.Values is not { } before || subject.Future.Values is not { } after)
        {
            yield return Finding.Skipped("The present configuration is refused by Gardener, so how addresses are handed out now is not known.", "Read the stored shoot: kubectl get shoot -o yaml.");
            yield break;
        }
        if (before.IpamType == after.IpamType)
        {
            yield return Finding.Passed($"Pod addresses stay with {after.IpamType}.");
        }
        else if (subject.Shoot.Hibernated)
        {
            yield return Finding.Passed($"Pod addresses change from {before.IpamType} to {after.IpamType}; the shoot is hibernated, so no pod has one.");
        }
        else
        {
            yield return Finding.Failed($"Pod addresses change from {before.IpamType} to {after.IpamType}: pods that run keep addresses that nothing leads to any more.",
                "Switch while the shoot is hibernated, or roll all nodes right after it (gardener.cloud/operation=rollout-workers=<pools>) and give -SkipCheck IpamChange.",
                NetworkConfig.ShootPath + (before.IpamType == CalicoValue.CalicoIpam && !subject.Present.Config.VxlanEnabled ? ".ipam.type" : ".vxlan.enabled"));
        }
    }

    public static long MaximumOf(Shoot shoot) => shoot.Workers.Sum(worker => (long)worker.Maximum);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
