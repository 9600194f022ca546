using System.Management.Automation;
using System.Management.Automation.Language;

namespace GardenerOverlay.Sandbox;

/// <summary>A top-level statement, and the comment directly above it.</summary>
internal sealed record TourStep(IReadOnlyList<string> Narration, string Command)
{
    /// <exception cref="ParseException">The file is not valid PowerShell.</exception>
    public static IReadOnlyList<TourStep> Read(string path)
    {
        ScriptBlockAst script = ScriptReader.ParseFile(path, out Token[] tokens);
        return [.. script.EndBlock.Statements.Select(statement => new TourStep(
            CommentAbove(statement.Extent, tokens),
            statement.Extent.Text))];
    }

    private static List<string> CommentAbove(IScriptExtent statement, Token[] tokens)
    {
        // A comment behind code on the same line belongs to that code.
        Dictionary<int, Token> firstOnLine = [];
        foreach (Token token in tokens.Where(token => token.Kind != TokenKind.NewLine))
        {
            firstOnLine.TryAdd(token.Extent.StartLineNumber, token);
        }

        List<string> narration = [];
        int line = statement.StartLineNumber;
        if (firstOnLine[line].Extent.StartOffset != statement.StartOffset)
        {
            // The second statement of a line: the comment was said before the first.
            return narration;
        }

        while (firstOnLine.TryGetValue(--line, out Token? token) && token.Kind == TokenKind.Comment && token.Text.StartsWith('#'))
        {
            narration.Add(token.Text.TrimStart('#').Trim());
        }

        narration.Reverse();
        return narration;
    }
}
