namespace GardenerOverlay.Core.Routes;

/// <summary>How many routes a table still takes.</summary>
internal sealed class TableRoom
{
    private int _free;

    /// <summary>Looks at a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="creates">Routes to create in it.</param>
    /// <param name="deletes">Routes that are deleted in it.</param>
    /// <param name="quota">The quota where it is known.</param>
    public TableRoom(AwsRouteTable table, int creates, int deletes, int? quota)
    {
        Id = table.Id;
        // IPv6 has a count of its own, propagated routes have another. A prefix list counts with its largest size, which only
        // its owner knows; those of AWS count 1. That local routes count is not documented: assuming it errs on the safe side.
        int used = table.Routes.Count(route => !route.IsPropagated && (route.Destination is not null || route.PrefixListId is not null));
        Limit = RouteQuota.CertainOfAws(quota);
        After = used + creates - deletes;
        // A table that holds more than the usual limit has another one.
        int orderLimit = quota is null && used <= RouteQuota.AwsDefault ? RouteQuota.AwsDefault : Limit;
        DeletesFirst = deletes > 0 && used + creates > orderLimit;
        _free = Limit - used + (DeletesFirst ? deletes : 0);
        IsNearUsual = quota is null && creates > 0 && After * 100 >= RouteQuota.AwsDefault * RouteQuota.WarningPercent;
    }

    public string Id { get; }

    /// <summary>The entries that surely do not fit beyond.</summary>
    public int Limit { get; }

    /// <summary>The entries once all is done.</summary>
    public int After { get; }

    /// <summary>Whether the table is at its limit, so that deletions must make room for what is new.</summary>
    public bool DeletesFirst { get; }

    /// <summary>Whether the usual limit is near, or exceeded.</summary>
    public bool IsNearUsual { get; }

    /// <summary>Takes the place of one route.</summary>
    /// <returns>Whether there was one.</returns>
    public bool TryTake() => _free-- > 0;
}
