using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using GardenerOverlay.Core.Addressing;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Core.Overlay;

/// <summary>
/// What Calico's admission refuses in a NetworkConfig, with its field paths and words.
/// Source: networking-calico, pkg/apis/calico/validation/networkconfig.go.
/// </summary>
public static partial class NetworkConfigValidation
{
    private static readonly string[] Backends = [CalicoValue.Bird, CalicoValue.None, CalicoValue.Vxlan];
    private static readonly string[] Pools = [CalicoValue.Ipip, CalicoValue.Vxlan];
    private static readonly string[] Modes = [CalicoValue.Always, CalicoValue.Never, CalicoValue.CrossSubnet, CalicoValue.Off];
    private static readonly string[] VxlanModes = [CalicoValue.Always, CalicoValue.Never];
    private static readonly string[] IpamTypes = [CalicoValue.CalicoIpam, CalicoValue.HostLocal];
    private static readonly string[] AutoScalingModes = ["cluster-proportional", "vpa", "static"];
    private static readonly string[] LoopPreventions = ["Disabled", "Drop", "Reject"];

    /// <summary>The refusals, empty where the config is accepted.</summary>
    /// <param name="config">The decoded config.</param>
    /// <param name="ipFamilies">The shoot's IP families.</param>
    /// <param name="path">The config's absolute path.</param>
    public static IReadOnlyList<ShootProblem> Validate(NetworkConfig config, IReadOnlyList<string> ipFamilies, string path)
    {
        Collector errors = new(path);
        errors.OneOf("backend", config.Backend, Backends);
        ValidateIpam(config, ipFamilies, errors);
        ValidatePool("ipv4", config.IPv4, errors);
        ValidatePool("ipv6", config.IPv6, errors);
        if (config.VethMtu is { } mtu)
        {
            ValidateMtu(mtu, errors);
        }
        errors.OneOf("autoScaling.mode", config.AutoScalingMode, AutoScalingModes);
        ValidateResources(config, errors);
        errors.OneOf("serviceLoopPrevention", config.ServiceLoopPrevention, LoopPreventions);
        errors.OneOf("ipip", config.Ipip, Modes);
        if (config.IpAutodetectionMethod is { } method)
        {
            // The admission spells this path with a capital D, other than the field.
            ValidateAutoDetection("ipAutoDetectionMethod", method, errors);
        }
        return errors.Problems;
    }

    private static void ValidateIpam(NetworkConfig config, IReadOnlyList<string> ipFamilies, Collector errors)
    {
        if (!string.IsNullOrEmpty(config.IpamType))
        {
            errors.OneOf("ipam.type", config.IpamType, IpamTypes);
        }
        if (config.IpamType == CalicoValue.CalicoIpam && ipFamilies.Contains(IpFamily.IPv6))
        {
            errors.Invalid("ipam.type", config.IpamType, $"IPAM type \"{CalicoValue.CalicoIpam}\" is only supported for IPv4 single-stack shoots, use \"{CalicoValue.HostLocal}\" instead");
        }
        if (config.IpamCidr is { } cidr && !cidr.Equals("usePodCidr", StringComparison.OrdinalIgnoreCase) && !Cidr.TryParse(cidr, out _))
        {
            errors.Invalid("ipam.cidr", cidr, "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)");
        }
    }

    private static void ValidatePool(string name, PoolConfig? pool, Collector errors)
    {
        if (pool is null)
        {
            return;
        }
        errors.OneOf($"{name}.pool", pool.Pool, Pools);
        errors.OneOf($"{name}.mode", pool.Mode, Modes);
        if (pool is { Pool: CalicoValue.Vxlan, Mode: { } mode } && Modes.Contains(mode) && !VxlanModes.Contains(mode))
        {
            errors.Invalid($"{name}.mode", mode, $"unsupported value \"{mode}\" for mode with pool \"vxlan\", supported values are [\"Always\", \"Never\"]");
        }
        if (!string.IsNullOrEmpty(pool.AutoDetectionMethod))
        {
            ValidateAutoDetection($"{name}.autoDetectionMethod", pool.AutoDetectionMethod, errors);
        }
    }

    private static void ValidateMtu(string mtu, Collector errors)
    {
        if (mtu.Length == 0)
        {
            errors.Invalid("vethMTU", mtu, "MTU cannot be empty");
        }
        else if (!long.TryParse(mtu, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value))
        {
            errors.Invalid("vethMTU", mtu, $"invalid MTU: strconv.Atoi: parsing \"{mtu}\": invalid syntax");
        }
        else if (value < 0)
        {
            errors.Invalid("vethMTU", mtu, "MTU must be a positive integer");
        }
    }

    private static void ValidateResources(NetworkConfig config, Collector errors)
    {
        foreach ((string field, string amount) in config.AutoScalingResources)
        {
            string resource = field[(field.LastIndexOf('.') + 1)..];
            if (resource is not ("cpu" or "memory"))
            {
                errors.Invalid(field, amount, $"Unsupported resource: {resource}");
                continue;
            }
            string label = resource == "cpu" ? "CPU" : "Memory";
            bool isZero = ZeroQuantity().IsMatch(amount);
            if (isZero || amount.StartsWith('-'))
            {
                errors.Invalid(field, amount, isZero ? $"{label} resource must be specified and cannot be zero" : $"{label} resource must be positive");
            }
        }
    }

    private static void ValidateAutoDetection(string field, string method, Collector errors)
    {
        string[] parts = method.Split('=', 2);
        string? parameter = parts.Length == 2 && parts[1].Length > 0 ? parts[1] : null;
        string? fault = parts[0] switch
        {
            _ when method.Length == 0 => "method cannot be empty",
            "first-found" or "kubernetes-internal-ip" => parts.Length == 1 ? null : $"option {parts[0]} does not take a parameter",
            "cidr" or "can-reach" or "interface" or "skip-interface" when parameter is null => $"option {parts[0]} requires a parameter",
            "cidr" => Cidr.TryParse(parameter, out _) ? null : "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)",
            "can-reach" => IPAddress.TryParse(parameter, out _) || IsDnsName(parameter!) ? null : "parameter for can-reach must be a valid IP address or DNS name",
            "interface" or "skip-interface" => IsRegularExpression(parameter!) ? null : $"invalid regex for option {parts[0]}",
            _ => $"invalid option \"{parts[0]}\", supported options are [first-found can-reach interface skip-interface cidr kubernetes-internal-ip]",
        };
        if (fault is not null)
        {
            errors.Invalid(field, method, fault);
        }
    }

    private static bool IsDnsName(string text) => text.Length <= 253 && DnsName().IsMatch(text);

    /// <summary>.NET's non-backtracking engine refuses what Go's RE2 refuses: look-arounds and back references.</summary>
    private static bool IsRegularExpression(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
            return true;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^[+-]?[0.]+([^0-9.].*)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ZeroQuantity();

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DnsName();

    private sealed class Collector(string path)
    {
        public List<ShootProblem> Problems { get; } = [];

        public void Invalid(string field, string value, string detail) =>
            Problems.Add(new ShootProblem(ProblemId.InvalidValue, $"{path}.{field}", $"Invalid value: \"{value}\": {detail}"));

        public void OneOf(string field, string? value, string[] allowed)
        {
            if (value is not null && !allowed.Contains(value))
            {
                string name = field[(field.LastIndexOf('.') + 1)..];
                string? meant = allowed.FirstOrDefault(word => word.Equals(value, StringComparison.OrdinalIgnoreCase));
                Invalid(field, value, $"unsupported value \"{value}\" for {name}, supported values are [{string.Join(", ", allowed.Select(word => $"\"{word}\""))}]"
                    + (meant is null ? "" : $". Write {meant}."));
            }
        }
    }
}
