using System.Management.Automation;
using GardenerOverlay.Core.Errors;
using GardenerOverlay.Core.Overlay;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Commands;

/// <summary>
/// What the commands about a switch share. All sources are read first: whether a shoot may be switched depends on the
/// others.
/// </summary>
public abstract class SwitchCommand : ShootCommand
{
    private readonly ShootGroups _groups = new();
    private readonly List<ShootOverlay> _addresses = [];

    /// <summary>Those that have not been found yet; null where names and not addresses ask.</summary>
    private HashSet<(string?, string, string?)>? _addressed;
    private int _unread;

    /// <summary>The state the shoots are to have.</summary>
    [Parameter(Mandatory = true)]
    [ValidateSet(nameof(OverlayState.Enabled), nameof(OverlayState.Disabled))]
    public OverlayState State { get; set; }

    /// <summary>The tunnel; the present one where it is not given, else IPIP.</summary>
    [Parameter]
    [ValidateSet(nameof(Core.Overlay.Encapsulation.IPIP), nameof(Core.Overlay.Encapsulation.VXLAN))]
    public Encapsulation Encapsulation { get; set; }

    /// <summary>Has BIRD write the routes between nodes of one L2 segment.</summary>
    [Parameter]
    public SwitchParameter CreatePodRoutes { get; set; }

    /// <summary>The form to write.</summary>
    [Parameter]
    public ConfigStyle ConfigStyle { get; set; }

    /// <summary>The real limit of routes.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int RouteQuota { get; set; }

    /// <summary>An address of a shoot: the source that it names is read again.</summary>
    [Parameter(Mandatory = true, ParameterSetName = InputObjectSet, ValueFromPipeline = true)]
    [ValidateNotNull]
    public ShootOverlay InputObject { get; set; } = null!;

    /// <summary>Works on the shoots that are asked for.</summary>
    /// <param name="subjects">The shoots, in the order in which they were read.</param>
    /// <param name="surroundings">They and all others of the sources.</param>
    protected abstract Task ProcessSubjectsAsync(IReadOnlyList<SwitchSubject> subjects, SwitchSurroundings surroundings);

    /// <inheritdoc/>
    protected override Task BeginAsync()
    {
        bool hasTunnel = MyInvocation.BoundParameters.ContainsKey(nameof(Encapsulation));
        bool hasPodRoutes = MyInvocation.BoundParameters.ContainsKey(nameof(CreatePodRoutes));
        if (State == OverlayState.Disabled ? hasTunnel : hasPodRoutes)
        {
            throw new GardenerOverlayException(ErrorTable.SwitchParametersContradict, nameof(State), $"{(hasTunnel ? "-Encapsulation" : "-CreatePodRoutes")} has no meaning with -State {State}.");
        }
        return base.BeginAsync();
    }

    /// <inheritdoc/>
    protected override void Report(GardenerOverlayException exception)
    {
        _unread++;
        base.Report(exception);
    }

    /// <inheritdoc/>
    protected override Task ProcessInputAsync()
    {
        if (InputObject.Path is null)
        {
            Report(new GardenerOverlayException(ErrorTable.SourceUnknown, InputObject.ToString(), $"'{InputObject.Namespace}/{InputObject.Name}' does not say from which source it came."));
        }
        else
        {
            _addresses.Add(InputObject);
        }
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override Task ProcessReadAsync(Shoot shoot, bool isNamed)
    {
        bool isAsked = isNamed && (_addressed is null || _addressed.Remove((shoot.Path, shoot.Name, shoot.Namespace)));
        if (_groups.Add(shoot, isAsked) is { } note)
        {
            WriteVerbose(note);
        }
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task EndAsync()
    {
        await ReadAddressesAsync();
        SwitchSurroundings surroundings = new() { RouteQuota = RouteQuota == 0 ? null : RouteQuota, Unread = _unread };
        foreach ((string? path, string name, string? ns) in _addressed ?? [])
        {
            Report(new GardenerOverlayException(ErrorTable.ShootNotFound, name, $"'{path}' has no shoot {ns}/{name} any more."));
        }
        await base.EndAsync();
        List<SwitchSubject> subjects = [];
        foreach (ShootGroup group in _groups.All)
        {
            try
            {
                if (group.IsAsked)
                {
                    subjects.Add(new SwitchSubject(group.Target, group.Stored, Wish()));
                    surroundings.Add(subjects[^1]);
                    continue;
                }
            }
            catch (GardenerOverlayException exception)
            {
                Report(exception);
            }
            if (group.Witness is { } witness)
            {
                surroundings.Add(witness);
            }
        }
        await ProcessSubjectsAsync(subjects, surroundings);
    }

    private OverlayWish Wish() => new(State)
    {
        Encapsulation = MyInvocation.BoundParameters.ContainsKey(nameof(Encapsulation)) ? Encapsulation : null,
        CreatePodRoutes = MyInvocation.BoundParameters.ContainsKey(nameof(CreatePodRoutes)) ? CreatePodRoutes.ToBool() : null,
        Style = ConfigStyle,
    };

    /// <summary>Reads the files that addresses name, each once and whole: the other shoots in them count as neighbours.</summary>
    private async Task ReadAddressesAsync()
    {
        if (_addresses.Count == 0)
        {
            return;
        }
        _addressed = [.. _addresses.Select(address => (address.Path, address.Name, address.Namespace))];
        foreach (string path in _addresses.Select(address => address.Path!).Distinct(StringComparer.Ordinal))
        {
            await ProcessFileAsync(path);
        }
    }
}
