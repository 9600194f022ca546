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

    /// <summary>The number of each shoot that is there as Shoot or as Network, by its technical ID.</summary>
    private readonly Dictionary<string, (int Number, ShootResourceKind Kind)> _identities = new(StringComparer.Ordinal);
    private NameFilter? _networks;
    private int _rows;

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

    /// <summary>Whether any shoot or range came in, be it in a network that is not asked about.</summary>
    protected bool HasRead => _shoots.Count > 0 || _others.Exists(use => use.Origin != RangeOrigin.Against);

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
    protected override Task BeginAsync()
    {
        _networks = new NameFilter(NetworkId ?? []);
        return base.BeginAsync();
    }

    /// <inheritdoc/>
    protected override Task ProcessInputAsync() => ProcessItemAsync(InputObject);

    /// <inheritdoc/>
    protected override Task ProcessShootAsync(Shoot shoot, int? superseded)
    {
        ShootOverlay verdict = OverlayRules.Evaluate(shoot);
        if (superseded is { } number)
        {
            _shoots[number] = [];
        }
        bool isCounted = IsFirstWitness(shoot, verdict) && IsInNetwork(verdict.NetworkId);
        if (isCounted && verdict.PodCidr.Length == 0 && verdict.State != OverlayState.NotApplicable)
        {
            Report(new GardenerOverlayException(ErrorTable.PodCidrUnknown, $"{shoot.Namespace}/{shoot.Name}", $"{shoot.Namespace}/{shoot.Name} does not tell its pod CIDR."));
        }
        _shoots.Add(isCounted
            ? [.. Of(verdict, RangeKind.Pods, verdict.PodCidr), .. Of(verdict, RangeKind.Nodes, verdict.NodeCidr), .. Of(verdict, RangeKind.Services, verdict.ServiceCidr)]
            : []);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task EndAsync()
    {
        await base.EndAsync();
        foreach (string network in _networks!.Missed)
        {
            Report(new GardenerOverlayException(ErrorTable.NetworkNotFound, network, $"No shoot that was read is in the network '{network}'."));
        }
        AddAgainst();
    }

    /// <summary>Adds a range without a shoot.</summary>
    protected void AddPlain(string text) => Add(text, text, null, RangeOrigin.Plain, null, null);

    private void AddAgainst()
    {
        foreach (string text in Against)
        {
            Add(text, text, null, RangeOrigin.Against, null, null);
        }
    }

    private bool IsInNetwork(string? networkId) => networkId is null
        ? NetworkId is null
        : _networks!.Accepts([networkId, NetworkGroups.NetworkOf(networkId)!, .. NetworkGroups.KeysOf(networkId)]);

    /// <summary>
    /// A Shoot and its Network on the seed are one shoot here: the Shoot tells more. A manifest has no technical ID;
    /// Gardener makes it of project and name.
    /// </summary>
    private bool IsFirstWitness(Shoot shoot, ShootOverlay verdict)
    {
        string? identity = shoot.TechnicalId ?? (verdict.Project is null ? null : $"shoot--{verdict.Project}--{shoot.Name}");
        if (identity is null)
        {
            return true;
        }
        if (_identities.TryGetValue(identity, out (int Number, ShootResourceKind Kind) other) && other.Kind != shoot.Kind)
        {
            if (shoot.Kind == ShootResourceKind.Network)
            {
                return false;
            }
            _shoots[other.Number] = [];
        }
        _identities[identity] = (_shoots.Count, shoot.Kind);
        return true;
    }

    private async Task ProcessItemAsync(PSObject item)
    {
        switch (item.BaseObject)
        {
            case string text:
                AddPlain(text);
                break;
            case ShootOverlay address:
                await ProcessAddressAsync(address);
                break;
            case FileSystemInfo file:
                await ProcessPathsAsync([file.FullName], isLiteral: true);
                break;
            case IEnumerable items and not IDictionary:
                foreach (object? inner in items)
                {
                    await ProcessItemAsync(PSObject.AsPSObject(inner ?? ""));
                }
                break;
            default:
                if (Value(item, "PSPath") is string path && Ranges(item) is null)
                {
                    await ProcessPathsAsync([path], isLiteral: true);
                    break;
                }
                AddObject(item);
                break;
        }
    }

    private IEnumerable<RangeUse> Of(ShootOverlay shoot, RangeKind kind, string[] texts)
    {
        foreach (string text in Kinds.Contains(kind) ? texts : [])
        {
            if (Cidr.TryParse(text, out Cidr cidr))
            {
                yield return new RangeUse(shoot.Name, shoot.Namespace, shoot.NetworkId, kind, cidr, shoot.State, RangeOrigin.Shoot, _shoots.Count);
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
        object? ranges = Ranges(item);
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
        // Rows count down, so that no row is taken for a shoot that was read.
        _rows--;
        OverlayState? state = StateOf(Value(item, "State"));
        foreach (object? range in ranges is IEnumerable list and not string ? list : new[] { ranges })
        {
            string text = range?.ToString() ?? "";
            // With a network it is a shoot like any other; without one it is compared with all.
            Add(Value(item, "Name")?.ToString() ?? text, text, Value(item, "Namespace")?.ToString(), network is null ? RangeOrigin.Plain : RangeOrigin.Shoot, network, state);
        }
    }

    private static object? Ranges(PSObject item) => Value(item, "PodCidr") ?? Value(item, "Cidr");

    /// <summary>By its exact name only: Enum.Parse would take a 0 for Enabled.</summary>
    private static OverlayState? StateOf(object? value) =>
        Array.Exists(Enum.GetNames<OverlayState>(), name => name.Equals(value?.ToString(), StringComparison.OrdinalIgnoreCase)) ? Enum.Parse<OverlayState>(value!.ToString()!, ignoreCase: true) : null;

    private void Add(string name, string text, string? ns, RangeOrigin origin, string? network, OverlayState? state)
    {
        if (Cidr.TryParse(text, out Cidr cidr))
        {
            _others.Add(new RangeUse(name, ns, network, RangeKind.Pods, cidr, state, origin, _rows));
        }
        else
        {
            Report(Unreadable(name, text));
        }
    }

    private static object? Value(PSObject item, string name) => Unwrap(item.BaseObject is IDictionary table ? table[name] : item.Properties[name]?.Value);

    private static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private static GardenerOverlayException Unreadable(string name, string text) =>
        new(ErrorTable.CidrUnreadable, name, name == text ? $"'{text}' is not a CIDR." : $"'{text}' of {name} is not a CIDR.");
}
