using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Core.Overlay;

/// <summary>Why a shoot has its verdict, in one sentence that names the field that decided.</summary>
internal static class OverlayReason
{
    public static string For(Shoot shoot, NetworkConfig given, NetworkConfig config, CalicoValues values, IReadOnlyList<string> families) =>
        $"{Cause(shoot, given, config, families)}: {Effect(values)}.";

    private static string Cause(Shoot shoot, NetworkConfig given, NetworkConfig config, IReadOnlyList<string> families) => given switch
    {
        { Overlay: { Enabled: null } } => "overlay has no enabled, which Calico reads as false",
        { Overlay: not null } => $"overlay.enabled is {(given.Overlay.IsOn ? "true" : "false")}",
        _ when config.Overlay is { } added => $"No overlay key in the manifest; provider {shoot.Provider} sets overlay.enabled: {(added.IsOn ? "true" : "false")} on creation",
        _ when families.Contains(IpFamily.IPv6) => "No overlay key, and Calico goes native with IPv6",
        _ when shoot.Provider == "azure" => "No overlay key, and Azure's webhook forces backend none",
        { Backend: null, IPv4: null or { Pool: null, Mode: null }, VxlanEnabled: false } => "No overlay key, so Calico's defaults count",
        { VxlanEnabled: true } => "No overlay key, but vxlan.enabled",
        _ => $"No overlay key, so {Legacy(given)}",
    };

    private static string Legacy(NetworkConfig given)
    {
        List<string> keys = [];
        Add("backend", given.Backend);
        Add("ipv4.pool", given.IPv4?.Pool);
        Add("ipv4.mode", given.IPv4?.Mode);
        return string.Join(", ", keys) + (keys.Count == 1 ? " counts" : " count");

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                keys.Add($"{name} {value}");
            }
        }
    }

    private static string Effect(CalicoValues values) => Verdict.Of(values).State switch
    {
        OverlayState.Enabled => values.VxlanMode == CalicoValue.Always ? "pods are tunnelled by VXLAN" : "pods are tunnelled by IPIP",
        OverlayState.Partial => "IPIP between subnets, direct routes within one",
        OverlayState.Inconsistent => "the IP pool and the data plane disagree",
        _ => values.HasBird ? "no tunnel, BIRD routes between nodes of one L2 segment" : "no tunnel, the cloud's routes carry pod traffic",
    };
}
