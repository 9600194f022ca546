namespace GardenerOverlay.Core.Overlay;

/// <summary>What Gardener is doing with the shoot, and what only a look at the running cluster tells.</summary>
internal static class StateChecks
{
    private const string ReadStored = "Read the stored shoot: kubectl get shoot -o yaml.";

    /// <summary>Source: the providers' pkg/admission/mutator/shoot.go do nothing in these; a failed shoot is not reconciled.</summary>
    public static IEnumerable<Finding> LastOperation(SwitchSubject subject)
    {
        const string Field = "status.lastOperation";
        if (subject.Shoot.IsDeleting)
        {
            yield return Finding.Failed("The shoot is being deleted.", "Nothing is to be switched on it.", "metadata.deletionTimestamp");
            yield break;
        }
        yield return subject.Shoot.LastOperation switch
        {
            null => Finding.Skipped("A manifest does not tell what Gardener did last.", ReadStored),
            { Type: "Migrate" } or { Type: "Restore", State: not "Succeeded" } or { Type: "Delete" } =>
                Finding.Failed($"{subject.Shoot.LastOperation}: admission leaves a shoot alone that moves or goes.", "Wait until the operation has ended.", Field),
            { State: "Failed" } => Finding.Failed($"{subject.Shoot.LastOperation}: Gardener has given up on the shoot.", "Repair it first: status.lastErrors says why; annotate gardener.cloud/operation=retry.", Field),
            { State: "Succeeded" } => Finding.Passed($"{subject.Shoot.LastOperation}."),
            var operation => Finding.Warning($"{operation}: the switch waits for it, or adds to it.", "Wait until it has succeeded.", Field),
        };
    }

    public static IEnumerable<Finding> Ignored(SwitchSubject subject)
    {
        yield return subject.Shoot.IsIgnored
            ? Finding.Warning("Gardener ignores the shoot: nothing is switched before the annotation goes.", "Remove the annotation shoot.gardener.cloud/ignore.", "metadata.annotations")
            : Finding.Passed("Gardener looks at the shoot.");
    }

    public static IEnumerable<Finding> Hibernation(SwitchSubject subject)
    {
        yield return subject.Shoot.Hibernated
            ? Finding.Warning("The shoot is hibernated: it is switched when it wakes up, without an outage, but nothing can be looked at before.", "Look at it once it is awake.", "spec.hibernation.enabled")
            : Finding.Passed("The shoot is awake: calico-node is rolled two nodes at a time, and pods of old and new nodes may lose sight of each other until the end.");
    }

    public static IEnumerable<Finding> ConfinedRollout(SwitchSubject subject)
    {
        yield return subject.Shoot.ConfinesRollout
            ? Finding.Warning("Changes of the spec wait for the maintenance window.", "Wait for it, or annotate gardener.cloud/operation=maintain.", "spec.maintenance.confineSpecUpdateRollout")
            : Finding.Passed("A change is rolled out at once.");
    }

    public static IEnumerable<Finding> RoutesInPlace(SwitchSubject subject)
    {
        string? provider = subject.Shoot.Provider;
        bool areWritten = subject.Before.State == OverlayState.Disabled && (subject.Present.Config.Overlay is { IsOn: false } || !ProviderAdmission.NeedsOverlayKeyForRoutes(provider));
        if (subject.NeedsCloudRoutes && !areWritten)
        {
            yield return Finding.Skipped("The routes of the nodes are not in a manifest.", provider switch
            {
                "aws" => "Before the switch, write them: Sync-AwsPodRoutes -BeforeSwitch.",
                _ when ProviderAdmission.WritesRoutes(provider) => "Gardener's controllers write them during the switch: watch the nodes' condition NetworkUnavailable.",
                _ => $"Whether provider {provider} writes them is not known: see that the network has a route to every node's pod CIDR, or give -CreatePodRoutes.",
            });
        }
    }

    public static IEnumerable<Finding> SourceDestCheck(SwitchSubject subject)
    {
        // Routes by BIRD carry pod addresses too.
        if (subject is { IsToRouteIPv4: true, Shoot.Provider: "aws" })
        {
            yield return Finding.Skipped("Whether the instances check source and destination is not in a manifest.", "aws ec2 describe-instances: SourceDestCheck must be false on every primary network interface.");
        }
    }

    public static IEnumerable<Finding> RouteController(SwitchSubject subject)
    {
        if (subject is { NeedsCloudRoutes: true, Shoot.Provider: "aws" })
        {
            yield return Finding.Skipped("Whether Gardener's route controller runs is not in a manifest.", "On the seed: kubectl get deployment aws-custom-route-controller, in the shoot's namespace.");
        }
    }

    public static IEnumerable<Finding> NodeSecurityGroup(SwitchSubject subject)
    {
        if (subject.Wish.IsOn && DataPathChecks.OwnSecurityGroup(subject.Shoot) is { } group)
        {
            yield return Finding.Skipped($"The rules of {group} are not in a manifest.", "aws ec2 describe-security-groups --group-ids " + group);
        }
    }
}
