using System.Globalization;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Core.Routes.Dumps;

/// <summary>Instances as <c>aws ec2 describe-instances</c> writes them, in reservations; or a bare array of either.</summary>
public static class InstanceDump
{
    /// <summary>The fields that are read; those of the other dumps too, to tell what a file is instead.</summary>
    public static FieldSelection Fields { get; } = FieldSelection.Of(
    [
        "NextToken", "kind", "apiVersion", "Reservations", "RouteTables", "RouteTableId", "ReservationId",
        .. OfInstance(""), .. OfInstance("Instances."),
    ]);

    /// <summary>Reads files.</summary>
    /// <exception cref="Errors.GardenerOverlayException">A file holds something else, or not all.</exception>
    public static IReadOnlyList<AwsInstance> Read(IReadOnlyList<DumpFile> files)
    {
        string? reservation = null;
        bool hasTags = false;
        IReadOnlyList<AwsInstance> instances = DumpFormat.Instances.Read<AwsInstance>(files, (path, item) =>
        {
            if (item.Node["Instances"] is not { } inReservation)
            {
                return item.Node["InstanceId"] is null ? null : [InstanceOf(path, item.Node, ref hasTags)];
            }
            // Reservations are written one after the other: the last one of a file that was cut off lacks what the others have.
            string? own = DumpFormat.TextOf(item.Node, "ReservationId");
            if (inReservation.Kind != ManifestNodeKind.Sequence || (reservation is not null && own is null))
            {
                throw DumpFormat.Instances.Incomplete(path, inReservation.Kind != ManifestNodeKind.Sequence ? "a reservation has no list of Instances" : "a reservation has no ReservationId, as the others have: the file was cut off");
            }
            reservation ??= own;
            List<AwsInstance> converted = [];
            foreach (ManifestNode instance in inReservation.Items)
            {
                converted.Add(InstanceOf(path, instance, ref hasTags));
            }
            return converted;
        });
        return hasTags || !instances.Any(instance => instance.IsAlive) ? instances : throw DumpFormat.Instances.Incomplete(files[0].Path, "no instance has Tags");
    }

    private static string[] OfInstance(string prefix) => Array.ConvertAll<string, string>(
    [
        "InstanceId", "State.Name", "VpcId", "Placement.AvailabilityZone", "Tags",
        "NetworkInterfaces.NetworkInterfaceId", "NetworkInterfaces.Attachment.DeviceIndex", "NetworkInterfaces.Attachment.NetworkCardIndex",
        "NetworkInterfaces.InterfaceType", "NetworkInterfaces.SubnetId", "NetworkInterfaces.PrivateIpAddress",
        "NetworkInterfaces.PrivateIpAddresses.PrivateIpAddress", "NetworkInterfaces.SourceDestCheck",
    ], field => prefix + field);

    private static AwsInstance InstanceOf(string path, ManifestNode node, ref bool hasTags)
    {
        string id = DumpFormat.TextOf(node, "InstanceId") ?? throw DumpFormat.Instances.Incomplete(path, "an instance has no InstanceId");
        hasTags |= node["Tags"] is { Kind: ManifestNodeKind.Sequence, Items.Count: > 0 };
        AwsInstance instance = new(
            id,
            DumpFormat.TextOf(node["State"], "Name"),
            DumpFormat.TextOf(node, "VpcId"),
            DumpFormat.TextOf(node["Placement"], "AvailabilityZone"),
            DumpFormat.TagsOf(node),
            [.. DumpFormat.ItemsOf(node, "NetworkInterfaces").Select(networkInterface => InterfaceOf(path, id, networkInterface))]);
        return !instance.IsAlive || node["NetworkInterfaces"] is { Kind: ManifestNodeKind.Sequence }
            ? instance
            : throw DumpFormat.Instances.Incomplete(path, $"{id} has no list of NetworkInterfaces");
    }

    private static AwsNetworkInterface InterfaceOf(string path, string instance, ManifestNode node)
    {
        ManifestNode? attachment = node["Attachment"];
        string[] addresses = [.. DumpFormat.ItemsOf(node, "PrivateIpAddresses").Append(node).Select(address => DumpFormat.TextOf(address, "PrivateIpAddress")).OfType<string>().Distinct(StringComparer.Ordinal)];
        return new AwsNetworkInterface(
            DumpFormat.TextOf(node, "NetworkInterfaceId") ?? throw DumpFormat.Instances.Incomplete(path, $"a network interface of {instance} has no NetworkInterfaceId"),
            IndexOf(attachment, "NetworkCardIndex"),
            IndexOf(attachment, "DeviceIndex"),
            DumpFormat.TextOf(node, "InterfaceType"),
            DumpFormat.TextOf(node, "SubnetId"),
            addresses,
            node["SourceDestCheck"] is { Kind: ManifestNodeKind.Boolean } check ? check.Text == "true" : null);
    }

    private static int IndexOf(ManifestNode? attachment, string key) =>
        int.TryParse(DumpFormat.TextOf(attachment, key), NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? index : 0;
}
