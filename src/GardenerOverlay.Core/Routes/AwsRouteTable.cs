using GardenerOverlay.Core.Addressing;

namespace GardenerOverlay.Core.Routes;

/// <summary>A route table as <c>DescribeRouteTables</c> tells it, reduced to what the rules use.</summary>
/// <param name="Id">E.g. <c>rtb-0a1b</c>.</param>
/// <param name="VpcId">Its VPC.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="Routes">Its routes, in the order of AWS.</param>
/// <param name="Associations">What it is associated with; empty where that is not known.</param>
public sealed record AwsRouteTable(
    string Id, string? VpcId, IReadOnlyDictionary<string, string> Tags, IReadOnlyList<AwsRoute> Routes, IReadOnlyList<AwsAssociation> Associations)
{
    /// <summary>The file that it was read from; null from AWS.</summary>
    public string? Path { get; init; }

    /// <summary>The line in a YAML file where it begins.</summary>
    public int? Line { get; init; }
}

/// <summary>What a route table is associated with.</summary>
/// <param name="SubnetId">A subnet.</param>
/// <param name="GatewayId">A gateway: the table routes what comes in (an edge table).</param>
/// <param name="IsMain">Whether it serves all subnets of the VPC that have no table of their own.</param>
public sealed record AwsAssociation(string? SubnetId, string? GatewayId, bool IsMain);

/// <summary>A route as <c>DescribeRouteTables</c> tells it. All fields of the target can be empty: AWS forgets what is gone.</summary>
public sealed record AwsRoute
{
    /// <summary>The origin of a route that somebody made. The others are <c>CreateRouteTable</c> and those of propagation.</summary>
    public const string CreateRoute = "CreateRoute";

    private const string Local = "local";
    private const string Active = "active";

    /// <summary>The IPv4 destination; null for IPv6 and prefix lists.</summary>
    public Cidr? Destination { get; init; }

    /// <summary>The prefix list that is the destination.</summary>
    public string? PrefixListId { get; init; }

    /// <summary>The instance.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The network interface.</summary>
    public string? NetworkInterfaceId { get; init; }

    /// <summary>A target that is no instance and no network interface: gateways, peerings, endpoints; <c>local</c> for the VPC itself.</summary>
    public string? Gateway { get; init; }

    /// <summary>Who made it.</summary>
    public string? Origin { get; init; }

    /// <summary><c>active</c>, <c>blackhole</c> or <c>filtered</c>; a route without a state counts as active.</summary>
    public string? State { get; init; }

    /// <summary>Whether it carries packets.</summary>
    public bool IsActive => State is null or Active;

    /// <summary>Whether it is the VPC's own range.</summary>
    public bool IsLocal => Gateway == Local;

    /// <summary>Whether route propagation made it: it does not count against the quota, and a static one may stand beside it.</summary>
    public bool IsPropagated => Origin is "EnableVgwRoutePropagation" or "Advertisement";

    /// <summary>What it leads to, for people.</summary>
    public string Target => Gateway ?? InstanceId ?? NetworkInterfaceId ?? "nothing";
}
