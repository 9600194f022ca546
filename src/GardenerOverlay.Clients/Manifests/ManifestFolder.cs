using GardenerOverlay.Core.Errors;
using GardenerOverlay.Core.Ports;

namespace GardenerOverlay.Clients.Manifests;

/// <summary>Finds the manifest files of a folder, in the order of their names, and survives folders that it cannot enter.</summary>
internal static class ManifestFolder
{
    private static readonly string[] Extensions = [".yaml", ".yml", ".json"];

    public static IEnumerable<FoundFile> Find(string path, bool recurse)
    {
        if (!Directory.Exists(path))
        {
            return [new FoundFile(path)];
        }
        return FindIn(new DirectoryInfo(path), recurse, [RealPath(path)]);
    }

    private static IEnumerable<FoundFile> FindIn(DirectoryInfo folder, bool recurse, List<string> above)
    {
        FileSystemInfo[] entries = [];
        GardenerOverlayException? error = null;
        try
        {
            entries = folder.GetFileSystemInfos();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
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
            if (recurse && entry is DirectoryInfo inner)
            {
                foreach (FoundFile found in Enter(inner, above))
                {
                    yield return found;
                }
            }
        }
    }

    private static IEnumerable<FoundFile> Enter(DirectoryInfo folder, List<string> above)
    {
        string real = RealPath(folder.FullName);
        if (above.Contains(real))
        {
            string message = $"'{folder.FullName}' is a symbolic link to '{real}', which holds it.";
            return [new FoundFile(null, new GardenerOverlayException(ErrorTable.SymbolicLinkLoop, folder.FullName, message))];
        }
        return FindIn(folder, recurse: true, [.. above, real]);
    }

    private static string RealPath(string path)
    {
        string parent = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(path)) is { } folder ? folder : path;
        FileSystemInfo? target = null;
        try
        {
            target = Directory.ResolveLinkTarget(path, returnFinalTarget: true);
        }
        catch (IOException)
        {
            // A link that cannot be followed is no loop; entering it will tell.
        }
        return Path.TrimEndingDirectorySeparator(target?.FullName ?? Path.Combine(parent, Path.GetFileName(Path.TrimEndingDirectorySeparator(path))));
    }
}
