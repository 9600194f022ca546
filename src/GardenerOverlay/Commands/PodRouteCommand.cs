using System.Management.Automation;
using GardenerOverlay.Core.Errors;
using GardenerOverlay.Core.Overlay;
using GardenerOverlay.Core.Routes;
using GardenerOverlay.Core.Routes.Dumps;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Commands;

/// <summary>
/// What the commands about pod routes of AWS share: the cluster, and the dumps of its route tables, instances and nodes.
/// The dumps are read whole before the first cluster: of half of them no answer may come.
/// </summary>
public abstract class PodRouteCommand : ShootCommand
{
    /// <summary>The parameter set of -ClusterName.</summary>
    protected const string ClusterSet = "Cluster";

    private const string Aws = "aws";

    private IReadOnlyList<AwsRouteTable> _tables = [];
    private IReadOnlyList<AwsInstance> _instances = [];
    private IReadOnlyList<ClusterNode> _nodes = [];

    /// <summary>The technical ID, which is the cluster's name in AWS's tags.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ClusterSet)]
    [ValidateNotNullOrEmpty]
    public string ClusterName { get; set; } = "";

    /// <summary>The cluster's pod networks.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ClusterSet)]
    [ValidateNotNullOrEmpty]
    public string[] PodCidr { get; set; } = [];

    /// <summary>The cluster's region.</summary>
    [Parameter(ParameterSetName = ClusterSet)]
    [ValidateNotNullOrEmpty]
    public string? Region { get; set; }

    /// <summary>An address of a shoot: the source that it names is read again.</summary>
    [Parameter(Mandatory = true, ParameterSetName = InputObjectSet, ValueFromPipeline = true)]
    [ValidateNotNull]
    public ShootOverlay InputObject { get; set; } = null!;

    /// <summary>What describe-route-tables wrote.</summary>
    [Parameter(Mandatory = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] RouteTablePath { get; set; } = [];

    /// <summary>What describe-instances wrote.</summary>
    [Parameter(Mandatory = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] InstancePath { get; set; } = [];

    /// <summary>What kubectl get nodes wrote.</summary>
    [Parameter(Mandatory = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] NodePath { get; set; } = [];

    /// <summary>Only these route tables.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] RouteTableId { get; set; } = [];

    /// <summary>Only route tables of this VPC.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? VpcId { get; set; }

    /// <summary>Says why a shoot on AWS must be left alone.</summary>
    /// <param name="shoot">The shoot; null where only the cluster was named.</param>
    /// <param name="nodes">The number of its nodes.</param>
    /// <exception cref="GardenerOverlayException">It must.</exception>
    protected virtual void Check(ShootOverlay? shoot, int nodes)
    {
    }

    /// <summary>Which tables are looked at.</summary>
    protected virtual RouteScope ScopeOf() => new() { RouteTableIds = RouteTableId, VpcId = VpcId };

    /// <summary>Answers for one cluster.</summary>
    protected abstract void ProcessSurvey(RouteSurvey survey);

    /// <inheritdoc/>
    protected override async Task BeginAsync()
    {
        await base.BeginAsync();
        _tables = Clients.Dumps.ReadRouteTables(await ResolveAllAsync(RouteTablePath), StopToken);
        _instances = Clients.Dumps.ReadInstances(await ResolveAllAsync(InstancePath), StopToken);
        _nodes = Clients.Dumps.ReadNodes(await ResolveAllAsync(NodePath), StopToken);
    }

    /// <inheritdoc/>
    protected sealed override Task ProcessInputAsync()
    {
        if (ParameterSetName == InputObjectSet)
        {
            return ProcessAddressAsync(InputObject);
        }
        Process(null, () => new RouteSituation
        {
            ClusterName = ClusterName,
            PodNetworks = PodNetworks.Parse(PodCidr, ClusterName),
            Region = Region,
            Nodes = _nodes,
            Tables = _tables,
            Instances = _instances,
        });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected sealed override Task ProcessShootAsync(Shoot shoot, int? superseded)
    {
        ShootOverlay overlay = OverlayRules.Evaluate(shoot);
        Process(overlay, () => SituationOf(overlay));
        return Task.CompletedTask;
    }

    private void Process(ShootOverlay? shoot, Func<RouteSituation> read)
    {
        try
        {
            RouteSituation situation = read();
            situation = situation with { Region = DumpConsistency.Check(situation) };
            Check(shoot, situation.Nodes.Count);
            ProcessSurvey(RouteSurvey.Of(situation, ScopeOf()));
        }
        catch (GardenerOverlayException exception)
        {
            Report(exception);
        }
    }

    private RouteSituation SituationOf(ShootOverlay shoot)
    {
        string name = $"{shoot.Namespace}/{shoot.Name}";
        if (shoot.Provider != Aws)
        {
            throw new GardenerOverlayException(ErrorTable.ShootNotNative, name, $"{name} is on {shoot.Provider ?? "an unknown provider"}, not on AWS.");
        }
        string cluster = shoot.TechnicalId ?? throw new GardenerOverlayException(ErrorTable.TechnicalIdUnknown, name, $"{name} has no status.technicalID: its name in AWS's tags is not known.");
        return new RouteSituation
        {
            ClusterName = cluster,
            PodNetworks = PodNetworks.Parse(shoot.PodCidr, cluster),
            NodeCidrMaskSize = shoot.NodeCidrMaskSize,
            Region = shoot.Region,
            Shoot = (shoot.Name, shoot.Namespace, shoot.Context),
            Nodes = _nodes,
            Tables = _tables,
            Instances = _instances,
        };
    }

    private async Task<IReadOnlyList<string>> ResolveAllAsync(string[] paths)
    {
        List<string> files = [];
        foreach (string path in paths)
        {
            (IEnumerable<string> resolved, GardenerOverlayException? fault) = await AskAsync(() => Resolve(path, isLiteral: false));
            int before = files.Count;
            files.AddRange(fault is null ? resolved : throw fault);
            if (files.Count == before)
            {
                throw new GardenerOverlayException(ErrorTable.PathNotFound, path, $"'{path}' matches no file.");
            }
        }
        return files;
    }
}
