using System.Management.Automation;
using GardenerOverlay.Core.Addressing;
using GardenerOverlay.Core.Errors;
using GardenerOverlay.Core.Overlay;
using GardenerOverlay.Core.Routes;

namespace GardenerOverlay.Commands;

/// <summary>Plans what brings the pod routes of clusters in order.</summary>
[Cmdlet(VerbsData.Sync, "AwsPodRoutes", DefaultParameterSetName = ClusterSet, SupportsShouldProcess = true)]
[Alias("Sync-AwsPodRoute")]
[OutputType(typeof(AwsPodRouteChange))]
public sealed class SyncAwsPodRoutesCommand : PodRouteCommand
{
    private Cidr[] _takeOver = [];

    /// <summary>Plans the routes of a shoot that still has the overlay network.</summary>
    [Parameter]
    public SwitchParameter BeforeSwitch { get; set; }

    /// <summary>Deletes all routes of the cluster.</summary>
    [Parameter]
    public SwitchParameter Remove { get; set; }

    /// <summary>Deletes nothing.</summary>
    [Parameter]
    public SwitchParameter NoDelete { get; set; }

    /// <summary>Takes an empty list of nodes for true.</summary>
    [Parameter]
    public SwitchParameter AllowEmpty { get; set; }

    /// <summary>The share of a table's routes to living instances that may be deleted, in percent.</summary>
    [Parameter]
    [ValidateRange(0, 100)]
    public int MaxDeletePercent { get; set; } = 50;

    /// <summary>Destinations to take from others.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] TakeOver { get; set; } = [];

    /// <summary>The real limit of entries in a route table.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int RouteQuota { get; set; }

    /// <summary>Switches source/destination checks of nodes off.</summary>
    [Parameter]
    public SwitchParameter FixSourceDestCheck { get; set; }

    /// <summary>Writes the condition NetworkUnavailable of nodes.</summary>
    [Parameter]
    public SwitchParameter SetNodeCondition { get; set; }

    /// <inheritdoc/>
    protected override Task BeginAsync()
    {
        if (!IsWhatIf)
        {
            throw new GardenerOverlayException(ErrorTable.OfflineNeedsWhatIf, nameof(RouteTablePath), "Route tables cannot be changed through dumps of them.");
        }
        _takeOver = Array.ConvertAll(TakeOver, text => Cidr.TryParse(text, out Cidr cidr) ? cidr
            : throw new GardenerOverlayException(ErrorTable.CidrUnreadable, text, $"'{text}' of -TakeOver is not a CIDR."));
        return base.BeginAsync();
    }

    /// <inheritdoc/>
    protected override RouteScope ScopeOf() => base.ScopeOf() with { TakeOver = _takeOver };

    /// <inheritdoc/>
    protected override void Check(ShootOverlay? shoot, int nodes)
    {
        string name = shoot is null ? ClusterName : $"{shoot.Namespace}/{shoot.Name}";
        if (Remove)
        {
            CheckRemoval(shoot, name, nodes);
            return;
        }
        bool isNative = shoot is null or { State: OverlayState.Disabled, CreatePodRoutes: false };
        bool isBeforeSwitch = BeforeSwitch && shoot?.State is OverlayState.Enabled or OverlayState.Partial;
        if (!isNative && !isBeforeSwitch)
        {
            string why = shoot!.CreatePodRoutes ? "lets BIRD write the routes between its nodes (createPodRoutes)" : $"has the overlay state {shoot.State}";
            throw new GardenerOverlayException(ErrorTable.ShootNotNative, name, $"{name} {why}: its pods need no routes in AWS's tables.");
        }
    }

    /// <inheritdoc/>
    protected override void ProcessSurvey(RouteSurvey survey)
    {
        RoutePlan plan = RoutePlan.Of(survey, new RoutePlanOptions
        {
            Remove = Remove,
            NoDelete = NoDelete,
            AllowEmpty = AllowEmpty,
            MaxDeletePercent = MaxDeletePercent,
            RouteQuota = RouteQuota == 0 ? null : RouteQuota,
            FixSourceDestCheck = FixSourceDestCheck,
            SetNodeCondition = SetNodeCondition,
        });
        foreach (RouteFinding finding in plan.Findings)
        {
            WriteWarning(finding.ToString());
        }
        foreach (GardenerOverlayException error in plan.Errors)
        {
            Report(error);
        }
        foreach (AwsPodRouteChange change in plan.Changes)
        {
            WriteObject(change);
        }
        WriteInformation($"{plan.ClusterName}: {plan.Estimate}", "Estimate", "PSHOST");
    }

    private void CheckRemoval(ShootOverlay? shoot, string name, int nodes)
    {
        if (nodes == 0)
        {
            return;
        }
        if (shoot?.State != OverlayState.Enabled)
        {
            string state = shoot is null ? "nothing says that the overlay network is on" : $"its overlay state is {shoot.State}";
            throw new GardenerOverlayException(ErrorTable.ShootStillNative, name, $"{name} has {nodes} nodes, and {state}: without the routes their pods could not reach each other.");
        }
        WriteWarning($"{name} asks for the overlay network, but dumps do not tell whether calico-node has it on all {nodes} nodes: remove no route before.");
    }
}
