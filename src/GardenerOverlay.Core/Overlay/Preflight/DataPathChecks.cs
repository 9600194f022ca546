using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Core.Overlay;

/// <summary>What happens to packets.</summary>
internal static class DataPathChecks
{
    /// <summary>Keys that the edit leaves in place and that do not do what they say, and what stays outside the config.</summary>
    public static IEnumerable<Finding> Leftovers(SwitchSubject subject)
    {
        ShootProblem[] dead = [.. subject.After.Problems.Where(problem => problem.Id is ProblemId.DeadKey or ProblemId.PoolEnvironmentIgnored)];
        foreach (ShootProblem problem in dead)
        {
            yield return Finding.Warning(problem.Message, "Remove the key; the switch leaves it alone.", problem.Field);
        }
        bool hasUnusedDevice = subject.After.Problems.Any(problem => problem.Id == ProblemId.UnusedTunnelDevice);
        if (hasUnusedDevice)
        {
            yield return Finding.Warning("Without the overlay key Felix keeps IPIP on: tunl0 stays on every node and takes 20 bytes of the pods' MTU without use.", "Use -ConfigStyle Overlay.", NetworkConfig.ShootPath + ".overlay.enabled");
        }
        bool staysUnmanaged = subject.Wish.Style == ConfigStyle.Backend && (subject.Before.State, subject.Before.Encapsulation) != (subject.After.State, subject.After.Encapsulation);
        if (staysUnmanaged)
        {
            // Source: networking-calico, charts/internal/calico/templates/ippool: no pool without the overlay key.
            yield return Finding.Warning("Without the overlay key the IP pool stays as calico-node made it: on a shoot that runs the change does not reach it.",
                "Use -ConfigStyle Overlay, or change ipipMode of the IPPool default-ipv4-ippool as well.", NetworkConfig.ShootPath + ".overlay.enabled");
        }
        // Source: gardener-extension-provider-aws, pkg/admission/mutator/shoot.go: the route controller runs if, and only if, the key is false.
        bool leavesRoutes = subject is { Wish.IsOn: true, Shoot.Provider: "aws", Present.Config.Overlay.Enabled: false };
        if (leavesRoutes)
        {
            yield return Finding.Warning("The pod routes stay in the VPC's route tables: Gardener's controller stops and cleans nothing up. They turn into blackholes and count to the quota.",
                "Remove them after the switch: Sync-AwsPodRoutes -Remove.");
        }
        if (dead.Length == 0 && !hasUnusedDevice && !staysUnmanaged && !leavesRoutes)
        {
            yield return Finding.Passed("Nothing in the configuration is left over.");
        }
    }

    /// <summary>BIRD's plain routes name the other node as the next hop, which only a node on the same segment can reach.</summary>
    public static IEnumerable<Finding> OneL2Segment(SwitchSubject subject)
    {
        if (subject.Wish.IsOn || subject.Future.Values?.HasBird != true)
        {
            yield break;
        }
        string[] zones = [.. subject.Shoot.Workers.SelectMany(worker => worker.Zones).Distinct(StringComparer.Ordinal)];
        const string Field = NetworkConfig.ShootPath + ".overlay.createPodRoutes";
        yield return (subject.Shoot.Provider, zones.Length) switch
        {
            ("gcp", _) => Finding.Failed("A VPC of GCP has no layer 2: packets to a neighbour's pods are dropped.", "Give -CreatePodRoutes:$false: GCP's controller writes the routes.", Field),
            ("aws" or "alicloud" or "azure", > 1) => Finding.Failed($"The nodes are in {zones.Length} zones, each with a subnet of its own: BIRD's routes do not reach from one to the other.", "Give -CreatePodRoutes:$false: the cloud's routes carry the pods.", Field),
            ("aws" or "alicloud" or "azure", 1) => Finding.Passed("All nodes are in one zone, and so in one subnet."),
            ("openstack", _) => Finding.Passed("Gardener puts all nodes of a shoot on OpenStack into one subnet."),
            _ => Finding.Skipped("Nobody can tell from the shoot whether all nodes are in one L2 segment.", "Look at the nodes' addresses and their subnet; BIRD's routes reach no further."),
        };
    }

    /// <summary>Source: networking-calico, vethMTU: "0" follows the network card and the tunnel; IPIP takes 20 bytes, VXLAN 50.</summary>
    public static IEnumerable<Finding> PodMtu(SwitchSubject subject)
    {
        if (subject.Future.Values is not { } values)
        {
            yield break;
        }
        int overhead = subject.Wish.IsOn ? (subject.Wish.Encapsulation == Encapsulation.VXLAN ? 50 : 20) : 0;
        const string Field = NetworkConfig.ShootPath + ".vethMTU";
        if (values.VethMtu == "0")
        {
            yield return Finding.Passed(overhead > 0 ? $"The pod MTU follows: {overhead} bytes less than the network card, for pods that start after the switch." : "The pod MTU follows the network card, for pods that start after the switch.");
        }
        else
        {
            yield return Finding.Warning($"The pod MTU is fixed to {values.VethMtu}, before and after.", overhead > 0
                ? $"Remove vethMTU or write \"0\"; if it must be fixed, it has to be {overhead} bytes below that of the network card."
                : "Remove vethMTU or write \"0\": without a tunnel pods can use the network card's MTU.", Field);
        }
    }

    /// <summary>Source: networking-calico, charts/utils.go (SNAT only while the overlay is off); the GCP and Alicloud admissions force it off.</summary>
    public static IEnumerable<Finding> SourceNat(SwitchSubject subject)
    {
        if (subject.Wish.IsOn)
        {
            yield break;
        }
        bool forcedOff = subject.Shoot.Provider is "gcp" or "alicloud";
        if (forcedOff || subject.Future.Given.SnatToUpstreamDns == false)
        {
            yield return Finding.Warning("From the switch on, hosts in the node network and the upstream DNS servers see pod addresses instead of node addresses"
                + (forcedOff ? $"; provider {subject.Shoot.Provider} sets snatToUpstreamDNS.enabled: false." : "."),
                "See that firewalls and DNS servers accept the pod CIDR and have a route back.", NetworkConfig.ShootPath + ".snatToUpstreamDNS.enabled");
        }
        else
        {
            yield return Finding.Passed("Queries to upstream DNS servers keep node addresses; other hosts in the node network see pod addresses from the switch on.");
        }
    }

    /// <summary>Source: gardener-extension-provider-aws, usage.md: only a security group of one's own lacks what Gardener's allows.</summary>
    public static IEnumerable<Finding> TunnelPorts(SwitchSubject subject)
    {
        if (!subject.Wish.IsOn)
        {
            yield break;
        }
        string needed = PortsOf(subject.Wish.Encapsulation);
        if (subject.Before.Encapsulation is Encapsulation.IPIP or Encapsulation.VXLAN && subject.Before.Encapsulation != subject.Wish.Encapsulation)
        {
            needed += $", and {PortsOf(subject.Before.Encapsulation)} until all nodes are rolled";
        }
        if (OwnSecurityGroup(subject.Shoot) is { } group)
        {
            yield return Finding.Warning($"The nodes are in the security group {group}, which Gardener does not manage: between nodes it must allow {needed}.",
                "Look at its rules: aws ec2 describe-security-groups --group-ids " + group, "spec.provider.infrastructureConfig.nodesSecurityGroupID");
        }
        else if (subject.Shoot.Provider is "aws" or "gcp" or "alicloud" or "openstack")
        {
            yield return Finding.Passed($"Needed between nodes: {needed}. The rules that Gardener makes allow it.");
        }
        else
        {
            yield return Finding.Skipped($"Needed between nodes: {needed}. The shoot does not tell what the network lets pass.", "Look at the firewall between the nodes.");
        }
    }

    /// <summary>Source: networking-calico, docs/usage/usage.md (FELIX_CHAININSERTMODE=Append with SNAT to upstream DNS).</summary>
    public static IEnumerable<Finding> NetworkPolicyDns(SwitchSubject subject)
    {
        if (subject.Wish.IsOn)
        {
            yield break;
        }
        bool appends = subject.Shoot.Provider is not ("gcp" or "alicloud") && subject.Future.Given.SnatToUpstreamDns != false;
        yield return subject.Shoot.NodeLocalDns && appends
            ? Finding.Warning("With node-local DNS and SNAT to upstream DNS, Felix appends its rules: network policies do not filter DNS queries to the node-local cache any more.",
                "If policies must filter DNS, write snatToUpstreamDNS.enabled: false.", "spec.systemComponents.nodeLocalDNS.enabled")
            : Finding.Passed("Network policies filter DNS as before.");
    }

    internal static string? OwnSecurityGroup(Shoot shoot) =>
        shoot.Provider == "aws" && shoot.InfrastructureConfig?["nodesSecurityGroupID"] is { Kind: ManifestNodeKind.Text, Text.Length: > 0 } group ? group.Text : null;

    private static string PortsOf(Encapsulation? encapsulation) => encapsulation == Encapsulation.VXLAN ? "UDP 4789 (VXLAN)" : "protocol 4 (IPIP) and TCP 179 (BGP)";
}
