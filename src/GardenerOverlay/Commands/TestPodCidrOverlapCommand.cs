using System.Management.Automation;
using GardenerOverlay.Core.Collisions;
using GardenerOverlay.Core.Errors;

namespace GardenerOverlay.Commands;

/// <summary>Finds pod CIDRs that overlap where shoots share a network.</summary>
[Cmdlet(VerbsDiagnostic.Test, "PodCidrOverlap", DefaultParameterSetName = PathSet)]
[OutputType(typeof(PodCidrOverlap))]
[OutputType(typeof(bool))]
public sealed class TestPodCidrOverlapCommand : RangeCommand
{
    private const string CidrSet = "Cidr";

    private bool _found;

    /// <summary>Ranges to compare with one another.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CidrSet)]
    [ValidateNotNullOrEmpty]
    public string[] Cidr { get; set; } = [];

    /// <summary>Networks that are joined: a=b.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Peered { get; set; } = [];

    /// <summary>Compares all shoots, whatever their networks.</summary>
    [Parameter]
    public SwitchParameter AnyNetwork { get; set; }

    /// <summary>Which ranges of a shoot are compared.</summary>
    [Parameter]
    public RangeKind[] Range { get; set; } = [RangeKind.Pods];

    /// <summary>Shows overlaps that do no harm, too.</summary>
    [Parameter]
    public SwitchParameter IncludeHarmless { get; set; }

    /// <summary>One answer: whether there is a conflict or a risk.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override IReadOnlyCollection<RangeKind> Kinds => Range;

    /// <inheritdoc/>
    protected override Task ProcessInputAsync()
    {
        if (ParameterSetName != CidrSet)
        {
            return base.ProcessInputAsync();
        }
        foreach (string text in Cidr)
        {
            AddPlain(text);
        }
        return Task.CompletedTask;
    }

    /// <summary>What cannot be read is an error of that item; -Quiet must not answer without it.</summary>
    protected override void Report(GardenerOverlayException exception)
    {
        if (Quiet)
        {
            throw exception;
        }
        base.Report(exception);
    }

    /// <inheritdoc/>
    protected override async Task EndAsync()
    {
        await base.EndAsync();
        IReadOnlyList<RangeUse> uses = Uses;
        if (!HasRead)
        {
            WriteWarning("No shoot and no range was read: nothing was compared.");
        }
        NetworkGroups? groups = AnyNetwork ? null : GroupsOf(uses);
        foreach (PodCidrOverlap overlap in CidrCollisions.Find(uses, groups))
        {
            StopToken.ThrowIfCancellationRequested();
            _found |= overlap.Severity != OverlapSeverity.Harmless;
            if (Quiet && _found)
            {
                break;
            }
            if (!Quiet && (IncludeHarmless || overlap.Severity != OverlapSeverity.Harmless))
            {
                WriteObject(overlap);
            }
        }
        if (groups is not null && !(Quiet && _found))
        {
            WarnOfLoners(uses, groups);
        }
        if (Quiet)
        {
            WriteObject(_found);
        }
    }

    private NetworkGroups GroupsOf(IReadOnlyList<RangeUse> uses)
    {
        NetworkGroups groups = new();
        string[] known = [.. uses.Select(use => use.NetworkId).OfType<string>().Distinct(StringComparer.Ordinal)];
        foreach (string network in known)
        {
            groups.Join([network]);
        }
        foreach (string peering in Peered)
        {
            string[] names = peering.Split('=', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (names.Length < 2)
            {
                Report(new GardenerOverlayException(ErrorTable.PeeringUnreadable, peering, $"'{peering}' does not name two networks."));
                continue;
            }
            groups.Join(names.SelectMany(name => NetworksOf(name, known)));
        }
        return groups;
    }

    private string[] NetworksOf(string name, string[] known)
    {
        NameFilter filter = new([name]);
        string[] networks = [.. known.Where(id => filter.Accepts([id, NetworkGroups.NetworkOf(id)!, .. NetworkGroups.KeysOf(id)]))];
        if (networks.Length == 0)
        {
            Report(new GardenerOverlayException(ErrorTable.NetworkNotFound, name, $"No shoot that was read is in the network '{name}'."));
        }
        return networks;
    }

    private void WarnOfLoners(IReadOnlyList<RangeUse> uses, NetworkGroups groups)
    {
        RangeUse[] shoots = [.. uses.Where(use => use.Origin == RangeOrigin.Shoot).DistinctBy(use => use.Shoot)];
        int unknown = shoots.Count(use => use.NetworkId is null);
        int own = shoots.Where(use => use.NetworkId is not null && NetworkGroups.IsOwn(use.NetworkId))
            .GroupBy(use => groups.GroupOf(use.NetworkId)).Count(group => group.Count() == 1);
        if (unknown + own > 0)
        {
            WriteWarning($"Compared with no other shoot: {own} in a network of their own, {unknown} whose network is not told. If networks are joined, name them with -Peered; -AnyNetwork compares all.");
        }
    }
}
