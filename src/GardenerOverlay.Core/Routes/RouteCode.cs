namespace GardenerOverlay.Core.Routes;

/// <summary>Why a route, node or table is as it is. Stable; about_GardenerOverlay explains each.</summary>
public static class RouteCode
{
    /// <summary>A node has no route in this table.</summary>
    public const string NoRoute = nameof(NoRoute);

    /// <summary>The route leads to another instance than the node's.</summary>
    public const string OtherInstance = nameof(OtherInstance);

    /// <summary>The route leads to another network interface of the node's instance than its primary one.</summary>
    public const string OtherInterface = nameof(OtherInterface);

    /// <summary>The target of the route is gone.</summary>
    public const string TargetGone = nameof(TargetGone);

    /// <summary>The route leads to the right interface of an instance that does not run.</summary>
    public const string InstanceStopped = nameof(InstanceStopped);

    /// <summary>The route is ours and no node wants it.</summary>
    public const string NoNode = nameof(NoNode);

    /// <summary>The route is ours and in a table of public subnets, where pod routes have no use.</summary>
    public const string PublicTable = nameof(PublicTable);

    /// <summary>All routes of the cluster are to go.</summary>
    public const string Removed = nameof(Removed);

    /// <summary>The route belongs to somebody else.</summary>
    public const string NotOurs = nameof(NotOurs);

    /// <summary>The route leads to something that is no instance: a gateway, a peering.</summary>
    public const string ForeignTarget = nameof(ForeignTarget);

    /// <summary>The route lies in the pod network and has not the size of a node's share.</summary>
    public const string NotNodeSize = nameof(NotNodeSize);

    /// <summary>The route leads to an instance of another cluster.</summary>
    public const string OtherCluster = nameof(OtherCluster);

    /// <summary>What the route leads to was not read: another cluster's instances are missing in the dump.</summary>
    public const string TargetUnknown = nameof(TargetUnknown);

    /// <summary>The route comes from route propagation.</summary>
    public const string Propagated = nameof(Propagated);

    /// <summary>The route holds the whole pod network, or more.</summary>
    public const string OverlapWider = nameof(OverlapWider);

    /// <summary>Two clusters share the table, and their pod networks overlap.</summary>
    public const string MultiClusterOverlap = nameof(MultiClusterOverlap);

    /// <summary>The pod CIDR lies in the VPC's own range, where AWS refuses the route.</summary>
    public const string InsideVpcCidr = nameof(InsideVpcCidr);

    /// <summary>The pod CIDR lies in a range that AWS keeps for itself.</summary>
    public const string ReservedByAws = nameof(ReservedByAws);

    /// <summary>The cluster has tables in several VPCs; only that of its nodes counts.</summary>
    public const string TablesInMultipleVpcs = nameof(TablesInMultipleVpcs);

    /// <summary>A table of a gateway takes no pod routes.</summary>
    public const string EdgeTable = nameof(EdgeTable);

    /// <summary>No table of the cluster takes pod routes.</summary>
    public const string NoWorkerTable = nameof(NoWorkerTable);

    /// <summary>There is no node with a route: nothing is deleted.</summary>
    public const string NoNodes = nameof(NoNodes);

    /// <summary>The node has no instance any more.</summary>
    public const string InstanceGone = nameof(InstanceGone);

    /// <summary>The node's instance is in another VPC than the tables.</summary>
    public const string OtherVpc = nameof(OtherVpc);

    /// <summary>The node's instance has no primary network interface that could take pod traffic.</summary>
    public const string NoPrimaryInterface = nameof(NoPrimaryInterface);

    /// <summary>The node's address is not that of the primary network interface.</summary>
    public const string NodeAddressElsewhere = nameof(NodeAddressElsewhere);

    /// <summary>The node is no EC2 instance.</summary>
    public const string NotAnEc2Instance = nameof(NotAnEc2Instance);

    /// <summary>The node does not say which instance it is.</summary>
    public const string NoProviderId = nameof(NoProviderId);

    /// <summary>The node has no pod CIDR yet.</summary>
    public const string NoPodCidr = nameof(NoPodCidr);

    /// <summary>A pod CIDR of the node is none.</summary>
    public const string MalformedPodCidr = nameof(MalformedPodCidr);

    /// <summary>The node's pod CIDR lies outside of the cluster's pod networks.</summary>
    public const string OutsidePodNetwork = nameof(OutsidePodNetwork);

    /// <summary>Two nodes have the same pod CIDR, or one holds the other's.</summary>
    public const string DuplicatePodCidr = nameof(DuplicatePodCidr);

    /// <summary>The instance drops packets that are not its own.</summary>
    public const string SourceDestCheck = nameof(SourceDestCheck);

    /// <summary>The table takes no more routes.</summary>
    public const string RouteLimitExceeded = nameof(RouteLimitExceeded);

    /// <summary>The table comes near the usual limit of routes.</summary>
    public const string RouteLimitNear = nameof(RouteLimitNear);

    /// <summary>Too large a share of the routes would go.</summary>
    public const string TooManyDeletes = nameof(TooManyDeletes);

    /// <summary>Deleting was switched off.</summary>
    public const string NoDelete = nameof(NoDelete);

    /// <summary>The node's condition does not say what its routes say.</summary>
    public const string ConditionDiffers = nameof(ConditionDiffers);
}
