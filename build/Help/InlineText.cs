using System.Text.RegularExpressions;

namespace GardenerOverlay.Help;

/// <summary>Takes the inline marks out of Markdown: the console shows plain text.</summary>
internal static partial class InlineText
{
    public static string Plain(string markdown) => Mark.Replace(markdown, Replacement);

    public static IReadOnlyList<Link> Links(string markdown) =>
        [.. Mark.Matches(markdown).Where(match => match.Groups["link"].Success).Select(ToLink)];

    public static bool IsWeb(string target) => target.StartsWith("https://", StringComparison.Ordinal);

    /// <summary>Code comes first: nothing within it is a mark.</summary>
    [GeneratedRegex("""
        (?<tick>`+)(?<code>.+?)\k<tick>(?!`)
        | \[(?<link>[^\]]+)\]\((?<target>[^)\s]+)\)
        | <(?<address>https://[^>\s]+)>
        | \*\*(?<bold>\S.*?)\*\*
        | (?<!\w)\*(?<italic>[^\s*][^*]*)\*(?!\w)
        | \\(?<escaped>[!-/:-@\[-`{-~])
        """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mark { get; }

    private static string Replacement(Match match)
    {
        if (match.Groups["link"].Success)
        {
            Link link = ToLink(match);
            return IsWeb(link.Target) ? $"{link.Text} ({link.Target})" : link.Text;
        }

        foreach (string verbatim in (string[])["code", "address", "escaped"])
        {
            if (match.Groups[verbatim] is { Success: true } group)
            {
                return group.Value;
            }
        }

        return Plain(match.Groups["bold"].Value + match.Groups["italic"].Value);
    }

    private static Link ToLink(Match match) => new(Plain(match.Groups["link"].Value), match.Groups["target"].Value);
}
