using GardenerOverlay.Core.Errors;
using GardenerOverlay.Core.Ports;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Clients.Manifests.Editing;

/// <summary>The new text of a file, which is not believed before it was read again.</summary>
internal sealed class ManifestRewrite : IManifestRewrite
{
    private readonly LocatedSource _source;
    private readonly PlacedEdits _placed;
    private readonly CancellationToken _cancellation;
    private readonly string _oldText;
    private readonly byte[] _newBytes;
    private readonly byte[] _oldBytes;

    public ManifestRewrite(ManifestContent content, LocatedSource source, PlacedEdits placed, CancellationToken cancellation)
    {
        (_source, _placed, _cancellation) = (source, placed, cancellation);
        _oldText = content.Text;
        _oldBytes = content.Bytes;
        _newBytes = content.Encode(Splice.Apply(content.Text, 0, content.Text.Length, placed.Splices));
    }

    public IReadOnlyList<ManifestEdit> Edits => _placed.Edits;

    public IReadOnlyList<GardenerOverlayException> Refusals => _placed.Refusals;

    public string Diff => UnifiedDiff.Of(_source.Path, _oldText, _placed.Splices);

    public void Verify() => Verify(_newBytes);

    public IReadOnlyList<ManifestEntry> Write(bool backup)
    {
        string path = RealPath.Of(_source.Path);
        try
        {
            using FileReplacement replacement = new(path, _newBytes);
            ParsedManifest written = Verify(replacement.ReadBack());
            if (!File.ReadAllBytes(path).AsSpan().SequenceEqual(_oldBytes))
            {
                throw new GardenerOverlayException(ErrorTable.ManifestChanged, _source.Path, $"'{_source.Path}' was changed while it was being rewritten.");
            }
            if (backup)
            {
                FileReplacement.KeepOld(path, _oldBytes);
            }
            _cancellation.ThrowIfCancellationRequested();
            replacement.Commit();
            return [.. written.Entries.Select(entry => entry.Entry)];
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new GardenerOverlayException(ErrorTable.PathAccessDenied, _source.Path, $"'{_source.Path}' cannot be written: access is denied.", exception);
        }
        catch (IOException exception)
        {
            throw new GardenerOverlayException(ErrorTable.ManifestWriteFailed, _source.Path, $"'{_source.Path}' cannot be written: {exception.Message}", exception);
        }
    }

    /// <summary>The new text must say what was asked for, and all else that the old one said.</summary>
    private ParsedManifest Verify(byte[] bytes)
    {
        ParsedManifest old = _source.Parsed!;
        ParsedManifest parsed;
        try
        {
            parsed = ManifestContent.Of(bytes, _source.Path).Parse(_source.Path, _cancellation);
        }
        catch (ManifestSyntaxException exception)
        {
            throw NotProven($"the new text would not be readable: line {exception.Line}: {exception.Message}");
        }
        if (parsed.Rest != old.Rest || parsed.Entries.Count != old.Entries.Count || parsed.Objects.Count != old.Objects.Count)
        {
            throw NotProven("the new text would say something else beside the network settings");
        }
        Dictionary<Shoot, ManifestNode> wanted = new(ReferenceEqualityComparer.Instance);
        foreach (ManifestEdit edit in _placed.Edits)
        {
            wanted[edit.Shoot] = edit.ProviderConfig;
        }
        HashSet<LocatedObject> edited = [];
        for (int index = 0; index < old.Entries.Count; index++)
        {
            Shoot? before = old.Entries[index].Entry.Shoot;
            Shoot? after = parsed.Entries[index].Entry.Shoot;
            bool isEdited = before is not null && wanted.ContainsKey(before);
            if (!ManifestNode.AreSame(after?.ProviderConfig, isEdited ? wanted[before!] : before?.ProviderConfig))
            {
                throw NotProven($"the new text would not say what {before?.Namespace}/{before?.Name} must have");
            }
            if (isEdited)
            {
                edited.Add(parsed.Entries[index].Located!);
            }
        }
        bool othersDiffer = parsed.Objects.Zip(old.Objects).Any(pair => !edited.Contains(pair.First) && pair.First.ProviderConfig.Value != pair.Second.ProviderConfig.Value);
        if (othersDiffer)
        {
            throw NotProven("the new text would change the settings of another object");
        }
        return parsed;
    }

    private GardenerOverlayException NotProven(string reason) =>
        new(ErrorTable.ManifestNotEditable, _source.Path, $"'{_source.Path}' was left as it is: {reason}.");
}
