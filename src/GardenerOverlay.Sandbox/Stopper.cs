using System.Runtime.InteropServices;

namespace GardenerOverlay.Sandbox;

/// <summary>Turns SIGINT and SIGTERM into a stop of what runs, and into the end of the process if that does not help.</summary>
internal sealed class Stopper : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(700);
    private readonly Lock _gate = new();
    private readonly PosixSignalRegistration[] _registrations;
    private Action? _stop;

    public Stopper() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, context => OnSignal(context, 130)),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => OnSignal(context, 143)),
    ];

    /// <summary>The exit code to end with; null as long as nobody asked to stop.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>Runs something that <paramref name="stop"/> ends early.</summary>
    /// <returns>False if it was not started because a stop was asked for before.</returns>
    public bool Run(Action work, Action stop)
    {
        lock (_gate)
        {
            if (ExitCode is not null)
            {
                return false;
            }

            _stop = stop;
        }

        try
        {
            work();
        }
        finally
        {
            lock (_gate)
            {
                _stop = null;
            }
        }

        return true;
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }
    }

    private void OnSignal(PosixSignalContext context, int exitCode)
    {
        context.Cancel = true;
        lock (_gate)
        {
            if (ExitCode is not null || _stop is null)
            {
                // A second signal, or nothing that could be stopped in an orderly way.
                Environment.Exit(ExitCode ?? exitCode);
            }

            ExitCode = exitCode;
            _stop();
        }

        // A pipeline that waits outside the engine does not notice the stop.
        Thread.Sleep(Patience);
        Environment.Exit(exitCode);
    }
}
