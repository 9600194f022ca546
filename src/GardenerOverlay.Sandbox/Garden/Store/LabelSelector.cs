using System.Text.RegularExpressions;

namespace GardenerOverlay.Sandbox.Garden.Store;

/// <summary>What <c>kubectl -l</c> asks for: <c>a=b, c!=d, e in (f,g), h notin (i), j, !k</c>.</summary>
internal sealed partial class LabelSelector
{
    private readonly IReadOnlyList<Requirement> _requirements;

    private LabelSelector(IReadOnlyList<Requirement> requirements) => _requirements = requirements;

    public static LabelSelector Everything { get; } = new([]);

    public bool IsEverything => _requirements.Count == 0;

    /// <exception cref="FormatException">The text is no selector.</exception>
    public static LabelSelector Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return Everything;
        }

        List<Requirement> requirements = [];
        int end = 0;
        foreach (Match match in Term().Matches(text))
        {
            if (match.Index != end)
            {
                break;
            }

            end = match.Index + match.Length;
            requirements.Add(Requirement.From(match));
        }

        return end == text.Length && text[^1] != ','
            ? new(requirements)
            : throw new FormatException($"unable to parse requirement: found '{text[end..]}' in label selector \"{text}\"");
    }

    public bool Matches(IReadOnlyDictionary<string, string> labels) => _requirements.All(requirement => requirement.Matches(labels));

    [GeneratedRegex(
        @"\s*(?:(?<set>[\w./-]+)\s+(?<word>in|notin)\s*\((?<values>[^()]*)\)|(?<key>[\w./-]+)\s*(?<sign>==|=|!=)\s*(?<value>[\w.-]*)|(?<not>!)?\s*(?<name>[\w./-]+))\s*(?:,|$)",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Term();

    /// <param name="Name">Of the label.</param>
    /// <param name="Values">Those asked for; null asks only whether the label is there.</param>
    /// <param name="Wanted">False turns it round: a label that is missing then fits too.</param>
    private sealed record Requirement(string Name, string[]? Values, bool Wanted)
    {
        public static Requirement From(Match match)
        {
            if (match.Groups["set"].Success)
            {
                string[] values = match.Groups["values"].Value.Split(',', StringSplitOptions.TrimEntries);
                return new(match.Groups["set"].Value, values, match.Groups["word"].Value == "in");
            }

            return match.Groups["key"].Success
                ? new(match.Groups["key"].Value, [match.Groups["value"].Value], match.Groups["sign"].Value != "!=")
                : new(match.Groups["name"].Value, Values: null, !match.Groups["not"].Success);
        }

        public bool Matches(IReadOnlyDictionary<string, string> labels) =>
            Wanted == (labels.TryGetValue(Name, out string? value) && (Values is null || Values.Contains(value)));
    }
}
