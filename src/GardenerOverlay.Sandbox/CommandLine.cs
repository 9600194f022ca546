using GardenerOverlay.Sandbox.Garden.Serve;

namespace GardenerOverlay.Sandbox;

/// <param name="Landscape">If given, a garden filled from this folder is there while the script runs.</param>
internal abstract record Request(string? Landscape = null);

internal sealed record HelpRequest : Request;

internal sealed record WrongRequest(string Reason) : Request;

internal sealed record CommandRequest(string Script) : Request;

internal sealed record FileRequest(string Path, IReadOnlyList<string> Arguments) : Request;

internal sealed record TourRequest : Request;

internal sealed record ServeRequest(GardenOptions Options) : Request;

/// <summary>What the user asked for.</summary>
internal static class CommandLine
{
    public const string Usage = """
        A PowerShell engine with GardenerOverlay imported.

        Usage:
          run -c <script>              Run a script text, as pwsh -c does.
          run <file.ps1> [arguments]   Run a script file, as pwsh -File does.
          tour                         Run samples/tour.ps1, showing each command before its output.
          serve [options]              Serve a garden, its seeds and shoots on the loopback address.
          --help                       Show this text.

        run and tour take --landscape <folder> as their first option: a garden is served while they
        run, and KUBECONFIG names it.

        Options of serve:
          --landscape <folder>         What the garden holds; samples/landscape if not given.
          --shoots <n>                 Make so many shoots of 15 KB instead.
          --port <n>                   The port; any free one if not given.
          --kubeconfigs <folder>       Where the kubeconfigs are written; out/garden if not given.
          --fault <fault>              Let something go wrong, for instance
                                       too-many-requests,times=3,after=1,path=/garden/*/shoots*
                                       slow,after=0.2; kinds: too-many-requests, error, slow, cut,
                                       expired, conflict, away. Can be given several times.

        Exit code:
          that of `exit n` (serve: 0 once it was stopped), else 1 after a terminating error (with -c also if the last command
          failed), 2 if the module cannot be imported, 64 for a wrong command line,
          130 and 143 if stopped by SIGINT or SIGTERM.

        Output is plain text if it does not go to a terminal or if NO_COLOR is set.

        """;

    public static Request Parse(string[] arguments) => arguments switch
    {
        [] => new WrongRequest("A verb is missing."),
        ["-h" or "-?" or "--help" or "help", ..] => new HelpRequest(),
        ["run" or "tour" or "serve", "-h" or "-?" or "--help", ..] => new HelpRequest(),
        ["run" or "tour", "--landscape"] => new WrongRequest($"{arguments[0]}: --landscape: the folder is missing."),
        ["run" or "tour", "--landscape", string folder, .. string[] rest] => Parse([arguments[0], .. rest]) with { Landscape = folder },
        ["run", "-c"] => new WrongRequest("run -c: the script is missing."),
        // Like pwsh: what follows belongs to the script text.
        ["run", "-c", .. string[] words] => new CommandRequest(string.Join(' ', words)),
        ["run"] => new WrongRequest("run: a script file or -c is missing."),
        ["run", string option, ..] when option.StartsWith('-') => new WrongRequest($"run: unknown option '{option}'."),
        ["run", string path, .. string[] rest] => new FileRequest(path, rest),
        ["tour"] => new TourRequest(),
        ["tour", ..] => new WrongRequest("tour: takes no arguments."),
        ["serve", .. string[] options] => ServeOptions.Parse(options),
        [string verb, ..] => new WrongRequest($"Unknown verb '{verb}'."),
    };
}
