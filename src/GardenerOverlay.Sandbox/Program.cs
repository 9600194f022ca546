using System.Globalization;

namespace GardenerOverlay.Sandbox;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        // Before the first engine type is touched: the engine reads it once, and would otherwise write to the home folder.
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = SandboxHost.Culture;
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = SandboxHost.Culture;

        int exitCode = Execute(CommandLine.Parse(arguments));

        // Not `return`: a script may have left a foreground thread behind, and the process must still end.
        Environment.Exit(exitCode);
        return exitCode;
    }

    private static int Execute(Request request)
    {
        var screen = new Screen(TerminalFacts.Detect());
        switch (request)
        {
            case HelpRequest:
                screen.WriteOutput(CommandLine.Usage);
                return ExitCodes.Success;
            case WrongRequest wrong:
                screen.WriteError($"{wrong.Reason}\n\n{CommandLine.Usage}");
                return ExitCodes.WrongUsage;
        }

        try
        {
            using var stopper = new Stopper();
            using IDisposable? garden = request.Landscape is { } landscape ? ScriptGarden.Start(landscape) : null;
            return request switch
            {
                ServeRequest serve => ServeVerb.Run(serve, screen, stopper),
                CommandRequest command => RunVerb.Command(command, screen, stopper),
                FileRequest file => RunVerb.File(file, screen, stopper),
                _ => TourVerb.Run(screen, stopper),
            };
        }
        catch (CannotStartException problem)
        {
            screen.WriteError(problem.Message + "\n");
            return problem.ExitCode;
        }
    }
}
