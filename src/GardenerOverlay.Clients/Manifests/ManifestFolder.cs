using GardenerOverlay.Clients.Manifests.Editing;
using GardenerOverlay.Core.Errors;
using GardenerOverlay.Core.Ports;

namespace GardenerOverlay.Clients.Manifests;

/// <summary>
/// Finds the manifest files of a folder, in the order of their names, and survives folders that it cannot enter.
/// Each real folder is entered once, however many symbolic links lead to it.
/// </summary>
internal sealed class ManifestFolder
{
    private static readonly string[] Extensions = [".yaml", ".yml", ".json"];

    private readonly bool _recurse;
    private readonly HashSet<string> _entered = new(StringComparer.Ordinal);

    private ManifestFolder(bool recurse) => _recurse = recurse;

    public static IEnumerable<FoundFile> Find(string path, bool recurse)
    {
        if (path.EndsWith(FileReplacement.TemporaryExtension, StringComparison.Ordinal))
        {
            // A wildcard may match what a killed process left behind.
            return [];
        }
        return Directory.Exists(path) ? new ManifestFolder(recurse).Enter(new DirectoryInfo(path), RealPath.Of(path), []) : [new FoundFile(path)];
    }

    private IEnumerable<FoundFile> Enter(DirectoryInfo folder, string real, List<string> above)
    {
        if (above.Contains(real))
        {
            string message = $"'{folder.FullName}' is a symbolic link to '{real}', which holds it.";
            return [new FoundFile(null, new GardenerOverlayException(ErrorTable.SymbolicLinkLoop, folder.FullName, message))];
        }
        return _entered.Add(real) ? FindIn(folder, real, [.. above, real]) : [];
    }

    private IEnumerable<FoundFile> FindIn(DirectoryInfo folder, string real, List<string> above)
    {
        FileSystemInfo[] entries = [];
        GardenerOverlayException? error = null;
        try
        {
            entries = folder.GetFileSystemInfos();
        }
        catch (Exception exception) when (ManifestErrors.IsOfFile(exception))
        {
            error = ManifestErrors.Of(exception, folder.FullName);
        }
        if (error is not null)
        {
            yield return new FoundFile(null, error);
        }
        Array.Sort(entries, (left, right) => string.CompareOrdinal(left.Name, right.Name));
        foreach (FileSystemInfo entry in entries)
        {
            if (entry is FileInfo && Extensions.Contains(entry.Extension, StringComparer.OrdinalIgnoreCase))
            {
                yield return new FoundFile(entry.FullName);
            }
            if (_recurse && entry is DirectoryInfo inner)
            {
                foreach (FoundFile found in Enter(inner, RealPath.Of(inner, real), above))
                {
                    yield return found;
                }
            }
        }
    }
}
