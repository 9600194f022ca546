using GardenerOverlay.Core.Errors;

namespace GardenerOverlay.Core.Routes;

/// <summary>The deletions of a plan: which, and what holds them back.</summary>
internal sealed class PlannedDeletes
{
    /// <summary>Fewer deletions than this in a table are never too many.</summary>
    private const int FewestThatTrip = 10;

    private readonly List<(int Table, SurveyedRoute Route)> _deletes = [];
    private readonly bool _isRemoval;

    public PlannedDeletes(RouteSurvey survey, RoutePlanOptions options)
    {
        _isRemoval = options.Remove;
        bool mayBeMistake = survey.Nodes.Count == 0 && !options.AllowEmpty && !options.Remove;
        for (int index = 0; index < survey.Tables.Count && !mayBeMistake; index++)
        {
            _deletes.AddRange(survey.Tables[index].Routes.Where(route => route.IsOurs && (options.Remove || IsWithoutUse(route))).Select(route => (index, route)));
        }
        string[] tripped = options.Remove || options.NoDelete ? [] : TablesThatTrip(survey, options.MaxDeletePercent);
        HeldBackBy = options.NoDelete ? RouteCode.NoDelete : tripped.Length > 0 ? RouteCode.TooManyDeletes : null;
        Error = tripped.Length == 0 ? null : new GardenerOverlayException(ErrorTable.TooManyDeletes, survey.Situation.ClusterName,
            $"More than {options.MaxDeletePercent} % of the routes to living instances would be deleted in {string.Join(", ", tripped)}: nothing is deleted.");
    }

    /// <summary>Why none of them is made, one of <see cref="RouteCode"/>; null where they are.</summary>
    public string? HeldBackBy { get; }

    /// <summary>The error of a limit that tripped.</summary>
    public GardenerOverlayException? Error { get; }

    /// <summary>How many are made in a table.</summary>
    public int CountIn(int table) => HeldBackBy is null ? _deletes.Count(delete => delete.Table == table) : 0;

    /// <summary>The changes for some of the tables, pod CIDR by pod CIDR.</summary>
    public IEnumerable<AwsPodRouteChange> Changes(Func<int, bool> isOfTable) => _deletes
        .Where(delete => isOfTable(delete.Table))
        .OrderBy(delete => delete.Route.Destination)
        .ThenBy(delete => delete.Table)
        .Select(delete => ChangeOf(delete.Route));

    private static bool IsWithoutUse(SurveyedRoute route) => route.Wanted is null && route.Record.State is AwsPodRouteState.Stale or AwsPodRouteState.Blackhole;

    /// <summary>Only living targets count: of both what goes and what there is, so that a plan half done trips no later.</summary>
    private string[] TablesThatTrip(RouteSurvey survey, int percent) =>
    [
        .. _deletes.Where(delete => delete.Route.TargetLives).GroupBy(delete => delete.Table)
            .Where(table => table.Count() >= FewestThatTrip && table.Count() * 100 > percent * survey.Tables[table.Key].Routes.Count(route => route.IsOurs && route.TargetLives))
            .Select(table => survey.Tables[table.Key].Table.Id),
    ];

    private AwsPodRouteChange ChangeOf(SurveyedRoute route) => RouteChanges.Of(route, AwsPodRouteAction.Delete) with
    {
        From = route.Present!.Target,
        Code = HeldBackBy ?? (_isRemoval ? RouteCode.Removed : route.Record.Code),
        Reason = _isRemoval ? $"All routes of the cluster are removed; it leads to {route.Present.Target}." : route.Record.Reason,
        Status = HeldBackBy is null ? AwsPodRouteStatus.Planned : AwsPodRouteStatus.Withheld,
        Error = HeldBackBy switch
        {
            null => null,
            RouteCode.NoDelete => "-NoDelete was given.",
            _ => Error!.Message,
        },
    };
}
