using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Host;
using GardenerOverlay.Core.Errors;

namespace GardenerOverlay.Hosting;

/// <summary>
/// A cmdlet whose body runs on the thread pool. Whatever it writes or asks becomes an action that the pipeline thread
/// performs, because the engine allows that on no other thread. The queue is bounded: a slow reader downstream slows
/// the body down instead of filling the memory. Ctrl+C, a downstream stop and a throwing write cancel <see cref="StopToken"/>.
/// </summary>
public abstract class AsyncCmdlet : PSCmdlet, IDisposable
{
    private const int QueueCapacity = 64;

    /// <summary>How long a body that was told to stop may take to clean up before it is left to itself.</summary>
    private static readonly TimeSpan s_stopGrace = TimeSpan.FromMilliseconds(500);

    // Never disposed: a body that was left to itself may still look at it, and without timers it holds nothing.
    private readonly CancellationTokenSource _stop = new();

    // Ends the pipeline thread's wait on Ctrl+C; apart from _stop, whose callbacks are the body's and may take long.
    private readonly CancellationTokenSource _pump = new();
    private volatile BlockingCollection<Action>? _queue;
    private int _pipelineThread;
    private bool _isVerbose;

    /// <summary>Cancelled when the command is to end. Every wait and every call to the world takes it.</summary>
    protected CancellationToken StopToken => _stop.Token;

    /// <summary>Runs before the first object of the pipeline.</summary>
    protected virtual Task BeginAsync() => Task.CompletedTask;

    /// <summary>
    /// Takes an object of the pipeline on the pipeline's own thread, for input that is only collected: a hundred
    /// thousand strings are not worth a task each.
    /// </summary>
    /// <returns>Whether it was taken; if not, <see cref="ProcessAsync"/> runs.</returns>
    protected virtual bool TryCollect() => false;

    /// <summary>Runs for each object of the pipeline, or once without a pipeline.</summary>
    protected virtual Task ProcessAsync() => Task.CompletedTask;

    /// <summary>Runs after the last object; not after a stop.</summary>
    protected virtual Task EndAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    protected sealed override void BeginProcessing()
    {
        _isVerbose = MyInvocation.BoundParameters.TryGetValue("Verbose", out object? asked)
            ? (SwitchParameter)asked
            : GetVariableValue("VerbosePreference") is not ActionPreference.SilentlyContinue;
        IsWhatIf = MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? whatIf) ? (SwitchParameter)whatIf : LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"));
        Run(BeginAsync);
    }

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        if (!Guard(TryCollect))
        {
            Run(ProcessAsync);
        }
    }

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => Run(EndAsync);

    /// <inheritdoc/>
    protected sealed override void StopProcessing()
    {
        StopBody();
        _pump.Cancel();
    }

    /// <summary>Emits an object.</summary>
    protected new void WriteObject(object value) => Post(() => base.WriteObject(value));

    /// <summary>Writes an error of one item; the command goes on.</summary>
    protected void WriteError(GardenerOverlayException error) => Post(() => base.WriteError(ErrorRecords.Of(error)));

    /// <summary>Writes a warning.</summary>
    protected new void WriteWarning(string text) => Post(() => base.WriteWarning(text));

    /// <summary>Writes a line of the verbose stream. Nothing is handed over where nobody listens: there is a line for every file.</summary>
    protected new void WriteVerbose(string text)
    {
        if (_isVerbose)
        {
            Post(() => base.WriteVerbose(text));
        }
    }

    /// <summary>Writes to the information stream. With the tag PSHOST the host shows it.</summary>
    protected void WriteInformation(string text, params string[] tags) => Post(() => base.WriteInformation(text, tags));

    /// <summary>Whether only a report of changes is wanted.</summary>
    protected bool IsWhatIf { get; private set; }

    /// <summary>Asks whether a change may be made; the answer comes from the pipeline thread.</summary>
    protected Task<bool> ShouldProcessAsync(string target, string action) => AskAsync(() => base.ShouldProcess(target, action));

    /// <summary>Asks whether many changes are meant.</summary>
    /// <exception cref="GardenerOverlayException">Nobody is there to be asked.</exception>
    protected async Task<bool> ShouldContinueAsync(string question, string caption)
    {
        (bool? answer, Exception? fault) = await AskAsync(() => Continue(question, caption));
        return answer ?? throw new GardenerOverlayException(ErrorTable.ConfirmationNeeded, caption, $"{question} Nobody can be asked in this session.", fault);
    }

    /// <summary>What is to be told after a stop: done, in flight and left. Null where nothing was begun.</summary>
    protected virtual string? ReportStop() => null;

    /// <summary>Releases what the command holds; also called after a stop, when EndAsync is not.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    private (bool? Answer, Exception? Fault) Continue(string question, string caption)
    {
        try
        {
            return (base.ShouldContinue(question, caption), null);
        }
        catch (Exception exception) when (exception is PSInvalidOperationException or HostException or NotImplementedException or NotSupportedException)
        {
            return (null, exception);
        }
    }

    private void TellStop()
    {
        if (ReportStop() is { } report)
        {
            base.WriteInformation(report, ["PSHOST"]);
        }
    }

    private bool Guard(Func<bool> body)
    {
        _pipelineThread = Environment.CurrentManagedThreadId;
        try
        {
            return body();
        }
        catch (GardenerOverlayException exception)
        {
            ThrowTerminatingError(ErrorRecords.Of(exception));
            throw;
        }
    }

    private void Run(Func<Task> body)
    {
        BlockingCollection<Action> queue = new(QueueCapacity);
        _queue = queue;
        // On the pool there is no SynchronizationContext: no continuation can wait for this thread.
        Task task = Task.Run(body, CancellationToken.None);
        _ = task.ContinueWith(_ => queue.CompleteAdding(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            foreach (Action action in queue.GetConsumingEnumerable(_pump.Token))
            {
                action();
            }
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            Abandon(task);
            TellStop();
            throw new PipelineStoppedException();
        }
        catch
        {
            // Downstream has enough (Select-Object -First), or a preference turned a message into an exception.
            StopBody();
            Abandon(task);
            TellStop();
            throw;
        }
        finally
        {
            _queue = null;
        }
        Finish(task);
    }

    private void Finish(Task task)
    {
        try
        {
            task.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            // The body was quicker to end than the wait for it.
            TellStop();
            throw new PipelineStoppedException();
        }
        catch (GardenerOverlayException exception)
        {
            ThrowTerminatingError(ErrorRecords.Of(exception));
        }
    }

    /// <summary>Not by Cancel: that would run what the body does on a stop here, on the thread that must not wait for it.</summary>
    private void StopBody() => _ = _stop.CancelAsync();

    private static void Abandon(Task task)
    {
        // WaitAny does not throw what the body throws: the reason of the stop is what counts.
        Task.WaitAny([task], s_stopGrace);
        _ = task.ContinueWith(ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    private void Post(Action action)
    {
        BlockingCollection<Action>? queue = _queue;
        if (queue is not null)
        {
            queue.Add(action, StopToken);
        }
        else if (Environment.CurrentManagedThreadId == _pipelineThread)
        {
            action();
        }
        else
        {
            StopToken.ThrowIfCancellationRequested();
            throw new InvalidOperationException("The command writes outside of its body.");
        }
    }

    /// <summary>Has the pipeline thread answer something that only the engine knows.</summary>
    protected Task<T> AskAsync<T>(Func<T> question)
    {
        TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() =>
        {
            try
            {
                answer.SetResult(question());
            }
            catch (Exception exception)
            {
                answer.SetException(exception);
                throw;
            }
        });
        // When another write ends the pump nobody answers any more: the token frees the body.
        return answer.Task.WaitAsync(StopToken);
    }
}
