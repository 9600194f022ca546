namespace GardenerOverlay.Core.Errors;

/// <content>The errors of pod routes.</content>
public static partial class ErrorTable
{
    /// <summary>A cluster without IPv4 pods.</summary>
    public static ErrorDefinition NoIPv4PodCidr { get; } = new(nameof(NoIPv4PodCidr), ErrorKind.InvalidArgument,
        "Leave the shoot out: pods with IPv6 have addresses of their node's network interface.");

    /// <summary>No route table of the cluster.</summary>
    public static ErrorDefinition RouteTableNotFound { get; } = new(nameof(RouteTableNotFound), ErrorKind.ObjectNotFound,
        "Check the cluster's name (the technical ID), the region and the account; the tables must carry the tag kubernetes.io/cluster/NAME.");

    /// <summary>Route tables in several VPCs, and nothing that tells which counts.</summary>
    public static ErrorDefinition TablesInMultipleVpcs { get; } = new(nameof(TablesInMultipleVpcs), ErrorKind.InvalidData,
        "Name the VPC with -VpcId.");

    /// <summary>Two clusters with overlapping pod networks share a route table.</summary>
    public static ErrorDefinition MultiClusterOverlap { get; } = new(nameof(MultiClusterOverlap), ErrorKind.InvalidData,
        "Switch one of the two to the overlay network, or give each its own route tables. Test-PodCidrOverlap shows which pod CIDRs overlap.");

    /// <summary>Two nodes with one pod CIDR.</summary>
    public static ErrorDefinition DuplicatePodCidr { get; } = new(nameof(DuplicatePodCidr), ErrorKind.InvalidData,
        "Delete the node that is a leftover; the other nodes are served.");

    /// <summary>A plan that deletes more than is plausible.</summary>
    public static ErrorDefinition TooManyDeletes { get; } = new(nameof(TooManyDeletes), ErrorKind.LimitsExceeded,
        "Check that the list of nodes is whole. If it is, raise -MaxDeletePercent.");

    /// <summary>A file that is not the dump that was expected.</summary>
    public static ErrorDefinition DumpNotUnderstood { get; } = new(nameof(DumpNotUnderstood), ErrorKind.InvalidData,
        "Save the output of the command that the message names, as it is, and give each file to its own parameter.");

    /// <summary>A dump from which something is missing.</summary>
    public static ErrorDefinition DumpIncomplete { get; } = new(nameof(DumpIncomplete), ErrorKind.InvalidData,
        "Save it again without --query, --max-items and filters, and check that the command ended well.");

    /// <summary>Dumps that are not about the same cluster.</summary>
    public static ErrorDefinition DumpsDisagree { get; } = new(nameof(DumpsDisagree), ErrorKind.InvalidData,
        "Save all dumps anew, from the region and account of the cluster.");

    /// <summary>A shoot whose pods do not need routes in AWS.</summary>
    public static ErrorDefinition ShootNotNative { get; } = new(nameof(ShootNotNative), ErrorKind.InvalidOperation,
        "Leave the shoot out; -BeforeSwitch plans the routes of a shoot that is about to leave the overlay network.");

    /// <summary>A shoot that may still need the routes that are to go.</summary>
    public static ErrorDefinition ShootStillNative { get; } = new(nameof(ShootStillNative), ErrorKind.InvalidOperation,
        "Switch the shoot to the overlay network first and give it as a shoot, or remove the routes once it has no node any more.");

    /// <summary>A shoot whose name in AWS is not known.</summary>
    public static ErrorDefinition TechnicalIdUnknown { get; } = new(nameof(TechnicalIdUnknown), ErrorKind.InvalidData,
        "Read the shoot from what 'kubectl get shoot NAME -o yaml' wrote, or give -ClusterName and -PodCidr.");

    /// <summary>A writing command on dumps.</summary>
    public static ErrorDefinition OfflineNeedsWhatIf { get; } = new(nameof(OfflineNeedsWhatIf), ErrorKind.InvalidOperation,
        "Add -WhatIf: from dumps a plan can be made, but nothing written.");

    private static ErrorDefinition[] OfRoutes => [ShootNotNative, ShootStillNative, TechnicalIdUnknown, OfflineNeedsWhatIf, DumpNotUnderstood, DumpIncomplete, DumpsDisagree, NoIPv4PodCidr, RouteTableNotFound, TablesInMultipleVpcs, MultiClusterOverlap, DuplicatePodCidr, TooManyDeletes];
}
