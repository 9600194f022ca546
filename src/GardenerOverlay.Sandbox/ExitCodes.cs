namespace GardenerOverlay.Sandbox;

/// <summary>The codes a script does not choose itself.</summary>
internal static class ExitCodes
{
    public const int Success = 0;
    public const int ScriptFailed = 1;
    public const int CannotStart = 2;
    /// <summary>EX_USAGE, which is also what pwsh answers to a wrong command line.</summary>
    public const int WrongUsage = 64;
}

/// <summary>Nothing was run; the message says why and what to do.</summary>
internal sealed class CannotStartException(string message, int exitCode = ExitCodes.CannotStart) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
