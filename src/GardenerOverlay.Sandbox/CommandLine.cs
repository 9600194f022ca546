namespace GardenerOverlay.Sandbox;

internal abstract record Request;

internal sealed record HelpRequest : Request;

internal sealed record WrongRequest(string Reason) : Request;

internal sealed record CommandRequest(string Script) : Request;

internal sealed record FileRequest(string Path, IReadOnlyList<string> Arguments) : Request;

internal sealed record TourRequest : Request;

/// <summary>What the user asked for.</summary>
internal static class CommandLine
{
    public const string Usage = """
        A PowerShell engine with GardenerOverlay imported.

        Usage:
          run -c <script>              Run a script text, as pwsh -c does.
          run <file.ps1> [arguments]   Run a script file, as pwsh -File does.
          tour                         Run samples/tour.ps1, showing each command before its output.
          --help                       Show this text.

        Exit code:
          that of `exit n`, else 1 after a terminating error (with -c also if the last command
          failed), 2 if the module cannot be imported, 64 for a wrong command line,
          130 and 143 if stopped by SIGINT or SIGTERM.

        Output is plain text if it does not go to a terminal or if NO_COLOR is set.

        """;

    public static Request Parse(string[] arguments) => arguments switch
    {
        [] => new WrongRequest("A verb is missing."),
        ["-h" or "-?" or "--help" or "help", ..] => new HelpRequest(),
        ["run" or "tour", "-h" or "-?" or "--help", ..] => new HelpRequest(),
        ["run", "-c"] => new WrongRequest("run -c: the script is missing."),
        // Like pwsh: what follows belongs to the script text.
        ["run", "-c", .. string[] words] => new CommandRequest(string.Join(' ', words)),
        ["run"] => new WrongRequest("run: a script file or -c is missing."),
        ["run", string option, ..] when option.StartsWith('-') => new WrongRequest($"run: unknown option '{option}'."),
        ["run", string path, .. string[] rest] => new FileRequest(path, rest),
        ["tour"] => new TourRequest(),
        ["tour", ..] => new WrongRequest("tour: takes no arguments."),
        [string verb, ..] => new WrongRequest($"Unknown verb '{verb}'."),
    };
}
