using System.Collections;
using System.Management.Automation;
using GardenerOverlay.Core.Addressing;
using GardenerOverlay.Core.Collisions;
using GardenerOverlay.Core.Errors;
using GardenerOverlay.Core.Overlay;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Commands;

/// <summary>Collects the ranges of shoots, strings and objects; what the commands about pod CIDRs share.</summary>
public abstract class RangeCommand : ShootCommand
{
    /// <summary>The ranges of each accepted shoot by its number; empty once a stored object has replaced it.</summary>
    private readonly List<RangeUse[]> _shoots = [];
    private readonly List<RangeUse> _others = [];

    /// <summary>CIDR strings, files, shoots, or objects with Name and Cidr or PodCidr.</summary>
    [Parameter(Mandatory = true, ParameterSetName = InputObjectSet, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>Ranges of others: VPC, peerings, on-premises.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Against { get; set; } = [];

    /// <summary>Only shoots in these networks.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? NetworkId { get; set; }

    /// <summary>All ranges so far, shoots first.</summary>
    protected IReadOnlyList<RangeUse> Uses => [.. _shoots.SelectMany(uses => uses), .. _others];

    /// <summary>Which ranges of a shoot count.</summary>
    protected abstract IReadOnlyCollection<RangeKind> Kinds { get; }

    /// <inheritdoc/>
    protected override bool TryCollect()
    {
        if (ParameterSetName != InputObjectSet || InputObject.BaseObject is not string text)
        {
            return false;
        }
        AddPlain(text);
        return true;
    }

    /// <inheritdoc/>
    protected override async Task ProcessInputAsync()
    {
        switch (InputObject?.BaseObject)
        {
            case null:
                break;
            case ShootOverlay address:
                await ProcessAddressAsync(address);
                break;
            case FileInfo file:
                await ProcessFileAsync(file.FullName);
                break;
            default:
                AddObject(InputObject);
                break;
        }
    }

    /// <inheritdoc/>
    protected override Task ProcessShootAsync(Shoot shoot, int? superseded)
    {
        ShootOverlay verdict = OverlayRules.Evaluate(shoot);
        if (superseded is { } number)
        {
            _shoots[number] = [];
        }
        _shoots.Add(IsInNetwork(verdict.NetworkId)
            ? [.. Of(verdict, RangeKind.Pods, verdict.PodCidr), .. Of(verdict, RangeKind.Nodes, verdict.NodeCidr), .. Of(verdict, RangeKind.Services, verdict.ServiceCidr)]
            : []);
        return Task.CompletedTask;
    }

    /// <summary>Adds a range without a shoot.</summary>
    protected void AddPlain(string text) => Add(text, text, null, RangeOrigin.Plain, null, null);

    /// <summary>Adds the ranges of -Against.</summary>
    protected void AddAgainst()
    {
        foreach (string text in Against)
        {
            Add(text, text, null, RangeOrigin.Against, null, null);
        }
    }

    /// <summary>Whether a shoot of this network is asked about.</summary>
    protected bool IsInNetwork(string? networkId) =>
        NetworkId is null || (networkId is not null && NetworkId.Any(pattern => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase).IsMatch(networkId)));

    private IEnumerable<RangeUse> Of(ShootOverlay shoot, RangeKind kind, string[] texts)
    {
        foreach (string text in Kinds.Contains(kind) ? texts : [])
        {
            if (Cidr.TryParse(text, out Cidr cidr))
            {
                yield return new RangeUse(shoot.Name, shoot.Namespace, shoot.NetworkId, kind, cidr, shoot.State, RangeOrigin.Shoot);
            }
            else
            {
                Report(Unreadable($"{shoot.Namespace}/{shoot.Name}", text));
            }
        }
    }

    /// <summary>An object of somebody else's, a row of a CSV file for example.</summary>
    private void AddObject(PSObject item)
    {
        object? ranges = Value(item, "PodCidr") ?? Value(item, "Cidr");
        if (ranges is null)
        {
            Report(new GardenerOverlayException(ErrorTable.InputNotUnderstood, $"{item}", $"'{item}' ({item.BaseObject.GetType().Name}) has neither PodCidr nor Cidr."));
            return;
        }
        string? network = Value(item, "NetworkId")?.ToString();
        if (!IsInNetwork(network))
        {
            return;
        }
        OverlayState? state = Enum.TryParse(Value(item, "State")?.ToString(), ignoreCase: true, out OverlayState parsed) ? parsed : null;
        foreach (object? range in ranges is IEnumerable list and not string ? list : new[] { ranges })
        {
            string text = range?.ToString() ?? "";
            // With a network it is a shoot like any other; without one it is compared with all.
            Add(Value(item, "Name")?.ToString() ?? text, text, Value(item, "Namespace")?.ToString(), network is null ? RangeOrigin.Plain : RangeOrigin.Shoot, network, state);
        }
    }

    private void Add(string name, string text, string? ns, RangeOrigin origin, string? network, OverlayState? state)
    {
        if (Cidr.TryParse(text, out Cidr cidr))
        {
            _others.Add(new RangeUse(name, ns, network, RangeKind.Pods, cidr, state, origin));
        }
        else
        {
            Report(Unreadable(name, text));
        }
    }

    private static object? Value(PSObject item, string name) => item.BaseObject is IDictionary table ? table[name] : Unwrap(item.Properties[name]?.Value);

    private static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private static GardenerOverlayException Unreadable(string name, string text) =>
        new(ErrorTable.CidrUnreadable, name, name == text ? $"'{text}' is not a CIDR." : $"'{text}' of {name} is not a CIDR.");
}
