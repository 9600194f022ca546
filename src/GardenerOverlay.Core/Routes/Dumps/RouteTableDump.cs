using GardenerOverlay.Core.Addressing;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Core.Routes.Dumps;

/// <summary>Route tables as <c>aws ec2 describe-route-tables</c> writes them.</summary>
public static class RouteTableDump
{
    /// <summary>What a route says about its destination and itself; anything else in it is a target.</summary>
    private static readonly HashSet<string> s_noTargets = new(StringComparer.Ordinal)
    {
        "DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId", "InstanceId", "InstanceOwnerId", "NetworkInterfaceId", "Origin", "State", "IpAddress",
    };

    /// <summary>The fields that are read; those of the other dumps too, to tell what a file is instead.</summary>
    public static FieldSelection Fields { get; } = FieldSelection.Of(
        "NextToken", "kind", "apiVersion", "RouteTables", "Reservations", "InstanceId", "Instances.InstanceId",
        "RouteTableId", "VpcId", "OwnerId", "Tags", "Routes", "Associations.SubnetId", "Associations.GatewayId", "Associations.Main");

    /// <summary>Reads files.</summary>
    /// <exception cref="Errors.GardenerOverlayException">A file holds something else, or not all.</exception>
    public static IReadOnlyList<AwsRouteTable> Read(IReadOnlyList<DumpFile> files)
    {
        string? owner = null;
        bool hasTags = false;
        IReadOnlyList<AwsRouteTable> tables = DumpFormat.RouteTables.Read<AwsRouteTable>(files, (path, item) =>
        {
            if (DumpFormat.TextOf(item.Node, "RouteTableId") is not { } id)
            {
                return null;
            }
            // Tables are written one after the other: the last one of a file that was cut off lacks what the others have.
            string? own = DumpFormat.TextOf(item.Node, "OwnerId");
            if (owner is not null && own is null)
            {
                throw DumpFormat.RouteTables.Incomplete(path, $"{id} has no OwnerId, as the others have: the file was cut off");
            }
            owner ??= own;
            hasTags |= item.Node["Tags"] is { Kind: ManifestNodeKind.Sequence };
            return [TableOf(path, item, id)];
        });
        return hasTags || tables.Count == 0 ? tables : throw DumpFormat.RouteTables.Incomplete(files[0].Path, "no table has Tags");
    }

    private static AwsRouteTable TableOf(string path, DumpItem item, string id)
    {
        if (item.Node["Routes"] is not { Kind: ManifestNodeKind.Sequence } routes)
        {
            throw DumpFormat.RouteTables.Incomplete(path, $"{id} has no list of Routes");
        }
        return new AwsRouteTable(
            id,
            DumpFormat.TextOf(item.Node, "VpcId"),
            DumpFormat.TagsOf(item.Node),
            [.. routes.Items.Select(route => RouteOf(path, id, route))],
            [.. DumpFormat.ItemsOf(item.Node, "Associations").Select(AssociationOf)])
        {
            Path = path,
            Line = DumpFormat.LineOf(item),
        };
    }

    private static AwsRoute RouteOf(string path, string table, ManifestNode route)
    {
        string? destination = DumpFormat.TextOf(route, "DestinationCidrBlock");
        string? prefixList = DumpFormat.TextOf(route, "DestinationPrefixListId");
        Cidr cidr = default;
        if (destination is not null ? !Cidr.TryParse(destination, out cidr) : prefixList is null && DumpFormat.TextOf(route, "DestinationIpv6CidrBlock") is null)
        {
            throw DumpFormat.RouteTables.Incomplete(path, $"a route of {table} has no destination that can be read");
        }
        return new AwsRoute
        {
            Destination = destination is null ? null : cidr,
            PrefixListId = prefixList,
            InstanceId = DumpFormat.TextOf(route, "InstanceId"),
            NetworkInterfaceId = DumpFormat.TextOf(route, "NetworkInterfaceId"),
            Gateway = route.Entries.Where(entry => !s_noTargets.Contains(entry.Key) && entry.Value.Written.Length > 0).Select(entry => entry.Value.Written).FirstOrDefault(),
            Origin = DumpFormat.TextOf(route, "Origin") ?? throw DumpFormat.RouteTables.Incomplete(path, $"a route of {table} has no Origin"),
            State = DumpFormat.TextOf(route, "State"),
        };
    }

    private static AwsAssociation AssociationOf(ManifestNode association) => new(
        DumpFormat.TextOf(association, "SubnetId"),
        DumpFormat.TextOf(association, "GatewayId"),
        association["Main"] is { Kind: ManifestNodeKind.Boolean, Text: "true" });
}
