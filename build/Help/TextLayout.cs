namespace GardenerOverlay.Help;

/// <summary>Lays blocks out as lines of plain text.</summary>
internal static class TextLayout
{
    private const int Gap = 2;

    /// <summary>Below this width a last column is not readable: the table becomes a list of definitions.</summary>
    private const int LeastLastColumn = 28;

    /// <param name="block">The block to show.</param>
    /// <param name="prose">Columns for prose; <see cref="int.MaxValue"/> leaves wrapping to the console.</param>
    /// <param name="table">Columns for a table, which no console can wrap for us.</param>
    public static IEnumerable<string> Lines(Block block, int prose, int table) => block switch
    {
        Paragraph paragraph => Wrap(paragraph.Text, prose),
        ItemList list => list.Items.SelectMany((item, index) => Item(list.Ordered ? $"{index + 1}. " : "- ", item.Text, prose)),
        Fence fence => fence.Lines,
        Table rows => TableLines(rows, table),
        Heading heading => [heading.Text],
        _ => throw new ArgumentOutOfRangeException(nameof(block)),
    };

    private static IEnumerable<string> Item(string tag, string text, int width) =>
        Wrap(text, width - tag.Length).Select((line, index) => (index == 0 ? tag : new string(' ', tag.Length)) + line);

    private static IEnumerable<string> TableLines(Table table, int width)
    {
        int[] widths = [.. table.Header.Select((header, column) => table.Rows.Select(row => row[column].Length).Append(header.Length).Max())];
        int last = width - widths[..^1].Sum(column => column + Gap);
        if (last < Math.Min(LeastLastColumn, widths[^1]))
        {
            return table.Rows.SelectMany(row => Definition(table.Header, row, width));
        }

        widths[^1] = Math.Min(last, widths[^1]);
        IReadOnlyList<string> rule = [.. table.Header.Select(header => new string('-', header.Length))];
        return table.Rows.Prepend(rule).Prepend(table.Header).SelectMany(row => Row(row, widths));
    }

    private static IEnumerable<string> Row(IReadOnlyList<string> row, int[] widths)
    {
        string lead = string.Concat(row.Take(row.Count - 1).Select((cell, column) => cell.PadRight(widths[column] + Gap)));
        return Wrap(row[^1], widths[^1]).Select((line, index) => ((index == 0 ? lead : new string(' ', lead.Length)) + line).TrimEnd());
    }

    private static IEnumerable<string> Definition(IReadOnlyList<string> header, IReadOnlyList<string> row, int width) =>
        row.Skip(1)
            .Select((cell, index) => row.Count == 2 ? cell : $"{header[index + 1]}: {cell}")
            .SelectMany(text => Wrap(text, width - 4).Select(line => "    " + line))
            .Prepend(row[0]);

    private static IEnumerable<string> Wrap(string text, int width)
    {
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = word;
            }
            else
            {
                line = line.Length == 0 ? word : $"{line} {word}";
            }
        }

        yield return line;
    }
}
