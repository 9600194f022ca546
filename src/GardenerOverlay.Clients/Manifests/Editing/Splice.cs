using System.Text;

namespace GardenerOverlay.Clients.Manifests.Editing;

/// <summary>Characters of the old text that others take the place of.</summary>
/// <param name="Start">The first.</param>
/// <param name="End">Behind the last; the same as the start where something is only put in.</param>
/// <param name="Text">What comes there.</param>
internal readonly record struct Splice(int Start, int End, string Text)
{
    /// <summary>In the order of the text, those for one place in the order in which they were made, none over another.</summary>
    public static List<Splice> InOrder(IEnumerable<Splice> splices)
    {
        List<Splice> ordered = [];
        foreach (Splice splice in splices.OrderBy(splice => splice.Start))
        {
            int start = ordered.Count == 0 ? splice.Start : Math.Max(splice.Start, ordered[^1].End);
            ordered.Add(splice with { Start = start, End = Math.Max(start, splice.End) });
        }
        return ordered;
    }

    /// <summary>The same for a text without the line break at its end that they were made for.</summary>
    /// <param name="ordered">Splices of <paramref name="closed"/>, in order.</param>
    /// <param name="closed">The text and a line break more.</param>
    /// <param name="length">How long the text is.</param>
    public static void LeaveOpen(List<Splice> ordered, string closed, int length)
    {
        int start = closed.Length;
        string added = "";
        while (ordered.Count > 0 && ordered[^1].End == start)
        {
            (start, added) = (ordered[^1].Start, ordered[^1].Text + added);
            ordered.RemoveAt(ordered.Count - 1);
        }
        if (start == closed.Length && added.Length == 0)
        {
            return;
        }
        if (start == closed.Length)
        {
            ordered.Add(new Splice(length, length, closed[length..] + TextLines.WithoutBreak(added)));
            return;
        }
        // Where lines of the end go and none come, the line break before them ends nothing any more.
        ordered.Add(added.Length > 0 ? new Splice(start, length, TextLines.WithoutBreak(added)) : new Splice(TextLines.WithoutBreak(closed[..start]).Length, length, ""));
    }

    /// <summary>A piece of the old text with splices of it, in order, applied.</summary>
    public static string Apply(string text, int start, int end, IEnumerable<Splice> splices)
    {
        StringBuilder result = new(end - start + 256);
        int done = start;
        foreach (Splice splice in splices)
        {
            result.Append(text, done, splice.Start - done).Append(splice.Text);
            done = splice.End;
        }
        return result.Append(text, done, end - done).ToString();
    }
}
