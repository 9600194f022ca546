using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Clients.Manifests.Editing;

/// <summary>
/// Finds the smallest change of a text after which an object has another providerConfig: values are replaced, entries
/// put in and taken out where they stand. What would change something else as well is refused.
/// </summary>
/// <param name="text">The text, which ends with a line break.</param>
/// <param name="isJson">Whether it is JSON.</param>
internal sealed class ConfigRewriter(string text, bool isJson)
{
    private const string ConfigKey = "providerConfig";
    private const int UsualStep = 2;

    private readonly List<Splice> _splices = [];
    private readonly EntrySplicer _entries = new(text, isJson);

    /// <summary>The splices for one object.</summary>
    /// <exception cref="NotEditableException">The text cannot be changed like that.</exception>
    public IReadOnlyList<Splice> Rewrite(LocatedObject located, ManifestNode? before, ManifestNode after)
    {
        _splices.Clear();
        if (located.Networking is not { } networking)
        {
            throw new NotEditableException("spec.networking is not written out there (an alias or a merge key stands for it)");
        }
        foreach (TextAnchor anchor in located.AnchorsAround)
        {
            RefuseIfUsed(anchor);
        }
        int step = networking is { IsBlock: true, Entries: [var first, ..] }
            ? TextLines.ColumnOf(text, first.Start) - TextLines.ColumnOf(text, located.NetworkingKeyStart)
            : UsualStep;
        Update(networking, OfConfig(before), OfConfig(after), step > 0 ? step : UsualStep);
        return _splices;
    }

    private static ManifestNode OfConfig(ManifestNode? config) =>
        ManifestNode.OfEntries(config is null ? [] : [KeyValuePair.Create(ConfigKey, config)], 0);

    /// <summary>Changes the entries that differ; keys that neither side has are not ours to look at.</summary>
    private void Update(TextNode mapping, ManifestNode before, ManifestNode after, int step)
    {
        RefuseIfUsed(mapping.Anchor);
        List<TextEntry> removed = [];
        foreach ((string key, ManifestNode old) in before.Entries)
        {
            if (after[key] is null && old.Kind != ManifestNodeKind.Null)
            {
                removed.Add(OwnEntry(mapping, key) ?? throw new NotEditableException($"{key} comes from a merge key (<<), so it cannot be taken out there"));
                RefuseIfUsedWithin(removed[^1].Value);
            }
        }
        foreach ((string key, ManifestNode wanted) in after.Entries)
        {
            ManifestNode? old = before[key];
            if (!ManifestNode.AreSame(old, wanted) && OwnEntry(mapping, key) is { } entry)
            {
                Change(mapping, entry, old, wanted, step);
            }
        }
        _splices.AddRange(_entries.Splice(mapping, removed, AddedTo(mapping, before, after), step));
    }

    /// <summary>The entry of a key that is to be changed; null where a merge key brings it, or nothing does.</summary>
    private TextEntry? OwnEntry(TextNode mapping, string key)
    {
        int index = mapping.Entries.FindIndex(entry => entry.Key == key);
        if (index >= 0 && mapping.Entries.FindIndex(IsMerge) > index)
        {
            throw new NotEditableException($"{key} stands before a merge key (<<), and readers differ on which of the two counts");
        }
        return index < 0 ? null : mapping.Entries[index];
    }

    /// <summary>In quotes, as always in JSON, it is a key like others.</summary>
    private bool IsMerge(TextEntry entry) => text.AsSpan(entry.Start, entry.KeyEnd - entry.Start) is YamlScalar.MergeKey;

    /// <summary>Entries that are to be put in, and whether they come first.</summary>
    private List<(KeyValuePair<string, ManifestNode> Entry, bool IsFirst)> AddedTo(TextNode mapping, ManifestNode before, ManifestNode after)
    {
        List<(KeyValuePair<string, ManifestNode>, bool)> added = [];
        // Behind a merge key own entries count for every reader.
        bool mayBeFirst = !mapping.Entries.Exists(IsMerge) && after.Entries.Any(entry => mapping.Find(entry.Key) is not null);
        foreach (KeyValuePair<string, ManifestNode> entry in after.Entries)
        {
            if (mapping.Find(entry.Key) is not null)
            {
                mayBeFirst = false;
            }
            else if (!ManifestNode.AreSame(before[entry.Key], entry.Value))
            {
                added.Add((entry, mayBeFirst));
            }
        }
        return added;
    }

    private void Change(TextNode mapping, TextEntry entry, ManifestNode? old, ManifestNode wanted, int step)
    {
        TextNode value = entry.Value;
        bool opensBlock = mapping.IsBlock && wanted.Kind == ManifestNodeKind.Mapping && IsEmpty(value);
        if (value.IsMapping && !opensBlock && old is { Kind: ManifestNodeKind.Mapping } && wanted.Kind == ManifestNodeKind.Mapping)
        {
            int inner = mapping.IsBlock && value.IsBlock ? TextLines.ColumnOf(text, value.Entries[0].Start) - TextLines.ColumnOf(text, entry.Start) : step;
            Update(value, old, wanted, inner > 0 ? inner : step);
            return;
        }
        RefuseIfUsedWithin(value);
        if (opensBlock)
        {
            OpenBlock(entry, wanted, step);
            return;
        }
        string inline = NodeWriter.Inline(wanted, isJson);
        if (value.Start == value.End || value.Kind is TextNodeKind.BlockMapping or TextNodeKind.BlockScalar or TextNodeKind.Sequence)
        {
            // All behind the colon goes, be it nothing, lines or a list.
            (int colonEnd, bool hasColon) = ColonOf(entry);
            int end = Math.Max(colonEnd, TrimmedEnd(value));
            _splices.Add(new Splice(colonEnd, end, (hasColon ? " " : ": ") + inline));
        }
        else
        {
            _splices.Add(new Splice(value.Start, value.End, inline));
        }
    }

    /// <summary>Writes an object below a key that had nothing, <c>~</c> or <c>{}</c> behind it.</summary>
    private void OpenBlock(TextEntry entry, ManifestNode wanted, int step)
    {
        (int colonEnd, _) = ColonOf(entry);
        if (entry.Value.End > colonEnd)
        {
            _splices.Add(new Splice(colonEnd, entry.Value.End, ""));
        }
        int next = TextLines.AfterBreak(text, TextLines.EndOf(text, Math.Max(colonEnd, entry.Value.End)));
        string lineBreak = TextLines.BreakAt(text, colonEnd);
        string indent = new(' ', TextLines.ColumnOf(text, entry.Start) + step);
        IEnumerable<string> lines = wanted.Entries.SelectMany(child => NodeWriter.Lines(child, step));
        _splices.Add(new Splice(next, next, string.Concat(lines.Select(line => indent + line + lineBreak))));
    }

    private (int End, bool HasColon) ColonOf(TextEntry entry)
    {
        int position = entry.KeyEnd;
        while (position < text.Length && text[position] is ' ' or '\t')
        {
            position++;
        }
        return position < text.Length && text[position] == ':' ? (position + 1, true) : (entry.KeyEnd, false);
    }

    private bool IsEmpty(TextNode value) => value.Kind switch
    {
        TextNodeKind.Scalar => text[value.Start..Math.Max(value.Start, value.End)] is "" or "~" or "null" or "Null" or "NULL",
        TextNodeKind.FlowMapping => value.Entries.Count == 0 && TextLines.EndOf(text, value.Start) >= value.End,
        _ => false,
    };

    private int TrimmedEnd(TextNode value)
    {
        int end = value.End;
        while (end > value.Start && text[end - 1] is '\n' or '\r' or ' ')
        {
            end--;
        }
        return end;
    }

    private static void RefuseIfUsedWithin(TextNode value)
    {
        foreach (TextAnchor anchor in value.AnchorsWithin())
        {
            RefuseIfUsed(anchor);
        }
    }

    private static void RefuseIfUsed(TextAnchor? anchor)
    {
        if (anchor?.AliasLine is { } line)
        {
            throw new NotEditableException($"the alias *{anchor.Name} in line {line} stands for the same text, so what it says would change as well");
        }
    }
}

/// <summary>Why a text cannot be changed.</summary>
internal sealed class NotEditableException(string message) : Exception(message);
