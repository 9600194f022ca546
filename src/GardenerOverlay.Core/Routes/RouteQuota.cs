using System.Globalization;

namespace GardenerOverlay.Core.Routes;

/// <summary>What a limit says about a number of routes.</summary>
public enum RouteQuotaStatus
{
    /// <summary>They fit, or no limit is known.</summary>
    Passed,

    /// <summary>They come near an assumed limit, or exceed it: the real one may be higher.</summary>
    Warning,

    /// <summary>They exceed a limit that is certain.</summary>
    Failed,
}

/// <summary>A number of routes, judged.</summary>
/// <param name="Status">The verdict.</param>
/// <param name="Limit">The limit that it was held against, in entries; null where none is known.</param>
/// <param name="IsAssumed">Whether that is the cloud's usual limit rather than a given or hard one.</param>
/// <param name="Text">The numbers in one sentence.</param>
public readonly record struct RouteQuotaVerdict(RouteQuotaStatus Status, int? Limit, bool IsAssumed, string Text);

/// <summary>How many pod routes a cloud takes: one for each node, in each route table.</summary>
public static class RouteQuota
{
    /// <summary>
    /// Routes in a table of AWS, raised from 50 in June 2025. Only non-propagated ones count, IPv4 and IPv6 apart.
    /// Source: Amazon VPC quotas (L-93826ACB).
    /// </summary>
    public const int AwsDefault = 500;

    /// <summary>The most that AWS raises it to. Source: Amazon VPC quotas.</summary>
    public const int AwsMaximum = 1000;

    /// <summary>From this share of an assumed limit on it is worth a warning, in percent.</summary>
    public const int WarningPercent = 80;

    /// <summary>Judges the routes of a shoot, now and with every worker pool at its maximum.</summary>
    /// <param name="provider">The provider type of the shoot: <c>aws</c>, <c>azure</c>, <c>gcp</c>, <c>openstack</c>; of others no limit is known.</param>
    /// <param name="routesNow">Pod routes for the nodes that there are; on GCP those of all native shoots in the VPC.</param>
    /// <param name="routesAtMaximum">The same with the pools at their maxima.</param>
    /// <param name="otherEntries">What else fills the table: default and local routes, peerings, prefix lists by their weights.</param>
    /// <param name="givenQuota">The real quota, where the user knows it. AWS's hard one holds all the same.</param>
    public static RouteQuotaVerdict Judge(string? provider, long routesNow, long routesAtMaximum, int otherEntries, int? givenQuota)
    {
        CloudQuota? cloud = Of(provider);
        long now = routesNow + otherEntries;
        long entries = Math.Max(routesNow, routesAtMaximum) + otherEntries;
        string counts = Text($"{now:N0} entries now, {entries:N0} with all pools at their maxima");
        if ((givenQuota ?? cloud?.Usual) is not { } usual)
        {
            return new(RouteQuotaStatus.Passed, null, IsAssumed: false, $"{counts}; no limit of routes is known for provider {provider ?? "(none)"}.");
        }
        int? certain = cloud?.Hard is { } hard ? Math.Min(givenQuota ?? hard, hard) : givenQuota;
        string place = cloud?.Place ?? "in a route table";
        if (entries > certain)
        {
            return new(RouteQuotaStatus.Failed, certain, IsAssumed: false, Text($"{counts}; at most {certain:N0} fit {place}."));
        }
        if (givenQuota is not null)
        {
            return new(RouteQuotaStatus.Passed, certain, IsAssumed: false, Text($"{counts}; {certain:N0} fit {place}."));
        }
        bool isNear = entries * 100 >= (long)usual * WarningPercent;
        return new(isNear ? RouteQuotaStatus.Warning : RouteQuotaStatus.Passed, usual, IsAssumed: true,
            Text($"{counts}; {usual:N0} fit {place} by default, {cloud!.Raised:N0} where that was raised."));
    }

    /// <summary>The entries that surely do not fit any more are those beyond this: the given quota, else AWS's hard one.</summary>
    public static int CertainOfAws(int? givenQuota) => Math.Min(givenQuota ?? AwsMaximum, AwsMaximum);

    /// <summary>
    /// The limit of a cloud. Source: Azure limits (400, in a newer table 600); GCP 200 in Google's pages, 300 by
    /// gardener-extension-provider-gcp#558; Neutron 256, raised to 512 in sapcc/helm-charts#12242.
    /// </summary>
    private static CloudQuota? Of(string? provider) => provider switch
    {
        "aws" => new(AwsDefault, AwsMaximum, AwsMaximum, "in a route table of AWS"),
        "azure" => new(400, 600, null, "in a route table of Azure"),
        "gcp" => new(200, 300, null, "in a VPC of GCP, for all its native shoots together"),
        "openstack" => new(256, 512, null, "in a router of Neutron"),
        _ => null,
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <param name="Usual">The limit to assume.</param>
    /// <param name="Raised">What it is where it was raised.</param>
    /// <param name="Hard">What can never be exceeded; null where that is not known.</param>
    /// <param name="Place">What has the limit.</param>
    private sealed record CloudQuota(int Usual, int Raised, int? Hard, string Place);
}
