using System.Diagnostics;
using System.Management.Automation;

namespace GardenerOverlay.Module.Tests;

/// <summary>Stops work in the middle and tells how long the stop took.</summary>
internal static class Stopping
{
    /// <summary>The promise. On a busy machine one try may be late, so the best of three counts.</summary>
    private const int PromisedMilliseconds = 1000;

    private const int Tries = 3;

    public static async Task AssertStopsAsync(Session session, string script, TimeSpan after)
    {
        await AssertWithinPromiseAsync(async () =>
        {
            using PowerShell shell = PowerShell.Create(session.Runspace);
            shell.AddScript(script);
            Task<PSDataCollection<PSObject>> running = shell.InvokeAsync();
            await Task.Delay(after, TestContext.Current.CancellationToken);
            // Not the stream itself: enumerating it waits for the end of the command.
            Assert.False(running.IsCompleted, $"ended early with {shell.Streams.Error.Count} errors");
            Stopwatch watch = Stopwatch.StartNew();
            await shell.StopAsync(callback: null, state: null);
            await Assert.ThrowsAsync<PipelineStoppedException>(() => running);
            return watch.Elapsed;
        });
    }

    public static async Task AssertWithinPromiseAsync(Func<Task<TimeSpan>> measure)
    {
        List<double> milliseconds = [];
        while (milliseconds.Count < Tries && !milliseconds.Exists(value => value < PromisedMilliseconds))
        {
            milliseconds.Add((await measure()).TotalMilliseconds);
        }
        Assert.InRange(milliseconds.Min(), 0, PromisedMilliseconds);
    }
}
