namespace GardenerOverlay.Sandbox;

/// <summary>What can be shown on the two output streams.</summary>
/// <param name="IsTerminal">Whether both streams are terminals, so that a transient line disturbs nobody.</param>
/// <param name="ColorOutput">Whether escape sequences may be written to the standard output.</param>
/// <param name="ColorError">Whether escape sequences may be written to the standard error.</param>
internal sealed record TerminalFacts(bool IsTerminal, bool ColorOutput, bool ColorError)
{
    private const int WidthWithoutTerminal = 100;
    private const int HeightWithoutTerminal = 50;

    public bool AnyColor => ColorOutput || ColorError;

    public static TerminalFacts Detect()
    {
        bool output = !Console.IsOutputRedirected;
        bool error = !Console.IsErrorRedirected;
        bool color = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && !string.Equals(Environment.GetEnvironmentVariable("TERM"), "dumb", StringComparison.Ordinal);
        if (!color)
        {
            SilenceRuntime();
        }

        return new(output && error, output && color, error && color);
    }

    /// <summary>Read anew each time, because a window can be resized.</summary>
    public static (int Width, int Height) Size()
    {
        if (Console.IsOutputRedirected)
        {
            return (WidthWithoutTerminal, HeightWithoutTerminal);
        }

        // A pseudo terminal that nobody gave a size reports 0.
        (int width, int height) = (Console.WindowWidth, Console.WindowHeight);
        return (width > 0 ? width : WidthWithoutTerminal, height > 0 ? height : HeightWithoutTerminal);
    }

    // At the first use of a terminal the runtime switches the keypad mode, with the escape sequence that TERM stands for.
    private static void SilenceRuntime()
    {
        string? terminal = Environment.GetEnvironmentVariable("TERM");
        Environment.SetEnvironmentVariable("TERM", "dumb");
        Console.OpenStandardOutput().Write([]);
        Environment.SetEnvironmentVariable("TERM", terminal);
    }
}
