namespace GardenerOverlay.Core.Routes;

/// <summary>An instance as <c>DescribeInstances</c> tells it, reduced to what the rules use.</summary>
/// <param name="Id">E.g. <c>i-0a1b</c>.</param>
/// <param name="State">E.g. <c>running</c>, <c>stopped</c>, <c>terminated</c>.</param>
/// <param name="VpcId">Its VPC.</param>
/// <param name="AvailabilityZone">Its zone.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="NetworkInterfaces">Its network interfaces; AWS promises no order.</param>
public sealed record AwsInstance(
    string Id, string? State, string? VpcId, string? AvailabilityZone, IReadOnlyDictionary<string, string> Tags, IReadOnlyList<AwsNetworkInterface> NetworkInterfaces)
{
    /// <summary>Whether it can take a route: it lives, though it may be stopped.</summary>
    public bool IsAlive => State is not ("terminated" or "shutting-down");
}

/// <summary>A network interface of an instance.</summary>
/// <param name="Id">E.g. <c>eni-0a1b</c>.</param>
/// <param name="NetworkCard">The index of its network card; 0 without attachment data.</param>
/// <param name="DeviceIndex">Its index on the card; 0 without attachment data.</param>
/// <param name="InterfaceType"><c>interface</c>, <c>efa</c>, <c>efa-only</c> and others.</param>
/// <param name="SubnetId">Its subnet.</param>
/// <param name="Addresses">Its private IPv4 addresses.</param>
/// <param name="HasSourceDestCheck">Whether it drops packets that are not its own; null where that is not told.</param>
public sealed record AwsNetworkInterface(
    string Id, int NetworkCard, int DeviceIndex, string? InterfaceType, string? SubnetId, IReadOnlyList<string> Addresses, bool? HasSourceDestCheck)
{
    /// <summary>
    /// Whether this is where the instance's traffic goes: device 0 of card 0. Every further card has a device 0 too, and
    /// an EFA-only interface carries no IP traffic at all.
    /// Source: gardener-extension-provider-aws, docs/usage/usage.md ("Network Interfaces"); aws-custom-route-controller,
    /// pkg/updater/routes.go, which looks at the device index only.
    /// </summary>
    public bool IsPrimary => NetworkCard == 0 && DeviceIndex == 0 && InterfaceType != "efa-only";
}
