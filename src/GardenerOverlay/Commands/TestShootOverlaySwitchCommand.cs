using System.Management.Automation;
using GardenerOverlay.Core.Errors;
using GardenerOverlay.Core.Overlay;

namespace GardenerOverlay.Commands;

/// <summary>Tells whether shoots may be switched, check by check.</summary>
[Cmdlet(VerbsDiagnostic.Test, "ShootOverlaySwitch", DefaultParameterSetName = PathSet)]
[OutputType(typeof(OverlayCheck))]
[OutputType(typeof(bool))]
public sealed class TestShootOverlaySwitchCommand : SwitchCommand
{
    private bool _hasErrors;

    /// <summary>One answer: whether no check failed.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>What cannot be read is no reason to say yes.</summary>
    protected override void Report(GardenerOverlayException exception)
    {
        _hasErrors = true;
        base.Report(exception);
    }

    /// <inheritdoc/>
    protected override Task ProcessSubjectsAsync(IReadOnlyList<SwitchSubject> subjects, SwitchSurroundings surroundings)
    {
        bool isSafe = subjects.Count > 0 && !_hasErrors;
        foreach (OverlayCheck check in subjects.SelectMany(subject => Preflight.Run(subject, surroundings)))
        {
            StopToken.ThrowIfCancellationRequested();
            isSafe &= check.Status != CheckStatus.Failed;
            if (!Quiet)
            {
                WriteObject(check);
            }
        }
        if (Quiet)
        {
            WriteObject(isSafe);
        }
        return Task.CompletedTask;
    }
}
