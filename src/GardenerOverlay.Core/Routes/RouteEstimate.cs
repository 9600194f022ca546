using System.Globalization;

namespace GardenerOverlay.Core.Routes;

/// <summary>How many writes a plan makes, and how long AWS makes them take at least.</summary>
/// <param name="Creates">Calls of CreateRoute.</param>
/// <param name="Replaces">Calls of ReplaceRoute.</param>
/// <param name="Deletes">Calls of DeleteRoute.</param>
/// <param name="InterfaceChanges">Calls of ModifyNetworkInterfaceAttribute.</param>
public sealed record RouteEstimate(int Creates, int Replaces, int Deletes, int InterfaceChanges)
{
    /// <summary>Calls that an account may make at once in a region. Source: EC2 developer guide, request throttling.</summary>
    public const int RouteBurst = 50;

    /// <summary>Calls that it gets back each second. Source: EC2 developer guide, request throttling.</summary>
    public const int RefillPerSecond = 5;

    private const int InterfaceBurst = 100;

    /// <summary>All writes to AWS.</summary>
    public int Writes => Creates + Replaces + Deletes + InterfaceChanges;

    /// <summary>
    /// The least time in seconds. Each action has a bucket of its own and they run side by side, so the slowest counts;
    /// sending more at a time helps nothing, and other tools of the account take from the same buckets.
    /// </summary>
    public double Seconds => Math.Max(Math.Max(SecondsOf(Creates, RouteBurst), SecondsOf(Replaces, RouteBurst)), Math.Max(SecondsOf(Deletes, RouteBurst), SecondsOf(InterfaceChanges, InterfaceBurst)));

    /// <summary>Counts what is planned.</summary>
    public static RouteEstimate Of(IEnumerable<AwsPodRouteChange> changes)
    {
        ILookup<AwsPodRouteAction, AwsPodRouteChange> planned = changes.Where(change => change.Status == AwsPodRouteStatus.Planned).ToLookup(change => change.Action);
        return new RouteEstimate(planned[AwsPodRouteAction.Create].Count(), planned[AwsPodRouteAction.Replace].Count(), planned[AwsPodRouteAction.Delete].Count(), planned[AwsPodRouteAction.SourceDestCheck].Count());
    }

    /// <summary>E.g. <c>6,000 writes (6,000 create), at least 1,190 s ...</c></summary>
    public override string ToString()
    {
        if (Writes == 0)
        {
            return "Nothing to write.";
        }
        string parts = string.Join(", ", new[] { (Creates, "create"), (Replaces, "replace"), (Deletes, "delete"), (InterfaceChanges, "source/destination check") }
            .Where(part => part.Item1 > 0).Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Item1:N0} {part.Item2}")));
        string time = Seconds > 0
            ? string.Create(CultureInfo.InvariantCulture, $"at least {Math.Ceiling(Seconds):N0} s: AWS grants an account {RouteBurst} of a kind at once, then {RefillPerSecond} a second")
            : "at once";
        return string.Create(CultureInfo.InvariantCulture, $"{Writes:N0} {(Writes == 1 ? "write" : "writes")} ({parts}), {time}.");
    }

    private static double SecondsOf(int calls, int burst) => (double)Math.Max(calls - burst, 0) / RefillPerSecond;
}
