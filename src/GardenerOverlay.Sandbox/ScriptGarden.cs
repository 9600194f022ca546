using GardenerOverlay.Sandbox.Garden.Serve;

namespace GardenerOverlay.Sandbox;

/// <summary>A garden in this process, for as long as a script runs. KUBECONFIG names it.</summary>
internal sealed class ScriptGarden : IDisposable
{
    private const string Variable = "KUBECONFIG";
    private readonly RunningGarden _garden;
    private readonly DirectoryInfo _folder;

    private ScriptGarden(RunningGarden garden, DirectoryInfo folder)
    {
        (_garden, _folder) = (garden, folder);
        Environment.SetEnvironmentVariable(Variable, garden.Kubeconfigs.Garden);
        // A signal ends the process without returning from Main, and credentials must not stay behind.
        AppDomain.CurrentDomain.ProcessExit += OnExit;
    }

    /// <exception cref="CannotStartException">The landscape cannot be read.</exception>
    public static ScriptGarden Start(string landscape)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("GardenerOverlay.Garden.");
        try
        {
            return new(RunningGarden.Start(new(landscape, Shoots: null, Port: 0, folder.FullName, Faults: [])), folder);
        }
        catch (CannotStartException)
        {
            folder.Delete(recursive: true);
            throw;
        }
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        _garden.Dispose();
        OnExit(sender: null, EventArgs.Empty);
    }

    private void OnExit(object? sender, EventArgs arguments)
    {
        if (Directory.Exists(_folder.FullName))
        {
            _folder.Delete(recursive: true);
        }
    }
}
