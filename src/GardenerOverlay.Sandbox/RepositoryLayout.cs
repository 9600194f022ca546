using System.Reflection;

namespace GardenerOverlay.Sandbox;

/// <summary>Where the build put things, as written into this assembly by it.</summary>
internal static class RepositoryLayout
{
    public static string ModuleManifest => Existing(
        Path.Combine(Metadata("ModuleLayout"), "GardenerOverlay.psd1"),
        "The module is not laid out. Build it first: dotnet build");

    public static string Tour => Existing(
        Path.Combine(Metadata("RepositoryRoot"), "samples", "tour.ps1"),
        "The tour is missing.");

    public static string Landscape => Path.Combine(Metadata("RepositoryRoot"), "samples", "landscape");

    /// <summary>A folder that git does not see.</summary>
    public static string Kubeconfigs => Path.Combine(Metadata("RepositoryRoot"), "out", "garden");

    private static string Existing(string path, string problem) =>
        File.Exists(path) ? path : throw new CannotStartException($"{problem}\nNot found: {path}");

    private static string Metadata(string key) =>
        typeof(RepositoryLayout).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .First(attribute => string.Equals(attribute.Key, key, StringComparison.Ordinal)).Value!;
}
