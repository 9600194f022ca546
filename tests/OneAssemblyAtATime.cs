using System.Runtime.CompilerServices;

namespace GardenerOverlay;

/// <summary>
/// <c>dotnet test</c> starts all test assemblies at once. They share the built module, ports and the machine's two
/// cores, and some of them measure: so each waits for the one before it.
/// </summary>
internal static class OneAssemblyAtATime
{
    private static FileStream? s_lock;

    [ModuleInitializer]
    internal static void Wait()
    {
        string path = Path.Combine(Path.GetTempPath(), $"gardener-overlay-tests-{Environment.UserName}.lock");
        DateTime end = DateTime.UtcNow.AddHours(1);
        while (s_lock is null)
        {
            try
            {
                // Held until the process ends, however it ends.
                s_lock = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (DateTime.UtcNow < end)
            {
                Thread.Sleep(100);
            }
        }
    }
}
