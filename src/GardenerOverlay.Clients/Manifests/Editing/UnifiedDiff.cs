using System.Globalization;
using System.Text;

namespace GardenerOverlay.Clients.Manifests.Editing;

/// <summary>Shows splices as a unified diff, which patch and git understand.</summary>
internal static class UnifiedDiff
{
    private const int Context = 3;

    /// <param name="path">The name of the file.</param>
    /// <param name="text">The old text.</param>
    /// <param name="splices">The changes, in order.</param>
    public static string Of(string path, string text, IReadOnlyList<Splice> splices)
    {
        List<string> lines = LinesOf(text);
        List<Hunk> hunks = HunksOf(text, lines, splices);
        StringBuilder diff = new(string.Create(CultureInfo.InvariantCulture, $"--- {path}\n+++ {path}\n"));
        int shift = 0;
        for (int index = 0; index < hunks.Count;)
        {
            int end = index + 1;
            while (end < hunks.Count && hunks[end].Start - hunks[end - 1].End <= 2 * Context)
            {
                end++;
            }
            shift += Append(diff, lines, hunks[index..end], shift);
            index = end;
        }
        return diff.ToString().TrimEnd('\n');
    }

    private static int Append(StringBuilder diff, List<string> lines, List<Hunk> hunks, int shift)
    {
        int start = Math.Max(hunks[0].Start - Context, 0);
        int end = Math.Min(hunks[^1].End + Context, lines.Count);
        int grown = hunks.Sum(hunk => hunk.New.Count - (hunk.End - hunk.Start));
        diff.Append(CultureInfo.InvariantCulture, $"@@ -{Range(start, end - start)} +{Range(start + shift, end - start + grown)} @@\n");
        int next = start;
        foreach (Hunk hunk in hunks)
        {
            AppendLines(diff, ' ', lines[next..hunk.Start]);
            AppendLines(diff, '-', lines[hunk.Start..hunk.End]);
            AppendLines(diff, '+', hunk.New);
            next = hunk.End;
        }
        AppendLines(diff, ' ', lines[next..end]);
        return grown;
    }

    private static string Range(int start, int count) => string.Create(CultureInfo.InvariantCulture, $"{(count == 0 ? start : start + 1)},{count}");

    private static void AppendLines(StringBuilder diff, char mark, List<string> lines)
    {
        foreach (string line in lines)
        {
            diff.Append(mark).Append(line);
            if (!line.EndsWith('\n'))
            {
                diff.Append("\n\\ No newline at end of file\n");
            }
        }
    }

    /// <summary>Whole lines around the splices, without those that stay the same.</summary>
    private static List<Hunk> HunksOf(string text, List<string> lines, IReadOnlyList<Splice> splices)
    {
        List<Hunk> hunks = [];
        int[] starts = StartsOf(lines);
        for (int index = 0; index < splices.Count;)
        {
            int first = LineAt(starts, splices[index].Start);
            int last = LastLineOf(starts, splices[index]);
            int end = index + 1;
            while (end < splices.Count && LineAt(starts, splices[end].Start) <= last)
            {
                last = Math.Max(last, LastLineOf(starts, splices[end]));
                end++;
            }
            int textEnd = last + 1 < starts.Length ? Math.Min(starts[last + 1], text.Length) : text.Length;
            string changed = Splice.Apply(text, starts[first], textEnd, splices.Skip(index).Take(end - index));
            hunks.Add(Trim(lines, first, Math.Min(last + 1, lines.Count), LinesOf(changed)));
            index = end;
        }
        return hunks;
    }

    private static Hunk Trim(List<string> lines, int start, int end, List<string> changed)
    {
        while (start < end && changed.Count > 0 && lines[start] == changed[0])
        {
            start++;
            changed.RemoveAt(0);
        }
        while (start < end && changed.Count > 0 && lines[end - 1] == changed[^1])
        {
            end--;
            changed.RemoveAt(changed.Count - 1);
        }
        return new Hunk(start, end, changed);
    }

    private static List<string> LinesOf(string text)
    {
        List<string> lines = [];
        for (int start = 0; start < text.Length;)
        {
            int end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            lines.Add(text[start..end]);
            start = end;
        }
        return lines;
    }

    private static int[] StartsOf(List<string> lines)
    {
        int[] starts = new int[lines.Count + 1];
        for (int index = 0; index < lines.Count; index++)
        {
            starts[index + 1] = starts[index] + lines[index].Length;
        }
        if (lines.Count > 0 && !lines[^1].EndsWith('\n'))
        {
            // What comes at the end of the text comes in its last line.
            starts[^1]++;
        }
        return starts;
    }

    private static int LineAt(int[] starts, int position)
    {
        int index = Array.BinarySearch(starts, position);
        return index >= 0 ? index : ~index - 1;
    }

    private static int LastLineOf(int[] starts, Splice splice) => Math.Max(LineAt(starts, splice.Start), LineAt(starts, Math.Max(splice.End - 1, 0)));

    /// <param name="Start">The first old line that goes, from 0.</param>
    /// <param name="End">Behind the last.</param>
    /// <param name="New">The lines that come.</param>
    private sealed record Hunk(int Start, int End, List<string> New);
}
