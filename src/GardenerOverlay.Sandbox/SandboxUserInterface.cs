using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace GardenerOverlay.Sandbox;

/// <summary>
/// What the engine can show and ask. As in pwsh only errors go to the standard error;
/// warnings and the like are part of what a user reads.
/// </summary>
internal sealed class SandboxUserInterface(Screen screen) : PSHostUserInterface
{
    private readonly KeyboardInput _input = new();
    private readonly ProgressLine _progress = new();

    /// <summary>Set while an error is sent through the formatter as an ordinary object.</summary>
    public bool WriteAllAsError { get; set; }

    public override bool SupportsVirtualTerminal => screen.Terminal.AnyColor;

    public override PSHostRawUserInterface RawUI { get; } = new SandboxRawUserInterface();

    public override void Write(string value)
    {
        if (WriteAllAsError)
        {
            screen.WriteError(value);
        }
        else
        {
            screen.WriteOutput(value);
        }
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        Write(Styled(PSStyle.Instance.Foreground.FromConsoleColor(foregroundColor), value));

    public override void WriteLine(string value) => Write(value + "\n");

    // The inherited one writes text and line end apart: two system calls, and a gap for other writers.
    public override void WriteLine(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        Write(Styled(PSStyle.Instance.Foreground.FromConsoleColor(foregroundColor), value) + "\n");

    public override void WriteErrorLine(string value) => screen.WriteError(value + "\n");

    public override void WriteWarningLine(string message) =>
        WriteLine(Styled(PSStyle.Instance.Formatting.Warning, "WARNING: " + message));

    public override void WriteVerboseLine(string message) =>
        WriteLine(Styled(PSStyle.Instance.Formatting.Verbose, "VERBOSE: " + message));

    public override void WriteDebugLine(string message) =>
        WriteLine(Styled(PSStyle.Instance.Formatting.Debug, "DEBUG: " + message));

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        if (_progress.Next(record, TerminalFacts.Size().Width) is string line)
        {
            screen.ShowProgress(line);
        }
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        Write($"\n{caption}\n{message}\n");
        return new ChoicePrompt(choices, defaultChoice).Ask(Write, ReadLine);
    }

    public override string ReadLine() => _input.ReadLine();

    // A script that runs here must not ask for values: missing parameters become the error they are.
    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        throw KeyboardInput.NotInteractive();

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw KeyboardInput.NotInteractive();

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options) => throw KeyboardInput.NotInteractive();

    public override SecureString ReadLineAsSecureString() => throw KeyboardInput.NotInteractive();

    private static string Styled(string style, string text) => style + text + PSStyle.Instance.Reset;
}
