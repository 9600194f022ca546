using System.Management.Automation;
using GardenerOverlay.Core.Routes;

namespace GardenerOverlay.Commands;

/// <summary>Tells how the pod routes of clusters stand in the route tables of AWS.</summary>
[Cmdlet(VerbsCommon.Get, "AwsPodRoute", DefaultParameterSetName = ClusterSet)]
[OutputType(typeof(AwsPodRoute))]
public sealed class GetAwsPodRouteCommand : PodRouteCommand
{
    /// <inheritdoc/>
    protected override void ProcessSurvey(RouteSurvey survey)
    {
        foreach (RouteFinding finding in survey.Findings)
        {
            WriteWarning(finding.ToString());
        }
        foreach (AwsPodRoute route in survey.Routes)
        {
            WriteObject(route);
        }
    }
}
