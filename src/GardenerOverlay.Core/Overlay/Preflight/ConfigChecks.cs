using System.Globalization;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Core.Overlay;

/// <summary>What Gardener and Calico accept.</summary>
internal static class ConfigChecks
{
    public static IEnumerable<Finding> NetworkingType(SwitchSubject subject)
    {
        const string Field = "spec.networking.type";
        yield return subject.Shoot.NetworkingType switch
        {
            OverlayRules.CalicoType => Finding.Passed("The network plugin is calico."),
            null when subject.Shoot.Workers.Count == 0 => Finding.Passed("A workerless shoot has no network plugin."),
            null => Finding.Failed("The shoot does not name a network plugin.", "Write spec.networking.type: calico, where it is calico.", Field),
            var other => Finding.Failed($"The network plugin is \"{other}\", not calico.", "Only shoots with Calico have this switch.", Field),
        };
    }

    public static IEnumerable<Finding> Workerless(SwitchSubject subject)
    {
        const string Field = "spec.provider.workers";
        int pools = subject.Shoot.Workers.Count;
        yield return (pools, subject.Shoot.ReadProblems.FirstOrDefault(problem => problem.Field == Field)) switch
        {
            (0, { } unreadable) => Finding.Failed(unreadable.Message, $"Correct {Field}.", Field),
            (0, null) => Finding.Failed("The shoot has no workers, and so no pod network.", "Nothing is to be switched on it.", Field),
            _ => Finding.Passed($"{pools} worker pool{(pools == 1 ? "" : "s")}."),
        };
    }

    /// <summary>What the provider refuses, and where Calico itself would not do what is asked. Source: <see cref="ProviderAdmission"/>; gardener-extension-provider-aws#1313.</summary>
    public static IEnumerable<Finding> ProviderSupport(SwitchSubject subject)
    {
        Shoot shoot = subject.Shoot;
        if (shoot.Provider is null)
        {
            yield return Finding.Failed("The shoot does not name its provider.", "Write spec.provider.type.", "spec.provider.type");
            yield break;
        }
        ShootProblem[] refusals = [.. RefusalsOfProvider(subject)];
        foreach (ShootProblem refusal in refusals)
        {
            yield return Finding.Failed(refusal.Message, AdviceFor(subject), refusal.Field);
        }
        if (refusals.Length > 0)
        {
            yield break;
        }
        if (subject.Future.Values is not null && subject.After.State != subject.Wish.State)
        {
            yield return Finding.Failed($"The result would be {subject.After.State}: {subject.After.Reason}", AdviceFor(subject), NetworkConfig.ShootPath + ".overlay.enabled");
            yield break;
        }
        yield return Finding.Passed($"Provider {shoot.Provider} accepts it.");
    }

    public static IEnumerable<Finding> NetworkConfigAsEdited(SwitchSubject subject)
    {
        HashSet<string> ofProvider = [.. RefusalsOfProvider(subject).Select(refusal => refusal.Field)];
        ShootProblem[] refusals = [.. subject.Future.Refusals.Where(refusal => !ofProvider.Contains(refusal.Field)), .. subject.Shoot.ReadProblems];
        foreach (ShootProblem refusal in refusals)
        {
            yield return Finding.Failed(refusal.Message, $"Correct {refusal.Field}; the switch leaves it alone.", refusal.Field);
        }
        if (refusals.Length > 0)
        {
            yield break;
        }
        yield return subject.After.Problems.FirstOrDefault(problem => problem.Id == ProblemId.OnlyV1beta1Served) is { } version
            ? Finding.Warning(version.Message, $"Write apiVersion: {ShootReader.ShootApiVersion}; the switch leaves it alone.", version.Field)
            : Finding.Passed("Gardener accepts the configuration as edited.");
    }

    /// <summary>Source: <see cref="ProviderAdmission.NeedsOverlayKeyForRoutes"/>.</summary>
    public static IEnumerable<Finding> NobodyWritesRoutes(SwitchSubject subject)
    {
        if (subject.Wish is { Style: ConfigStyle.Backend, IsOn: false } && subject.NeedsCloudRoutes)
        {
            string? provider = subject.Shoot.Provider;
            yield return ProviderAdmission.NeedsOverlayKeyForRoutes(provider)
                ? Finding.Failed($"Provider {provider} takes a missing overlay key as overlay on and writes no pod routes: pods on different nodes would not reach each other.",
                    "Use -ConfigStyle Overlay.", NetworkConfig.ShootPath + ".overlay.enabled")
                : ProviderAdmission.WritesRoutes(provider)
                    ? Finding.Passed($"Whether pod routes are written does not depend on the overlay key with provider {provider}.")
                    : Finding.Skipped($"Whether provider {provider} writes pod routes is not known.", "Look at the nodes' condition NetworkUnavailable: RouteCreated means that somebody does.");
        }
    }

    /// <summary>
    /// The user document's condition: without the overlay on AWS, machine-controller-manager switches the
    /// source/destination check off from 1.22 on. Source: provider-aws 321805875 dropped it in July 2023.
    /// </summary>
    public static IEnumerable<Finding> KubernetesVersion(SwitchSubject subject)
    {
        if (subject.Wish.IsOn || subject.Shoot.Provider != "aws")
        {
            yield break;
        }
        string? version = subject.Shoot.KubernetesVersion;
        string[] parts = version?.TrimStart('v').Split('.') ?? [];
        if (parts.Length < 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int major) || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int minor))
        {
            yield return Finding.Skipped(version is null ? "The shoot does not tell its Kubernetes version." : $"\"{version}\" is no version.", "Write spec.kubernetes.version.");
        }
        else if ((major, minor).CompareTo((1, 22)) < 0)
        {
            yield return Finding.Warning($"Kubernetes {version} is older than 1.22: the instances may still drop packets with pod addresses (source/destination check).",
                "Update Kubernetes, or see that the check is off on every instance: aws ec2 describe-instances.", "spec.kubernetes.version");
        }
        else
        {
            yield return Finding.Passed($"Kubernetes {version} is 1.22 or later.");
        }
    }

    private static IEnumerable<ShootProblem> RefusalsOfProvider(SwitchSubject subject)
    {
        IEnumerable<ShootProblem> needed = subject.After.Problems.Where(problem => problem is { Id: ProblemId.Required, Field: "spec.networking.nodes" });
        return ProviderAdmission.Refusals(subject.Future.Config, subject.Shoot.Provider, subject.Families).Concat(needed);
    }

    private static string AdviceFor(SwitchSubject subject) => subject switch
    {
        { Wish.IsOn: true, Shoot.Provider: "azure" } => "Azure has no IPIP; shoots with Calico are native there in any case.",
        { Wish.IsOn: true } when subject.Families.Contains(IpFamily.IPv6) => "With IPv6 the overlay must stay off.",
        _ => "Correct the field; the switch leaves it alone.",
    };
}
