namespace GardenerOverlay.Clients.Manifests;

/// <summary>
/// What a manifest may ask of the session's memory and time. The parsers have no limits of their own:
/// YamlDotNet takes quadratic time in the depth and nine times the memory of a long scalar.
/// </summary>
internal static class ManifestLimits
{
    /// <summary>Bytes of a YAML document, or of one object in a list. A list as a whole may be longer: it is read item by item.</summary>
    public const int ObjectBytes = 16 << 20;

    /// <summary>Characters or bytes of one scalar.</summary>
    public const int ScalarLength = 1 << 20;

    /// <summary>Levels of nesting.</summary>
    public const int Depth = 100;

    /// <summary>Values that the aliases of a YAML document may stand for: a few lines of aliases to aliases spell millions.</summary>
    public const long AliasedValues = 1_000_000;
}

/// <summary>What is wrong with a file, and where. Lines and columns count from 1.</summary>
internal sealed class ManifestSyntaxException(string message, long line, long column, bool isLimit = false) : Exception(message)
{
    public long Line { get; } = line;

    public long Column { get; } = column;

    /// <summary>Whether a limit was exceeded, rather than the syntax violated.</summary>
    public bool IsLimit { get; } = isLimit;

    public static string DuplicateKey(string key) => $"the key \"{(key.Length > 100 ? key[..100] + "..." : key)}\" occurs twice in one object";

    public static ManifestSyntaxException TooDeep(long line, long column) =>
        new($"nested deeper than {ManifestLimits.Depth} levels", line, column, isLimit: true);

    public static ManifestSyntaxException ScalarTooLong(long line, long column) =>
        new("a scalar (or a comment) is longer than 1 MB", line, column, isLimit: true);

    public static ManifestSyntaxException TooManyAliases(long line, long column) =>
        new($"the aliases of the document stand for more than {ManifestLimits.AliasedValues:N0} values", line, column, isLimit: true);

    public static ManifestSyntaxException ObjectTooLarge(long line) =>
        new("a single object is larger than 16 MB", line, 1, isLimit: true);
}
