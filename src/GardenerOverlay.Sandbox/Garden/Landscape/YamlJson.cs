using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace GardenerOverlay.Sandbox.Garden.Landscape;

/// <summary>Reads YAML as Kubernetes does: what a scalar means is YAML 1.1, and the result is JSON.</summary>
internal static partial class YamlJson
{
    private static readonly string[] s_true = ["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"];
    private static readonly string[] s_false = ["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"];

    /// <summary>All documents that hold something.</summary>
    /// <exception cref="FormatException">It is no YAML; the message names the place.</exception>
    public static IReadOnlyList<JsonNode> Documents(TextReader text)
    {
        try
        {
            YamlStream stream = [];
            stream.Load(new MergingParser(new Parser(text)));
            return [.. stream.Documents.Select(document => Convert(document.RootNode)).OfType<JsonNode>()];
        }
        catch (YamlException problem)
        {
            throw new FormatException($"line {problem.Start.Line}, column {problem.Start.Column}: {problem.Message}", problem);
        }
    }

    private static JsonNode? Convert(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value ?? "", Convert(pair.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(Convert)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Tag.IsEmpty: true } scalar => Plain(scalar.Value ?? ""),
        YamlScalarNode scalar => scalar.Value,
        _ => null,
    };

    private static JsonNode? Plain(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => null,
        _ when s_true.Contains(text) => true,
        _ when s_false.Contains(text) => false,
        _ when Whole(text) is { } number => number,
        _ when IsDecimal(text) => double.Parse(text, CultureInfo.InvariantCulture),
        _ => text,
    };

    // Source: sigs.k8s.io/yaml, goyaml.v2/resolve.go: underscores mean nothing, and a leading 0 is octal.
    private static long? Whole(string text)
    {
        Match match = Integer().Match(text[0] == '_' ? "" : text.Replace("_", "", StringComparison.Ordinal));
        foreach ((string name, int numberBase) in new[] { ("decimal", 10), ("octal", 8), ("hex", 16), ("binary", 2) })
        {
            if (match.Groups[name] is { Success: true } digits)
            {
                long value = System.Convert.ToInt64(digits.Value, numberBase);
                return match.Groups["sign"].Value == "-" ? -value : value;
            }
        }

        return null;
    }

    // No longer than what a long holds for sure; what is longer is read as a decimal.
    [GeneratedRegex("^(?<sign>[-+]?)((?<decimal>0|[1-9][0-9]{0,17})|0[oO]?(?<octal>[0-7]{1,20})|0[xX](?<hex>[0-9a-fA-F]{1,15})|0[bB](?<binary>[01]{1,62}))$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Integer();

    // Not everything that .NET takes for a number is one in YAML ("1,000", "Infinity").
    private static bool IsDecimal(string text) =>
        text.All(letter => char.IsAsciiDigit(letter) || letter is '.' or '-' or '+' or 'e' or 'E')
        && char.IsAsciiDigit(text[^1])
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
