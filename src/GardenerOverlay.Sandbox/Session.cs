using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace GardenerOverlay.Sandbox;

/// <summary>One runspace with the module imported, which shows what it runs as a console does.</summary>
internal sealed class Session : IDisposable
{
    private readonly SandboxUserInterface _userInterface;
    private readonly SandboxHost _host;
    private readonly Stopper _stopper;
    private readonly Runspace _runspace;

    private Session(Screen screen, Stopper stopper, string moduleManifest)
    {
        _stopper = stopper;
        _userInterface = new SandboxUserInterface(screen);
        _host = new SandboxHost(_userInterface);

        // CreateDefault would ask for the console host's assembly, which is not in the package.
        var state = InitialSessionState.CreateDefault2();
        state.ThrowOnRunspaceOpenError = true;
        state.ImportPSModule(moduleManifest);

        _runspace = RunspaceFactory.CreateRunspace(_host, state);
        _runspace.ThreadOptions = PSThreadOptions.ReuseThread;
    }

    /// <summary>Set once a script called `exit`.</summary>
    public int? ExitCode => _host.ExitCode;

    public static Session Open(Screen screen, Stopper stopper)
    {
        string moduleManifest = RepositoryLayout.ModuleManifest;
        EngineFolders.Redirect();
        var session = new Session(screen, stopper, moduleManifest);
        if (!screen.Terminal.AnyColor)
        {
            PSStyle.Instance.OutputRendering = OutputRendering.PlainText;
        }

        try
        {
            session._runspace.Open();
        }
        catch (RuntimeException problem)
        {
            session.Dispose();
            throw new CannotStartException($"The module cannot be imported. {problem.Message}");
        }

        session._runspace.SessionStateProxy.Path.SetLocation(WildcardPattern.Escape(Environment.CurrentDirectory));
        return session;
    }

    /// <summary>Runs a script text in the global scope.</summary>
    public Outcome Run(string script) => Show(_runspace.CreatePipeline(script, addToHistory: true));

    /// <summary>Runs a command in the global scope.</summary>
    public Outcome Run(Command command)
    {
        Pipeline pipeline = _runspace.CreatePipeline();
        pipeline.Commands.Add(command);
        return Show(pipeline);
    }

    /// <summary>Defines a function, replacing one of the same name.</summary>
    public void Define(string function, ScriptBlock body) =>
        _runspace.SessionStateProxy.InvokeProvider.Item.Set(["function:" + function], body, force: true, literalPath: true);

    /// <summary>The value of `$?`.</summary>
    public bool LastCommandSucceeded()
    {
        using Pipeline question = _runspace.CreatePipeline("$?");
        return LanguagePrimitives.IsTrue(question.Invoke());
    }

    /// <summary>Does something that may end in a terminating error, and shows that.</summary>
    public Outcome Attempt(Func<Outcome> work)
    {
        try
        {
            return work();
        }
        catch (Exception problem) when (problem is PipelineStoppedException || _stopper.ExitCode is not null)
        {
            return Outcome.Stopped;
        }
        catch (Exception problem) when (problem is IContainsErrorRecord)
        {
            Report((IContainsErrorRecord)problem);
            return Outcome.Failed;
        }
    }

    public void Dispose() => _runspace.Dispose();

    // The engine has no public way to send an error record through the formatter as an error,
    // except for writing it again, which $ErrorActionPreference could turn into another exception.
    private void Report(IContainsErrorRecord problem)
    {
        using Pipeline pipeline = _runspace.CreatePipeline();
        pipeline.Commands.Add("Out-Default");
        pipeline.Input.Write(problem.ErrorRecord);
        _userInterface.WriteAllAsError = true;
        try
        {
            pipeline.Invoke();
        }
        finally
        {
            _userInterface.WriteAllAsError = false;
        }
    }

    private Outcome Show(Pipeline pipeline)
    {
        using (pipeline)
        {
            // Errors travel with the output, so that they are shown in the order in which they came.
            pipeline.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
            pipeline.Commands.Add("Out-Default");
            return Attempt(() =>
                _stopper.Run(() => pipeline.Invoke(), pipeline.StopAsync) ? Outcome.Completed : Outcome.Stopped);
        }
    }
}

/// <summary>How a run ended. Non-terminating errors do not count.</summary>
internal enum Outcome
{
    Completed,
    Failed,
    Stopped,
}
