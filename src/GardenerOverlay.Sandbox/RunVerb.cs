using System.Management.Automation.Runspaces;

namespace GardenerOverlay.Sandbox;

/// <summary>Runs a script and answers with the exit code pwsh would have.</summary>
internal static class RunVerb
{
    public static int Command(CommandRequest request, Screen screen, Stopper stopper)
    {
        using Session session = Session.Open(screen, stopper);
        Outcome outcome = session.Attempt(() =>
        {
            // The error the engine makes of an incomplete text knows no position, and is shown as an empty line.
            ScriptReader.Check(request.Script);
            return session.Run(request.Script);
        });
        return ExitCode(session, stopper, outcome)
            ?? (session.LastCommandSucceeded() ? ExitCodes.Success : ExitCodes.ScriptFailed);
    }

    public static int File(FileRequest request, Screen screen, Stopper stopper)
    {
        string path = Path.GetFullPath(request.Path);
        if (!System.IO.File.Exists(path))
        {
            throw new CannotStartException($"run: there is no script file '{request.Path}'.", ExitCodes.WrongUsage);
        }

        using Session session = Session.Open(screen, stopper);
        Outcome outcome = session.Attempt(() =>
        {
            // As a function, because the engine keeps `exit` in a script file from the host, with the exit code.
            // The script block knows its file, so $PSScriptRoot and error positions are right.
            string name = Path.GetFileName(path);
            session.Define(name, ScriptReader.ParseFile(path, out _).GetScriptBlock());
            var command = new Command(name, isScript: false, useLocalScope: false);
            foreach (CommandParameter parameter in ScriptReader.Parameters(request.Arguments))
            {
                command.Parameters.Add(parameter);
            }

            return session.Run(command);
        });
        return ExitCode(session, stopper, outcome) ?? ExitCodes.Success;
    }

    private static int? ExitCode(Session session, Stopper stopper, Outcome outcome) =>
        stopper.ExitCode ?? session.ExitCode ?? (outcome == Outcome.Completed ? null : ExitCodes.ScriptFailed);
}
