using GardenerOverlay.Core.Errors;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Core.Ports;

/// <summary>Reads Shoots and Networks from YAML and JSON files.</summary>
public interface IManifestReader
{
    /// <summary>The manifest files that a path stands for: itself, or those of a folder, in the order of their names.</summary>
    /// <param name="path">A file or folder, absolute.</param>
    /// <param name="recurse">Whether to look into the folders of a folder.</param>
    /// <returns>Files; a folder that cannot be read is an error among them.</returns>
    IEnumerable<FoundFile> Find(string path, bool recurse);

    /// <summary>Whether the file seems to hold objects that an API server stored. Only a guess, to read such files first.</summary>
    bool LooksStored(string path);

    /// <summary>Reads a file, object by object. Never throws for what is in the file: that becomes an entry.</summary>
    IEnumerable<ManifestEntry> Read(string path, CancellationToken cancellationToken);
}

/// <summary>A file that was found, or why something could not be looked into.</summary>
/// <param name="Path">The file; null with an error.</param>
/// <param name="Error">The error; null with a file.</param>
public readonly record struct FoundFile(string? Path, GardenerOverlayException? Error = null);

/// <summary>One object of a file; exactly one of the values is set.</summary>
/// <param name="Shoot">A Shoot or Network.</param>
/// <param name="PassedOver">Another kind: what it was and where.</param>
/// <param name="Error">What could not be read. After a syntax error the file has no more entries.</param>
public readonly record struct ManifestEntry(Shoot? Shoot, string? PassedOver = null, GardenerOverlayException? Error = null);
