using System.Globalization;
using System.Management.Automation.Host;

namespace GardenerOverlay.Sandbox;

/// <summary>What the engine knows about the program it runs in.</summary>
internal sealed class SandboxHost(SandboxUserInterface userInterface) : PSHost
{
    /// <summary>Set by `exit`; null if the script just ended.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>Of one language, whatever the machine's is; not invariant, because then the engine breaks lines within words.</summary>
    public static CultureInfo Culture { get; } = FindCulture();

    public override CultureInfo CurrentCulture => Culture;
    public override CultureInfo CurrentUICulture => Culture;
    public override Guid InstanceId { get; } = Guid.NewGuid();
    public override string Name => "GardenerOverlay.Sandbox";
    public override PSHostUserInterface UI => userInterface;
    public override Version Version { get; } = typeof(SandboxHost).Assembly.GetName().Version!;

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    public override void EnterNestedPrompt() => throw KeyboardInput.NotInteractive();

    public override void ExitNestedPrompt()
    {
    }

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    private static CultureInfo FindCulture()
    {
        try
        {
            return CultureInfo.GetCultureInfo("en-US");
        }
        catch (CultureNotFoundException)
        {
            // A machine without ICU has only the invariant one.
            return CultureInfo.InvariantCulture;
        }
    }
}
