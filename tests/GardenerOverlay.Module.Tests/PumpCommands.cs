using System.Management.Automation;
using GardenerOverlay.Core.Errors;
using GardenerOverlay.Hosting;

namespace GardenerOverlay.Module.Tests;

/// <summary>Emits numbers from many threads, each with a payload, and counts how far it came.</summary>
[Cmdlet(VerbsDiagnostic.Test, "PumpFlood")]
public sealed class TestPumpFloodCommand : AsyncCmdlet
{
    private static int s_written;

    /// <summary>Objects whose write has returned, of the last run. The tests run one at a time.</summary>
    public static int Written => Volatile.Read(ref s_written);

    [Parameter]
    public int Count { get; set; }

    [Parameter]
    public int Threads { get; set; } = 1;

    [Parameter]
    public int PayloadSize { get; set; } = 1;

    protected override async Task ProcessAsync()
    {
        Volatile.Write(ref s_written, 0);
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() =>
        {
            for (int index = thread; index < Count; index += Threads)
            {
                WriteObject(new Payload(index, new byte[PayloadSize]));
                Interlocked.Increment(ref s_written);
            }
        })));
    }

    public sealed record Payload(int Index, byte[] Bytes);
}

/// <summary>Waits: politely with the token, or deaf to it.</summary>
[Cmdlet(VerbsDiagnostic.Test, "PumpWait")]
public sealed class TestPumpWaitCommand : AsyncCmdlet
{
    [Parameter]
    public SwitchParameter Deaf { get; set; }

    /// <summary>Cleans up for long in what the token itself calls, as a client library may.</summary>
    [Parameter]
    public SwitchParameter SlowCleanUp { get; set; }

    protected override async Task ProcessAsync()
    {
        WriteObject("started");
        if (Deaf)
        {
            Thread.Sleep(TimeSpan.FromSeconds(20));
        }
        if (SlowCleanUp)
        {
            TaskCompletionSource stopped = new();
            using CancellationTokenRegistration registration = StopToken.Register(() => stopped.TrySetCanceled());
            try
            {
                await stopped.Task;
            }
            finally
            {
                Thread.Sleep(TimeSpan.FromSeconds(6));
            }
        }
        await Task.Delay(TimeSpan.FromSeconds(20), StopToken);
    }
}

/// <summary>Asks and writes from other threads.</summary>
[Cmdlet(VerbsDiagnostic.Test, "PumpAsk", SupportsShouldProcess = true)]
public sealed class TestPumpAskCommand : AsyncCmdlet
{
    [Parameter]
    public SwitchParameter Fail { get; set; }

    protected override async Task ProcessAsync()
    {
        bool[] answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(index => ShouldProcessAsync($"item {index}", "change")));
        WriteWarning("asked");
        if (Fail)
        {
            throw new GardenerOverlayException(ErrorTable.ShootNotFound, "web", "There is no shoot 'web'.");
        }
        WriteObject(answers.Count(answer => answer));
    }
}
