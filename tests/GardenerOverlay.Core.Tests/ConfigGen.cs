using CsCheck;
using GardenerOverlay.Core.Overlay;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Core.Tests;

/// <summary>Generates shoots with NetworkConfigs of every shape that can be written.</summary>
internal static class ConfigGen
{
    private static readonly Gen<string> s_switch = Nodes.AnyOf("""{"enabled": true}""", """{"enabled": false}""", """{"enabled": null}""", "{}", "null");
    private static readonly Gen<string> s_odd = Nodes.AnyOf("true", "false", "7", "\"\"", "\"None\"", "[]", "{}", "null", """{"enabled": "true"}""", """{"typo": 1}""", """{"enabled": true, "typo": 1}""", """{"mode": false}""", """{"mode": "always", "pool": "VXLAN"}""");

    private static readonly Gen<string> s_ipv4 = Object(
        ("mode", Nodes.AnyOf("\"Always\"", "\"Never\"", "\"Off\"", "\"CrossSubnet\"", "null")),
        ("pool", Nodes.AnyOf("\"ipip\"", "\"vxlan\"", "null")),
        ("autoDetectionMethod", Nodes.AnyOf("\"first-found\"", "\"interface=eth0\"")));

    private static readonly Gen<string> s_ipv6 = Object(
        ("mode", Nodes.AnyOf("\"Always\"", "\"Never\"", "null")), ("pool", Gen.Const("\"vxlan\"")), ("sourceNATEnabled", Nodes.AnyOf("true", "false")));

    private static readonly (string Key, Gen<string> Value)[] s_keys =
    [
        ("apiVersion", Nodes.AnyOf($"\"{NetworkConfig.ApiVersion}\"", "\"\"", "null")),
        ("kind", Nodes.AnyOf($"\"{NetworkConfig.KindName}\"", "null")),
        ("overlay", Gen.OneOf(s_switch, Object(("createPodRoutes", Nodes.AnyOf("true", "false", "null")), ("enabled", Nodes.AnyOf("true", "false"))))),
        ("backend", Nodes.AnyOf("\"bird\"", "\"none\"", "\"vxlan\"", "null")),
        ("ipv4", Gen.OneOf(s_ipv4, Gen.Const("null"))),
        ("vxlan", s_switch),
        ("ipam", Gen.OneOf(Object(("type", Nodes.AnyOf("\"host-local\"", "\"calico-ipam\"", "\"\"")), ("cidr", Gen.Const("\"usePodCIDR\""))), Gen.Const("null"))),
        ("vethMTU", Nodes.AnyOf("\"0\"", "\"1440\"")),
        ("snatToUpstreamDNS", s_switch),
        ("typha", s_switch),
        ("ipip", Gen.Const("\"Never\"")),
    ];

    /// <summary>Configs that Gardener accepts wherever ipv4 is allowed, or whose only faults are in keys that a switch settles.</summary>
    public static Gen<string> Valid { get; } = Object(s_keys);

    /// <summary>The same and such that Gardener refuses: wrong types, unknown keys, misspelt words, keys of IPv6.</summary>
    public static Gen<string> Any { get; } = Object([.. s_keys.Select(entry => (entry.Key, Gen.Frequency((6, entry.Value), (1, s_odd)))), ("ipv6", s_ipv6), ("overlai", Gen.Const("{}"))]);

    public static Gen<Shoot> Shoots(Gen<string> configs, params string[][] families) =>
        Gen.Select(Gen.Frequency((1, Gen.Const((string?)null)), (20, configs.Select(text => (string?)text))), Nodes.AnyOf("aws", "gcp", "alicloud", "azure", "openstack", "local"), Gen.Bool, Nodes.AnyOf(families))
            .Select((config, provider, stored, family) => Nodes.Shoot(config, provider, stored, family) with
            {
                PodCidrs = [new FieldValue("spec.networking.pods", "100.96.0.0/11", 0)],
                NodeCidrs = [new FieldValue("spec.networking.nodes", "10.250.0.0/16", 0)],
            });

    public static Gen<OverlayWish> Wishes(ConfigStyle style) => Gen.Select(Gen.Bool, Nodes.AnyOf<Encapsulation?>(null, Encapsulation.IPIP, Encapsulation.VXLAN), Nodes.AnyOf<bool?>(null, true, false))
        .Select((on, encapsulation, routes) => on
            ? new OverlayWish(OverlayState.Enabled) { Encapsulation = encapsulation, Style = style }
            : new OverlayWish(OverlayState.Disabled) { CreatePodRoutes = routes, Style = style });

    /// <summary>An object with some of the keys, in any order.</summary>
    private static Gen<string> Object(params (string Key, Gen<string> Value)[] keys) =>
        Gen.OneOf([.. keys.Select(entry => entry.Value.Select(value => (entry.Key, Value: value)))]).Array[0, keys.Length * 2]
            .Select(entries => "{" + string.Join(", ", entries.DistinctBy(entry => entry.Key).Select(entry => $"\"{entry.Key}\": {entry.Value}")) + "}");
}
