using System.Text.RegularExpressions;

namespace GardenerOverlay.Help;

/// <summary>
/// Reads the blocks of a page. It knows the few forms that our pages use; what it does not know is an error,
/// so that a page never looks right on the web and garbled in the console.
/// </summary>
internal sealed partial class MarkdownReader
{
    private readonly string[] _lines;
    private readonly PageErrors _errors;
    private int _at;

    private MarkdownReader(string text, PageErrors errors)
    {
        _lines = text.ReplaceLineEndings("\n").Split('\n');
        _errors = errors;
    }

    [GeneratedRegex(@"^(?<level>\#{1,6})\ +(?<text>.+?)\ *$", RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace, 1000)]
    private static partial Regex HeadingLine { get; }

    [GeneratedRegex(@"^(?<indent>\s*)([-*]|(?<number>\d+)\.)\s+(?<text>.+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ItemLine { get; }

    [GeneratedRegex(@"(?<!\\)\|", RegexOptions.None, 1000)]
    private static partial Regex CellBorder { get; }

    private string Current => _lines[_at];

    private bool InText => _at < _lines.Length && Current.Trim().Length > 0;

    public static Block[] Read(string text, PageErrors errors)
    {
        var reader = new MarkdownReader(text, errors);
        List<Block> blocks = [];
        while (reader._at < reader._lines.Length)
        {
            if (reader.Next() is { } block)
            {
                blocks.Add(block);
            }
        }

        return [.. blocks];
    }

    private Block? Next()
    {
        if (!InText)
        {
            _at++;
            return null;
        }

        if (HeadingLine.Match(Current) is { Success: true } heading)
        {
            return new Heading(++_at, heading.Groups["level"].Length, InlineText.Plain(heading.Groups["text"].Value));
        }

        return Current switch
        {
            ['`', '`', '`', ..] => ReadFence(),
            ['|', ..] => ReadTable(),
            ['<', '!', '-', '-', ..] => SkipComment(),
            ['>', ..] or ['<', 'a' or 'b' or 'd' or 'i' or 't', ..] or ['!', '[', ..] => Refuse("quotes, HTML and images cannot be shown in a console"),
            var line when ItemLine.IsMatch(line) => ReadList(),
            [' ', ' ', ' ', ' ', ..] or ['\t', ..] => Refuse("write code between ``` fences, not indented"),
            _ => ReadParagraph(),
        };
    }

    private Block? Refuse(string why)
    {
        _errors.Add(++_at, why);
        return null;
    }

    private Block? SkipComment()
    {
        while (_at < _lines.Length && !_lines[_at++].Contains("-->", StringComparison.Ordinal))
        {
        }

        return null;
    }

    private Fence ReadFence()
    {
        int first = _at++;
        List<string> lines = [];
        while (_at < _lines.Length && !Current.StartsWith("```", StringComparison.Ordinal))
        {
            lines.Add(_lines[_at++]);
        }

        if (_at++ >= _lines.Length)
        {
            _errors.Add(first + 1, "the fence ``` is never closed");
        }

        return new Fence(first + 1, _lines[first][3..].Trim(), lines);
    }

    private Paragraph ReadParagraph() => Prose(_at + 1, [_lines[_at++].Trim(), .. RestOfProse()]);

    private ItemList ReadList()
    {
        int first = _at + 1;
        bool ordered = ItemLine.Match(Current).Groups["number"].Success;
        List<Paragraph> items = [];
        while (InText && ItemLine.Match(Current) is { Success: true } item)
        {
            if (item.Groups["indent"].Length > 0)
            {
                _errors.Add(_at + 1, "a list within a list cannot be shown in a console");
            }

            items.Add(Prose(++_at, [item.Groups["text"].Value, .. RestOfProse()]));
        }

        return new ItemList(first, ordered, items);
    }

    /// <summary>The following lines of a paragraph or list item, up to an empty line or the start of another block.</summary>
    private IEnumerable<string> RestOfProse()
    {
        while (InText && Current is not (['`', '`', '`', ..] or ['|' or '>', ..] or ['<', '!', ..]) && !HeadingLine.IsMatch(Current) && !ItemLine.IsMatch(Current))
        {
            yield return _lines[_at++].Trim();
        }
    }

    private static Paragraph Prose(int line, IEnumerable<string> lines)
    {
        string text = string.Join(' ', lines);
        return new Paragraph(line, InlineText.Plain(text), InlineText.Links(text));
    }

    private Table ReadTable()
    {
        int first = _at + 1;
        List<IReadOnlyList<string>> rows = [];
        while (InText && Current is ['|', ..])
        {
            string[] cells = [.. CellBorder.Split(Current.Trim().Trim('|')).Select(Cell)];
            if (rows.Count > 0 && cells.Length != rows[0].Count)
            {
                _errors.Add(_at + 1, $"the row has {cells.Length} cells, the table's first {rows[0].Count}");
            }

            rows.Add(cells);
            _at++;
        }

        if (rows.Count < 2 || !rows[1].All(cell => cell.AsSpan().Trim(":-").IsEmpty))
        {
            _errors.Add(first, "a table needs a row of dashes after its header");
        }

        return new Table(first, rows[0], [.. rows.Skip(2)]);
    }

    /// <summary>In a table even code writes a bar as <c>\|</c>.</summary>
    private static string Cell(string markdown) => InlineText.Plain(markdown.Trim().Replace(@"\|", "|", StringComparison.Ordinal));
}
