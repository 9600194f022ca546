using GardenerOverlay.Core.Errors;
using GardenerOverlay.Core.Ports;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Clients.Manifests.Editing;

/// <summary>Changes providerConfigs in files; the text around them stays as it is, byte for byte.</summary>
public sealed class ManifestEditor : IManifestEditor
{
    /// <inheritdoc/>
    public ManifestSource Read(string path, CancellationToken cancellationToken)
    {
        try
        {
            ManifestContent content = ManifestContent.Load(path);
            ParsedManifest parsed = content.Parse(path, cancellationToken);
            return new LocatedSource(path, [.. parsed.Entries.Select(entry => entry.Entry)], parsed, ManifestContent.HashOf(content.Bytes));
        }
        catch (Exception exception) when (ManifestErrors.IsOfFile(exception))
        {
            return new LocatedSource(path, [new ManifestEntry(null, Error: ManifestErrors.Of(exception, path))], null, []);
        }
    }

    /// <inheritdoc/>
    public IManifestRewrite Rewrite(ManifestSource source, IReadOnlyList<ManifestEdit> edits, CancellationToken cancellationToken)
    {
        LocatedSource located = (LocatedSource)source;
        try
        {
            ManifestContent content = ManifestContent.Load(source.Path);
            if (!ManifestContent.HashOf(content.Bytes).AsSpan().SequenceEqual(located.Hash))
            {
                throw new GardenerOverlayException(ErrorTable.ManifestChanged, source.Path, $"'{source.Path}' is not the file any more that was read.");
            }
            return new ManifestRewrite(content, located, Place(content, located, edits), cancellationToken);
        }
        catch (Exception exception) when (ManifestErrors.IsOfFile(exception))
        {
            throw ManifestErrors.Of(exception, source.Path);
        }
    }

    private static PlacedEdits Place(ManifestContent content, LocatedSource source, IReadOnlyList<ManifestEdit> edits)
    {
        // Every line ends with a line break, for as long as lines are put in and taken out.
        string closed = TextLines.IsAtLineStart(content.Text, content.Text.Length) ? content.Text : content.Text + TextLines.BreakAt(content.Text, content.Text.Length);
        ConfigRewriter rewriter = new(closed, content.IsJson);
        Dictionary<Shoot, LocatedObject?> places = new(ReferenceEqualityComparer.Instance);
        foreach (ParsedEntry entry in source.Parsed!.Entries.Where(entry => entry.Entry.Shoot is not null))
        {
            places[entry.Entry.Shoot!] = entry.Located;
        }
        List<ManifestEdit> placed = [];
        List<Splice> splices = [];
        List<GardenerOverlayException> refusals = [];
        foreach (ManifestEdit edit in edits)
        {
            Shoot shoot = edit.Shoot;
            try
            {
                LocatedObject located = places[shoot] ?? throw new NotEditableException("the object is the target of an alias");
                splices.AddRange(rewriter.Rewrite(located, shoot.ProviderConfig, edit.ProviderConfig));
                placed.Add(edit);
            }
            catch (NotEditableException exception)
            {
                string message = $"'{source.Path}', {shoot.Namespace}/{shoot.Name} at line {shoot.Line}: {exception.Message}.";
                refusals.Add(new GardenerOverlayException(ErrorTable.ManifestNotEditable, $"{shoot.Namespace}/{shoot.Name}", message, exception));
            }
        }
        List<Splice> ordered = Splice.InOrder(splices);
        if (closed.Length > content.Text.Length)
        {
            Splice.LeaveOpen(ordered, closed, content.Text.Length);
        }
        return new PlacedEdits(placed, ordered, refusals);
    }
}

/// <summary>Edits and what they change in the text.</summary>
/// <param name="Edits">Those that can be made.</param>
/// <param name="Splices">What they change, in the order of the text.</param>
/// <param name="Refusals">Why others cannot.</param>
internal sealed record PlacedEdits(IReadOnlyList<ManifestEdit> Edits, IReadOnlyList<Splice> Splices, IReadOnlyList<GardenerOverlayException> Refusals);

/// <summary>A file, and where the settings of its shoots stand in it.</summary>
internal sealed class LocatedSource(string path, IReadOnlyList<ManifestEntry> entries, ParsedManifest? parsed, byte[] hash) : ManifestSource(path, entries)
{
    public ParsedManifest? Parsed { get; } = parsed;

    public byte[] Hash { get; } = hash;
}
