using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Clients.Manifests.Editing;

/// <summary>Puts entries into an object's text and takes others out.</summary>
internal sealed class EntrySplicer(string text, bool isJson)
{
    /// <param name="mapping">The object.</param>
    /// <param name="removed">Entries of it that go.</param>
    /// <param name="added">Entries that come, and whether they come before all others.</param>
    /// <param name="step">Columns that an inner block is indented by.</param>
    public IEnumerable<Splice> Splice(TextNode mapping, List<TextEntry> removed, List<(KeyValuePair<string, ManifestNode> Entry, bool IsFirst)> added, int step)
    {
        KeyValuePair<string, ManifestNode>[] first = [.. added.Where(item => item.IsFirst).Select(item => item.Entry)];
        KeyValuePair<string, ManifestNode>[] last = [.. added.Where(item => !item.IsFirst).Select(item => item.Entry)];
        if (removed.Count == 0 && added.Count == 0)
        {
            return [];
        }
        return mapping.IsBlock ? SpliceBlock(mapping, removed, first, last, step) : SpliceFlow(mapping, removed, first, last);
    }

    private IEnumerable<Splice> SpliceBlock(TextNode mapping, List<TextEntry> removed, KeyValuePair<string, ManifestNode>[] first, KeyValuePair<string, ManifestNode>[] last, int step)
    {
        string indent = new(' ', TextLines.ColumnOf(text, mapping.Entries[0].Start));
        string lineBreak = TextLines.BreakAt(text, mapping.Entries[0].Start);
        string[] head = [.. first.SelectMany(entry => NodeWriter.Lines(entry, step))];
        string[] tail = [.. last.SelectMany(entry => NodeWriter.Lines(entry, step))];
        for (int index = 0; index < mapping.Entries.Count; index++)
        {
            TextEntry entry = mapping.Entries[index];
            bool isFirst = index == 0;
            bool isLast = index == mapping.Entries.Count - 1;
            if (removed.Contains(entry))
            {
                yield return ReplaceLines(entry, [.. isFirst ? head : [], .. isLast ? tail : []], indent, lineBreak);
                continue;
            }
            if (isFirst && head.Length > 0)
            {
                yield return new Splice(entry.Start, entry.Start, string.Concat(head.Select(line => line + lineBreak + indent)));
            }
            if (isLast && tail.Length > 0)
            {
                yield return AppendLines(entry, tail, indent, lineBreak);
            }
        }
    }

    /// <summary>Other lines in the place of an entry's.</summary>
    private Splice ReplaceLines(TextEntry entry, string[] lines, string indent, string lineBreak)
    {
        int start = TextLines.StartOf(text, entry.Start);
        if (!TextLines.IsBlank(text, start, entry.Start))
        {
            throw new NotEditableException($"{entry.Key} does not begin a line of its own");
        }
        return new Splice(start, BehindLinesOf(entry), string.Concat(lines.Select(line => indent + line + lineBreak)));
    }

    private Splice AppendLines(TextEntry entry, string[] lines, string indent, string lineBreak)
    {
        int end = BehindLinesOf(entry);
        return new Splice(end, end, string.Concat(lines.Select(line => indent + line + lineBreak)));
    }

    /// <summary>Behind the line break that ends an entry; a scalar behind | or &gt; has its last one within.</summary>
    private int BehindLinesOf(TextEntry entry) => entry.End > entry.KeyEnd && TextLines.IsAtLineStart(text, entry.End)
        ? entry.End
        : TextLines.AfterBreak(text, TextLines.EndOf(text, entry.End));

    private IEnumerable<Splice> SpliceFlow(TextNode mapping, List<TextEntry> removed, KeyValuePair<string, ManifestNode>[] first, KeyValuePair<string, ManifestNode>[] last)
    {
        List<TextEntry> entries = mapping.Entries;
        TextEntry[] kept = [.. entries.Where(entry => !removed.Contains(entry))];
        string[] head = [.. first.Select(entry => NodeWriter.Entry(entry, isJson))];
        string[] tail = [.. last.Select(entry => NodeWriter.Entry(entry, isJson))];
        if (entries.Count == 0)
        {
            return [new Splice(mapping.Start + BraceOffset(mapping), mapping.Start + BraceOffset(mapping), string.Join(", ", [.. head, .. tail]))];
        }
        if (kept.Length == 0)
        {
            return [new Splice(entries[0].Start, entries[^1].End, string.Join(", ", [.. head, .. tail]))];
        }
        return [.. PutInFlow(entries, removed, head, tail), .. TakeOutOfFlow(entries, kept, removed, head.Length > 0, tail.Length > 0)];
    }

    private IEnumerable<Splice> PutInFlow(List<TextEntry> entries, List<TextEntry> removed, string[] head, string[] tail)
    {
        if (head.Length > 0)
        {
            string separator = SeparatorAt(entries[0]);
            yield return removed.Contains(entries[0])
                ? new Splice(entries[0].Start, entries[0].End, string.Join(separator, head))
                : new Splice(entries[0].Start, entries[0].Start, string.Concat(head.Select(entry => entry + separator)));
        }
        if (tail.Length > 0)
        {
            TextEntry end = entries[^1];
            string separator = SeparatorAt(end);
            yield return removed.Contains(end)
                ? new Splice(end.Start, end.End, string.Join(separator, tail))
                : new Splice(end.End, end.End, string.Concat(tail.Select(entry => separator + entry)));
        }
    }

    private IEnumerable<Splice> TakeOutOfFlow(List<TextEntry> entries, TextEntry[] kept, List<TextEntry> removed, bool replacesFirst, bool replacesLast)
    {
        int keptLast = entries.IndexOf(kept[^1]);
        for (int index = 0; index < entries.Count; index++)
        {
            TextEntry entry = entries[index];
            if (!removed.Contains(entry) || (index == 0 && replacesFirst) || (index == entries.Count - 1 && replacesLast))
            {
                continue;
            }
            bool isFollowed = index < keptLast || replacesLast;
            int comma = isFollowed || index < entries.Count - 1 ? CommaAfter(entry.End) : -1;
            int end = comma < 0 ? entry.End : comma + 1;
            yield return WholeLine(entry.Start, end) ?? new Splice(entry.Start, isFollowed ? BeforeNext(entry.Start, end) : end, "");
        }
        if (keptLast < entries.Count - 1 && !replacesLast)
        {
            // What was followed by an entry is not followed by a comma any more.
            int comma = CommaAfter(kept[^1].End);
            TextEntry next = entries[keptLast + 1];
            bool sameLine = TextLines.EndOf(text, comma) >= next.Start;
            yield return new Splice(comma, sameLine ? next.Start : comma + 1, "");
        }
    }

    /// <summary>The line, where nothing else is on it.</summary>
    private Splice? WholeLine(int start, int end)
    {
        int lineStart = TextLines.StartOf(text, start);
        int lineEnd = TextLines.EndOf(text, end);
        return TextLines.IsBlank(text, lineStart, start) && TextLines.IsBlank(text, end, lineEnd) && lineStart > 0
            ? new Splice(lineStart, TextLines.AfterBreak(text, lineEnd), "")
            : null;
    }

    /// <summary>What separates entries here: a comma, and a new line where each entry has one.</summary>
    private string SeparatorAt(TextEntry entry)
    {
        int lineStart = TextLines.StartOf(text, entry.Start);
        return TextLines.IsBlank(text, lineStart, entry.Start) && lineStart > 0 ? "," + TextLines.BreakAt(text, lineStart) + text[lineStart..entry.Start] : ", ";
    }

    /// <summary>The comma behind an entry; comments may stand before it.</summary>
    private int CommaAfter(int position)
    {
        while (position < text.Length && text[position] != ',')
        {
            position = text[position] == '#' ? TextLines.EndOf(text, position) : position + 1;
        }
        return position;
    }

    /// <summary>Behind the blanks that end at what follows; a comment keeps a blank before it, or it were none.</summary>
    private int BeforeNext(int start, int end)
    {
        int next = end;
        while (next < text.Length && text[next] is ' ' or '\t')
        {
            next++;
        }
        bool keepsBlank = next < text.Length && text[next] == '#' && !TextLines.IsBlank(text, TextLines.StartOf(text, start), start);
        return keepsBlank ? end : next;
    }

    /// <summary>How far the brace is from the beginning: an anchor or a tag may stand before it.</summary>
    private int BraceOffset(TextNode mapping) => text.IndexOf('{', mapping.Start) - mapping.Start + 1;
}
