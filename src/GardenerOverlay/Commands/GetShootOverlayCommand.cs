using System.Management.Automation;
using GardenerOverlay.Core.Overlay;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Commands;

/// <summary>Tells which shoots use the overlay network, why, and what is wrong with their configuration.</summary>
[Cmdlet(VerbsCommon.Get, "ShootOverlay", DefaultParameterSetName = "Path")]
[OutputType(typeof(ShootOverlay))]
public sealed class GetShootOverlayCommand : ShootCommand
{
    /// <inheritdoc/>
    protected override Task ProcessShootAsync(Shoot shoot)
    {
        WriteObject(OverlayRules.Evaluate(shoot));
        return Task.CompletedTask;
    }
}
