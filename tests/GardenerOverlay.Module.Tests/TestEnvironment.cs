using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace GardenerOverlay.Module.Tests;

/// <summary>Where the built module is, and what must be so before the first type of the engine is touched.</summary>
internal static class TestEnvironment
{
    public static string RepositoryRoot { get; } = Metadata("RepositoryRoot");

    public static string ModuleLayout { get; } = Metadata("ModuleLayout");

    public static string ModuleManifest { get; } = Path.Combine(ModuleLayout, "GardenerOverlay.psd1");

    public static string Samples { get; } = Path.Combine(RepositoryRoot, "samples");

    [ModuleInitializer]
    internal static void Initialize()
    {
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        // Not the machine's, and not invariant: then the engine breaks lines within words.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.GetCultureInfo("en-US");
        // The engine keeps caches there; a test leaves nothing behind in the user's home.
        string cache = Directory.CreateTempSubdirectory("gardener-overlay-tests-").FullName;
        Environment.SetEnvironmentVariable("XDG_CACHE_HOME", cache);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => DeleteIfPossible(cache);
        // Our types are those of the laid-out module, as the engine loads them.
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            name.Name is "GardenerOverlay" or "GardenerOverlay.Core" ? context.LoadFromAssemblyPath(Path.Combine(ModuleLayout, name.Name + ".dll")) : null;
    }

    private static void DeleteIfPossible(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Some systems keep files of a running process; that must not turn green tests red.
        }
    }

    private static string Metadata(string key) =>
        typeof(TestEnvironment).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
