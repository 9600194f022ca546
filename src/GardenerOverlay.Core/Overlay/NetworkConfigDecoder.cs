using System.Text.RegularExpressions;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Core.Overlay;

/// <summary>
/// Decodes a NetworkConfig as strictly as Gardener does, with the words of its decoder.
/// Source: networking-calico, pkg/apis/calico/v1alpha1/helper/decode.go (serializer.EnableStrict); sigs.k8s.io/json.
/// </summary>
public static partial class NetworkConfigDecoder
{
    /// <summary>No amount is longer; it keeps the expression's backtracking small.</summary>
    private const int MaximumQuantityLength = 64;

    private static readonly GoStruct Enabled = new("", new() { ["enabled"] = GoType.Bool });
    private static readonly GoStruct Root = new("NetworkConfig", new()
    {
        ["apiVersion"] = GoType.String,
        ["kind"] = GoType.String,
        ["backend"] = GoType.Named("v1alpha1.Backend"),
        ["ipam"] = GoType.Of(new GoStruct("IPAM", new() { ["type"] = GoType.String, ["cidr"] = GoType.Named("v1alpha1.CIDR") })),
        ["ipv4"] = GoType.Of(Pool("IPv4", sourceNat: false)),
        ["ipv6"] = GoType.Of(Pool("IPv6", sourceNat: true)),
        ["typha"] = GoType.Of(Enabled with { Name = "Typha" }),
        ["vethMTU"] = GoType.String,
        ["ebpfDataplane"] = GoType.Of(Enabled with { Name = "EbpfDataplane" }),
        ["overlay"] = GoType.Of(new GoStruct("Overlay", new() { ["enabled"] = GoType.Bool, ["createPodRoutes"] = GoType.Bool })),
        ["snatToUpstreamDNS"] = GoType.Of(Enabled with { Name = "SnatToUpstreamDNS" }),
        ["autoScaling"] = GoType.Of(new GoStruct("AutoScaling", new()
        {
            ["mode"] = GoType.Named("v1alpha1.AutoscalingMode"),
            ["resources"] = GoType.Of(new GoStruct("Resources", new() { ["node"] = GoType.ResourceList, ["typha"] = GoType.ResourceList })),
        })),
        ["vxlan"] = GoType.Of(Enabled with { Name = "VXLAN" }),
        ["ipip"] = GoType.Named("v1alpha1.PoolMode"),
        ["ipAutodetectionMethod"] = GoType.String,
        ["wireguardEncryption"] = GoType.Bool,
        ["birdExporter"] = GoType.Of(Enabled with { Name = "BirdExporter" }),
        ["multus"] = GoType.Of(new GoStruct("Multus", new() { ["enabled"] = GoType.Bool, ["installCNIPlugins"] = GoType.Bool })),
        ["serviceLoopPrevention"] = GoType.Named("v1alpha1.ServiceLoopPrevention"),
    });

    /// <summary>Decodes the config.</summary>
    /// <param name="node">The providerConfig; null where absent.</param>
    /// <param name="path">Its absolute path, for the problems' fields.</param>
    /// <returns>The config, and what Gardener's decoder would refuse (then the config is not to be used).</returns>
    public static (NetworkConfig Config, IReadOnlyList<ShootProblem> Refusals) Decode(ManifestNode? node, string path)
    {
        if (node is null or { Kind: ManifestNodeKind.Null })
        {
            return (new NetworkConfig(), []);
        }
        List<ShootProblem> refusals = [];
        DecodeStruct(node, Root, "", path, refusals);
        CheckTypeMeta(node, path, refusals);
        return (Read(node), refusals);
    }

    private static GoStruct Pool(string name, bool sourceNat)
    {
        GoStruct pool = new(name, new() { ["pool"] = GoType.Named("v1alpha1.Pool"), ["mode"] = GoType.Named("v1alpha1.PoolMode"), ["autoDetectionMethod"] = GoType.String });
        if (sourceNat)
        {
            pool.Fields.Add("sourceNATEnabled", GoType.Bool);
        }
        return pool;
    }

    private static void DecodeStruct(ManifestNode node, GoStruct type, string goPath, string path, List<ShootProblem> refusals)
    {
        foreach ((string key, ManifestNode value) in node.Entries)
        {
            string field = $"{path}.{key}";
            string goField = goPath.Length == 0 ? key : $"{goPath}.{key}";
            if (!type.Fields.TryGetValue(key, out GoType? fieldType))
            {
                refusals.Add(new ShootProblem(ProblemId.UnknownField, field, UnknownField(key, goField, type)));
                continue;
            }
            // Go's decoder takes null as "not given", whatever the type.
            if (value.Kind == ManifestNodeKind.Null)
            {
                continue;
            }
            if (value.Kind != fieldType.Kind)
            {
                refusals.Add(new ShootProblem(ProblemId.WrongType, field, WrongType(value, type, goField, fieldType)));
                continue;
            }
            if (fieldType.Struct is { } inner)
            {
                DecodeStruct(value, inner, goField, field, refusals);
            }
            if (fieldType.IsQuantities)
            {
                CheckQuantities(value, field, refusals);
            }
        }
    }

    private static string UnknownField(string key, string goField, GoStruct type)
    {
        string? meant = type.Fields.Keys.FirstOrDefault(name => string.Equals(name, key, StringComparison.OrdinalIgnoreCase));
        return $"strict decoding error: unknown field \"{goField}\"." + (meant is null ? "" : $" Names are case-sensitive: write {meant}.");
    }

    private static string WrongType(ManifestNode value, GoStruct type, string goField, GoType fieldType)
    {
        string message = $"json: cannot unmarshal {GoKind(value.Kind)} into Go struct field {type.Name}.{goField} of type {fieldType.GoName}.";
        return (value.Kind, fieldType.Kind) switch
        {
            (ManifestNodeKind.Boolean, ManifestNodeKind.Text) when value.Written is not ("true" or "false") =>
                $"{message} YAML 1.1 reads {value.Written} without quotes as a boolean: write \"{value.Written}\".",
            (ManifestNodeKind.Text, ManifestNodeKind.Boolean) when value.Text is "true" or "false" => $"{message} Write {value.Text} without quotes.",
            (ManifestNodeKind.Number, ManifestNodeKind.Text) => $"{message} Write \"{value.Text}\" in quotes.",
            (ManifestNodeKind.Boolean, ManifestNodeKind.Mapping) when fieldType.Struct!.Fields.ContainsKey("enabled") =>
                $"{message} Write {goField}: {{enabled: {value.Text}}}.",
            _ => message,
        };
    }

    private static string GoKind(ManifestNodeKind kind) => kind switch
    {
        ManifestNodeKind.Boolean => "bool",
        ManifestNodeKind.Number => "number",
        ManifestNodeKind.Text => "string",
        ManifestNodeKind.Sequence => "array",
        _ => "object",
    };

    private static void CheckQuantities(ManifestNode resources, string path, List<ShootProblem> refusals)
    {
        foreach ((string name, ManifestNode amount) in resources.Entries)
        {
            if (amount.Kind is not (ManifestNodeKind.Text or ManifestNodeKind.Number) || amount.Text.Length > MaximumQuantityLength || !Quantity().IsMatch(amount.Text))
            {
                refusals.Add(new ShootProblem(ProblemId.WrongType, $"{path}.{name}", "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"));
            }
        }
    }

    private static void CheckTypeMeta(ManifestNode node, string path, List<ShootProblem> refusals)
    {
        if (node.Kind != ManifestNodeKind.Mapping)
        {
            refusals.Add(new ShootProblem(ProblemId.WrongType, path, $"json: cannot unmarshal {GoKind(node.Kind)} into Go value of type v1alpha1.NetworkConfig."));
            return;
        }
        // A missing or empty apiVersion or kind is filled in from the type that is asked for.
        string apiVersion = Text(node["apiVersion"]) is { Length: > 0 } version ? version : NetworkConfig.ApiVersion;
        string kind = Text(node["kind"]) is { Length: > 0 } name ? name : NetworkConfig.KindName;
        if (apiVersion != NetworkConfig.ApiVersion || kind != NetworkConfig.KindName)
        {
            refusals.Add(new ShootProblem(
                ProblemId.InvalidValue,
                apiVersion != NetworkConfig.ApiVersion ? $"{path}.apiVersion" : $"{path}.kind",
                $"no kind \"{kind}\" is registered for version \"{apiVersion}\". Calico's is {NetworkConfig.KindName} of {NetworkConfig.ApiVersion}."));
        }
    }

    private static NetworkConfig Read(ManifestNode node) => new()
    {
        Backend = Text(node["backend"]),
        IpamType = Text(node["ipam"]?["type"]),
        IpamCidr = Text(node["ipam"]?["cidr"]),
        IPv4 = ReadPool(node["ipv4"]),
        IPv6 = ReadPool(node["ipv6"]),
        VethMtu = Text(node["vethMTU"]),
        EbpfEnabled = Boolean(node["ebpfDataplane"]?["enabled"]) ?? false,
        Overlay = node["overlay"] is { Kind: ManifestNodeKind.Mapping } overlay
            ? new OverlayConfig(Boolean(overlay["enabled"]), Boolean(overlay["createPodRoutes"]))
            : null,
        VxlanEnabled = Boolean(node["vxlan"]?["enabled"]) ?? false,
        SnatToUpstreamDns = Boolean(node["snatToUpstreamDNS"]?["enabled"]),
        Ipip = Text(node["ipip"]),
        IpAutodetectionMethod = Text(node["ipAutodetectionMethod"]),
        AutoScalingMode = node["autoScaling"] is { Kind: ManifestNodeKind.Mapping } scaling ? Text(scaling["mode"]) ?? "" : null,
        AutoScalingResources = ReadResources(node["autoScaling"]?["resources"]),
        ServiceLoopPrevention = Text(node["serviceLoopPrevention"]),
    };

    private static PoolConfig? ReadPool(ManifestNode? node) => node is { Kind: ManifestNodeKind.Mapping }
        ? new PoolConfig(Text(node["pool"]), Text(node["mode"]), Text(node["autoDetectionMethod"]))
        : null;

    private static Dictionary<string, string> ReadResources(ManifestNode? resources)
    {
        Dictionary<string, string> amounts = new(StringComparer.Ordinal);
        foreach (string owner in (ReadOnlySpan<string>)["node", "typha"])
        {
            foreach ((string name, ManifestNode amount) in resources?[owner]?.Entries ?? [])
            {
                amounts[$"autoScaling.resources.{owner}.{name}"] = amount.Text;
            }
        }
        return amounts;
    }

    private static string? Text(ManifestNode? node) => node is { Kind: ManifestNodeKind.Text } ? node.Text : null;

    private static bool? Boolean(ManifestNode? node) => node is { Kind: ManifestNodeKind.Boolean } ? node.Text == "true" : null;

    [GeneratedRegex("^[+-]?[0-9.]+[eEinumkKMGTP]*[-+]?[0-9]*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quantity();

    /// <summary>A Go struct of the API: its name (decoder messages carry it) and its JSON fields.</summary>
    private sealed record GoStruct(string Name, Dictionary<string, GoType> Fields);

    private sealed record GoType(ManifestNodeKind Kind, string GoName, GoStruct? Struct = null, bool IsQuantities = false)
    {
        public static GoType Bool { get; } = new(ManifestNodeKind.Boolean, "bool");

        public static GoType String { get; } = new(ManifestNodeKind.Text, "string");

        public static GoType ResourceList { get; } = new(ManifestNodeKind.Mapping, "v1.ResourceList", IsQuantities: true);

        public static GoType Named(string name) => new(ManifestNodeKind.Text, name);

        public static GoType Of(GoStruct type) => new(ManifestNodeKind.Mapping, "v1alpha1." + type.Name, type);
    }
}
