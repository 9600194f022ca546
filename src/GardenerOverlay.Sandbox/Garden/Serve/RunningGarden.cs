using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using GardenerOverlay.Sandbox.Garden.Faults;
using GardenerOverlay.Sandbox.Garden.Landscape;

namespace GardenerOverlay.Sandbox.Garden.Serve;

/// <summary>A garden that is served, with its kubeconfigs. Nothing of it is loaded before the first one starts.</summary>
internal sealed class RunningGarden : IDisposable
{
    private readonly GardenServer _server;

    private RunningGarden(GardenServer server, KubeconfigFolder kubeconfigs, TimeSpan startTime) =>
        (_server, Kubeconfigs, StartTime) = (server, kubeconfigs, startTime);

    public KubeconfigFolder Kubeconfigs { get; }

    public TimeSpan StartTime { get; }

    public GardenModel Garden => _server.Garden;

    /// <exception cref="CannotStartException">Something is missing or taken; the message says what.</exception>
    public static RunningGarden Start(GardenOptions options)
    {
        // Not beside the program: a script that runs here may bring another version of it, as it may into pwsh.
        AssemblyLoadContext.Default.Resolving += FindYamlDotNet;
        return StartLoaded(options);
    }

    public void Dispose()
    {
        Kubeconfigs.Dispose();
        _server.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static RunningGarden StartLoaded(GardenOptions options)
    {
        // From the start of the process, which is what a user waits for.
        DateTime started = Process.GetCurrentProcess().StartTime;
        LandscapeSource source = options.Shoots is { } shoots ? new GeneratedSource(shoots) : new FolderSource(options.Landscape);
        GardenServer server = GardenServer.StartAsync(source, options.Port).GetAwaiter().GetResult();
        foreach (Fault fault in options.Faults)
        {
            server.Garden.Faults.Add(fault);
        }

        return new(server, new KubeconfigFolder(server.Garden, options.Kubeconfigs), DateTime.Now - started);
    }

    private static Assembly? FindYamlDotNet(AssemblyLoadContext context, AssemblyName name)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "garden", "YamlDotNet.dll");
        return name.Name == "YamlDotNet" ? context.LoadFromAssemblyPath(path) : null;
    }
}

/// <summary>How a garden is to be served.</summary>
/// <param name="Landscape">The folder it is filled from.</param>
/// <param name="Shoots">If given, so many shoots are made instead.</param>
/// <param name="Port">0 for any that is free.</param>
/// <param name="Kubeconfigs">Where the kubeconfigs go.</param>
/// <param name="Faults">What goes wrong from the start.</param>
internal sealed record GardenOptions(string Landscape, int? Shoots, int Port, string Kubeconfigs, IReadOnlyList<Fault> Faults);
