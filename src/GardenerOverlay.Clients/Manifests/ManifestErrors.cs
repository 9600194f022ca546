using System.Text;
using GardenerOverlay.Core.Errors;

namespace GardenerOverlay.Clients.Manifests;

/// <summary>Turns what can happen with a file into an error of that file.</summary>
internal static class ManifestErrors
{
    /// <summary>Whether an exception is about the file, so that other files can go on.</summary>
    public static bool IsOfFile(Exception exception) =>
        exception is ManifestSyntaxException or IOException or UnauthorizedAccessException or DecoderFallbackException or NotSupportedException;

    public static GardenerOverlayException Of(Exception exception, string path) => exception switch
    {
        ManifestSyntaxException syntax => new(
            syntax.IsLimit ? ErrorTable.ManifestLimit : ErrorTable.ManifestSyntax,
            path,
            $"'{path}', line {syntax.Line}, column {syntax.Column}: {syntax.Message}."),
        DecoderFallbackException => new(ErrorTable.ManifestSyntax, path, $"'{path}' is not UTF-8 text: {exception.Message}", exception),
        FileNotFoundException or DirectoryNotFoundException => new(ErrorTable.PathNotFound, path, $"'{path}' does not exist (any more).", exception),
        UnauthorizedAccessException => new(ErrorTable.PathAccessDenied, path, $"'{path}' cannot be read: access is denied.", exception),
        _ => new(ErrorTable.ManifestReadFailed, path, $"'{path}' cannot be read: {exception.Message}", exception),
    };
}
