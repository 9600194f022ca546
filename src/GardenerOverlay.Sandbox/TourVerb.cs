using System.Management.Automation;

namespace GardenerOverlay.Sandbox;

/// <summary>Runs the tour as if someone typed it, with its comments as the narration.</summary>
internal static class TourVerb
{
    public static int Run(Screen screen, Stopper stopper)
    {
        string path = RepositoryLayout.Tour;
        Directory.SetCurrentDirectory(Path.GetDirectoryName(path)!);

        using Session session = Session.Open(screen, stopper);
        Outcome outcome = session.Attempt(() => ShowAll(TourStep.Read(path), session, screen));
        return stopper.ExitCode ?? session.ExitCode
            ?? (outcome == Outcome.Completed ? ExitCodes.Success : ExitCodes.ScriptFailed);
    }

    private static Outcome ShowAll(IReadOnlyList<TourStep> steps, Session session, Screen screen)
    {
        foreach (TourStep step in steps)
        {
            Announce(step, screen);
            Outcome outcome = session.Run(step.Command);
            if (outcome != Outcome.Completed || session.ExitCode is not null)
            {
                return outcome;
            }

            screen.WriteOutput("\n");
        }

        return Outcome.Completed;
    }

    private static void Announce(TourStep step, Screen screen)
    {
        PSStyle style = PSStyle.Instance;
        foreach (string line in step.Narration)
        {
            screen.WriteOutput($"{style.Foreground.Green}{line}{style.Reset}\n");
        }

        string prompt = "PS> ";
        foreach (string line in step.Command.ReplaceLineEndings("\n").Split('\n'))
        {
            screen.WriteOutput($"{prompt}{style.Bold}{line}{style.Reset}\n");
            prompt = ">> ";
        }
    }
}
