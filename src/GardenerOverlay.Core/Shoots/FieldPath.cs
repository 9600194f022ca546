namespace GardenerOverlay.Core.Shoots;

/// <summary>Paths of fields, as <c>spec.networking.pods</c>; a dot of a key itself is written <c>\.</c>.</summary>
public static class FieldPath
{
    private const char Separator = '.';

    /// <summary>The keys of a path, from the outermost.</summary>
    public static string[] Keys(string path)
    {
        const string Escaped = "\\.";
        if (!path.Contains(Escaped, StringComparison.Ordinal))
        {
            return path.Split(Separator);
        }
        // No key of Kubernetes has a NUL.
        string[] keys = path.Replace(Escaped, "\0", StringComparison.Ordinal).Split(Separator);
        return Array.ConvertAll(keys, key => key.Replace('\0', Separator));
    }
}
