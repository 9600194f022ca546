namespace GardenerOverlay.Clients.Manifests;

/// <summary>Where a path leads once all symbolic links on the way are followed.</summary>
internal static class RealPath
{
    /// <summary>As many as Linux follows.</summary>
    private const int MostLinks = 40;

    private static readonly char[] Separators = [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar];

    /// <summary>The real path; the path itself where a link cannot be followed, which opening it will tell.</summary>
    public static string Of(string path)
    {
        try
        {
            int links = 0;
            return Follow(Path.GetPathRoot(path) ?? "", path, ref links);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return path;
        }
    }

    /// <summary>The real path of a folder in a folder whose real path is known.</summary>
    public static string Of(DirectoryInfo folder, string realParent)
    {
        string path = Path.Combine(realParent, folder.Name);
        return folder.LinkTarget is null ? path : Of(path);
    }

    /// <summary>Follows a path from a real folder. Not by GetFullPath: behind a link, .. is the parent of its target.</summary>
    private static string Follow(string real, string path, ref int links)
    {
        if (Path.IsPathRooted(path))
        {
            real = Path.GetPathRoot(path)!;
            path = path[real.Length..];
        }
        foreach (string part in path.Split(Separators, StringSplitOptions.RemoveEmptyEntries))
        {
            if (part is "." or "..")
            {
                real = part == "." ? real : Path.GetDirectoryName(real) ?? real;
                continue;
            }
            string next = Path.Combine(real, part);
            string? target = new FileInfo(next).LinkTarget;
            if (target is not null && ++links > MostLinks)
            {
                throw new IOException($"'{next}': too many symbolic links");
            }
            real = target is null ? next : Follow(real, target, ref links);
        }
        return real;
    }
}
