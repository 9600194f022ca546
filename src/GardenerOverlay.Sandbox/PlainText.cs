using System.Text.RegularExpressions;

namespace GardenerOverlay.Sandbox;

/// <summary>
/// Removes terminal escape sequences. Asking the engine for plain text is not enough:
/// its formatter colours headings and errors even so.
/// </summary>
internal static partial class PlainText
{
    public static string Of(string text) => text.Contains('\e') ? EscapeSequence().Replace(text, "") : text;

    // Control sequences, then operating system commands (links, titles), then everything short. ECMA-48, 5.4 and 8.3.89.
    [GeneratedRegex(@"\e(\[[0-?]*[ -/]*[@-~]|\][^\a\e]*(\a|\e\\)|[ -/]*[0-~])?", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex EscapeSequence();
}
