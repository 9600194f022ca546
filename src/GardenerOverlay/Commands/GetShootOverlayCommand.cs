using System.Management.Automation;
using GardenerOverlay.Core.Overlay;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Commands;

/// <summary>Tells which shoots use the overlay network, why, and what is wrong with their configuration.</summary>
[Cmdlet(VerbsCommon.Get, "ShootOverlay", DefaultParameterSetName = PathSet)]
[OutputType(typeof(ShootOverlay))]
public sealed class GetShootOverlayCommand : ShootCommand
{
    /// <summary>An address of a shoot: the source that it names is read again.</summary>
    [Parameter(Mandatory = true, ParameterSetName = InputObjectSet, ValueFromPipeline = true)]
    [ValidateNotNull]
    public ShootOverlay InputObject { get; set; } = null!;

    /// <inheritdoc/>
    protected override Task ProcessInputAsync() => ProcessAddressAsync(InputObject);

    /// <inheritdoc/>
    protected override Task ProcessShootAsync(Shoot shoot, int? superseded)
    {
        WriteObject(OverlayRules.Evaluate(shoot));
        return Task.CompletedTask;
    }
}
