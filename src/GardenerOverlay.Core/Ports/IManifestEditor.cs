using GardenerOverlay.Core.Errors;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Core.Ports;

/// <summary>Changes the network settings of shoots in YAML and JSON files, and not a byte beside them.</summary>
public interface IManifestEditor
{
    /// <summary>Reads a file as <see cref="IManifestReader.Read"/> does, and remembers where the settings stand.</summary>
    ManifestSource Read(string path, CancellationToken cancellationToken);

    /// <summary>Makes the new text of a file, and makes sure that it says what it must and nothing else changed.</summary>
    /// <param name="source">The file as it was read.</param>
    /// <param name="edits">The shoots of it that are to be changed.</param>
    /// <param name="cancellationToken">Ends the work before anything is written.</param>
    /// <returns>The new text; shoots whose text cannot be changed are left out and told.</returns>
    /// <exception cref="GardenerOverlayException">The file has changed or cannot be read.</exception>
    IManifestRewrite Rewrite(ManifestSource source, IReadOnlyList<ManifestEdit> edits, CancellationToken cancellationToken);
}

/// <summary>A file that was read to be changed.</summary>
/// <param name="path">The file.</param>
/// <param name="entries">Its objects.</param>
public abstract class ManifestSource(string path, IReadOnlyList<ManifestEntry> entries)
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>Its objects.</summary>
    public IReadOnlyList<ManifestEntry> Entries { get; } = entries;
}

/// <summary>A shoot of a file, and the NetworkConfig that it is to have.</summary>
/// <param name="Shoot">The shoot, as an entry of the source has it.</param>
/// <param name="ProviderConfig">The new config.</param>
public sealed record ManifestEdit(Shoot Shoot, ManifestNode ProviderConfig);

/// <summary>A new text, not written yet.</summary>
public interface IManifestRewrite
{
    /// <summary>The edits that the new text makes.</summary>
    IReadOnlyList<ManifestEdit> Edits { get; }

    /// <summary>Why others cannot be made.</summary>
    IReadOnlyList<GardenerOverlayException> Refusals { get; }

    /// <summary>What changes, as a unified diff.</summary>
    string Diff { get; }

    /// <summary>Reads the new text as it would be written: it must say what was asked for, and nothing else changed.</summary>
    /// <exception cref="GardenerOverlayException">It does not.</exception>
    void Verify();

    /// <summary>
    /// Replaces the file: a temporary file beside it is written, flushed, read again (<see cref="Verify"/>) and renamed. A crash at any point
    /// leaves the old or the new file. Mode and owner are kept, a link is written through.
    /// </summary>
    /// <param name="backup">Whether the old file is kept as <c>NAME.UTC.bak</c>.</param>
    /// <returns>The objects of the new file, in the order of the old one's.</returns>
    /// <exception cref="GardenerOverlayException">Nothing was changed.</exception>
    IReadOnlyList<ManifestEntry> Write(bool backup);
}
