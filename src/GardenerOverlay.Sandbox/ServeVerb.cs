using System.Globalization;
using System.Runtime;
using GardenerOverlay.Sandbox.Garden.Api;
using GardenerOverlay.Sandbox.Garden.Serve;

namespace GardenerOverlay.Sandbox;

/// <summary>Serves a garden until it is told to end.</summary>
internal static class ServeVerb
{
    public static int Run(ServeRequest request, Screen screen, Stopper stopper)
    {
        using ManualResetEventSlim end = new();
        bool started = stopper.Run(
            () =>
            {
                using var garden = RunningGarden.Start(request.Options);
                Compact();
                screen.WriteOutput(Announcement(garden));
                end.Wait();
            },
            end.Set);

        // To be stopped is how it is meant to end.
        return started ? ExitCodes.Success : stopper.ExitCode ?? ExitCodes.Success;
    }

    // What was needed to load is given back before the first request.
    private static void Compact()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    private static string Announcement(RunningGarden garden)
    {
        ApiServer[] clusters = [.. garden.Garden.Clusters];
        int shoots = garden.Garden.Garden.Store.Read(Garden.Kinds.GardenerKinds.Shoot).Objects.Count;
        string file = garden.Kubeconfigs.Garden;
        return string.Create(CultureInfo.InvariantCulture, $"""
            A garden with {shoots} shoots, and {clusters.Length - 1} API servers of seeds and shoots.
            Kubeconfigs of all of them: {Path.GetDirectoryName(file)}

              sh:          export KUBECONFIG='{file.Replace("'", @"'\''", StringComparison.Ordinal)}'
              PowerShell:  $env:KUBECONFIG = '{file.Replace("'", "''", StringComparison.Ordinal)}'

            Ready after {garden.StartTime.TotalSeconds:0.0} s on {garden.Garden.Address.Of(GardenModel.GardenPrefix)}. Ctrl+C ends it.

            """);
    }
}
