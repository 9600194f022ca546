using System.Globalization;
using System.Text.RegularExpressions;
using GardenerOverlay.Core.Shoots;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace GardenerOverlay.Clients.Manifests;

/// <summary>
/// What a YAML scalar is to Gardener's API: kubectl resolves plain scalars by YAML 1.1, so that yes, no, on and off
/// are booleans. Source: go-yaml v2 resolve.go, which sigs.k8s.io/yaml uses.
/// </summary>
internal static partial class YamlScalar
{
    public const string MergeKey = "<<";

    public static ManifestNode Resolve(Scalar scalar)
    {
        int line = (int)scalar.Start.Line;
        string text = scalar.Value;
        string tag = scalar.Tag.IsEmpty ? "" : scalar.Tag.Value;
        if (tag is "!" or "tag:yaml.org,2002:str" || (tag.Length == 0 && scalar.Style != ScalarStyle.Plain))
        {
            return ManifestNode.OfText(text, line);
        }
        return text switch
        {
            "y" or "Y" or "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON" => ManifestNode.OfBoolean(value: true, text, line),
            "n" or "N" or "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF" => ManifestNode.OfBoolean(value: false, text, line),
            "" or "~" or "null" or "Null" or "NULL" => ManifestNode.OfNull(line),
            _ when IsNumber(text) => ManifestNode.OfNumber(Decimal(text), line),
            _ => ManifestNode.OfText(text, line),
        };
    }

    public static bool IsMergeKey(Scalar key) => key is { Style: ScalarStyle.Plain, Value: MergeKey, Tag.IsEmpty: true };

    /// <summary>Whole numbers that are not written in plain decimals, like 0x10, 010 and 1_000; others stay as written.</summary>
    private static string Decimal(string text)
    {
        ReadOnlySpan<char> digits = text.Replace("_", "", StringComparison.Ordinal).AsSpan();
        bool isNegative = digits[0] == '-';
        digits = digits.TrimStart("+-");
        long value;
        bool isInteger = digits switch
        {
            ['0', 'x', .. var hex] => long.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value),
            ['0', 'b', .. var binary] => long.TryParse(binary, NumberStyles.AllowBinarySpecifier, CultureInfo.InvariantCulture, out value),
            ['0', 'o', .. var octal] => TryParseOctal(octal, out value),
            ['0', _, ..] => TryParseOctal(digits[1..], out value),
            _ => long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value),
        };
        return isInteger && value >= 0 ? (isNegative ? -value : value).ToString(CultureInfo.InvariantCulture) : text;
    }

    private static bool TryParseOctal(ReadOnlySpan<char> digits, out long value)
    {
        value = 0;
        if (digits.IsEmpty || digits.Length > 20 || digits.ContainsAnyExceptInRange('0', '7'))
        {
            return false;
        }
        foreach (char digit in digits)
        {
            value = (value * 8) + (digit - '0');
        }
        return true;
    }

    private static bool IsNumber(string text) => (char.IsAsciiDigit(text[0]) || text[0] is '+' or '-' or '.') && text.Length <= 400 && Number().IsMatch(text);

    [GeneratedRegex(@"^([-+]?(\.[0-9]+|[0-9][0-9_]*(\.[0-9_]*)?)([eE][-+]?[0-9]+)?|[-+]?0x[0-9a-fA-F_]+|[-+]?0b[01_]+|[-+]?0o[0-7_]+|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
