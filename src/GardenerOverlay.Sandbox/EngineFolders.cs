namespace GardenerOverlay.Sandbox;

/// <summary>
/// Keeps the engine from making folders in the user's home: it insists on a cache and a module folder,
/// so it gets temporary ones.
/// </summary>
internal static class EngineFolders
{
    /// <summary>To be called before the first engine type is touched.</summary>
    public static void Redirect()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("GardenerOverlay.Sandbox.");
        Environment.SetEnvironmentVariable("XDG_CACHE_HOME", folder.FullName);
        Environment.SetEnvironmentVariable("XDG_DATA_HOME", folder.FullName);

        // At the very end, because a signal ends the process without returning from Main.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Delete(folder);
    }

    private static void Delete(DirectoryInfo folder)
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Still in use by something the script left behind; the system clears its temporary files.
        }
    }
}
