namespace GardenerOverlay.Clients.Manifests.Editing;

/// <summary>Questions about the lines of a text.</summary>
internal static class TextLines
{
    /// <summary>Where the line of a character begins.</summary>
    public static int StartOf(string text, int position) => text.LastIndexOfAny(['\n', '\r'], Math.Max(position - 1, 0), Math.Max(position, 0)) + 1;

    /// <summary>Where the line of a character ends, before its line break.</summary>
    public static int EndOf(string text, int position)
    {
        int end = text.AsSpan(position).IndexOfAny('\n', '\r');
        return end < 0 ? text.Length : position + end;
    }

    /// <summary>Behind the line break that begins at a position.</summary>
    public static int AfterBreak(string text, int position) => position >= text.Length ? text.Length : text.AsSpan(position).StartsWith("\r\n") ? position + 2 : position + 1;

    public static bool IsAtLineStart(string text, int position) => position == 0 || text[position - 1] is '\n' or '\r';

    public static bool IsBlank(string text, int start, int end) => text.AsSpan(start, end - start).IndexOfAnyExcept(' ', '\t') < 0;

    /// <summary>The line break in use at a place, else the first of the text.</summary>
    public static string BreakAt(string text, int position)
    {
        int end = EndOf(text, position);
        end = end < text.Length ? end : text.AsSpan().IndexOfAny('\n', '\r');
        return end < 0 ? "\n" : text[end..AfterBreak(text, end)];
    }

    /// <summary>A text without the line break at its end.</summary>
    public static string WithoutBreak(string text) => text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : IsAtLineStart(text, text.Length) && text.Length > 0 ? text[..^1] : text;

    /// <summary>The column of a character, from 0.</summary>
    public static int ColumnOf(string text, int position) => position - StartOf(text, position);
}
