using GardenerOverlay.Core.Routes;

namespace GardenerOverlay.Core.Tests;

public sealed class RouteQuotaTests
{
    [Theory]
    [InlineData("aws", 10, 397, 2, RouteQuotaStatus.Passed, 500)]
    [InlineData("aws", 10, 398, 2, RouteQuotaStatus.Warning, 500)]
    [InlineData("aws", 998, 998, 2, RouteQuotaStatus.Warning, 500)]
    [InlineData("aws", 10, 999, 2, RouteQuotaStatus.Failed, 1000)]
    [InlineData("aws", 999, 10, 2, RouteQuotaStatus.Failed, 1000)]
    [InlineData("azure", 319, 319, 0, RouteQuotaStatus.Passed, 400)]
    [InlineData("azure", 320, 320, 0, RouteQuotaStatus.Warning, 400)]
    [InlineData("azure", 5000, 5000, 0, RouteQuotaStatus.Warning, 400)]
    [InlineData("gcp", 160, 160, 0, RouteQuotaStatus.Warning, 200)]
    [InlineData("openstack", 204, 204, 0, RouteQuotaStatus.Passed, 256)]
    [InlineData("openstack", 205, 205, 0, RouteQuotaStatus.Warning, 256)]
    public void An_assumed_limit_only_warns_from_80_percent_on(string provider, long now, long maximum, int others, RouteQuotaStatus status, int limit)
    {
        RouteQuotaVerdict verdict = RouteQuota.Judge(provider, now, maximum, others, givenQuota: null);
        Assert.Equal((status, limit, status != RouteQuotaStatus.Failed), (verdict.Status, verdict.Limit, verdict.IsAssumed));
    }

    [Theory]
    [InlineData("aws", 50, 50, RouteQuotaStatus.Passed, 50)]
    [InlineData("aws", 51, 50, RouteQuotaStatus.Failed, 50)]
    [InlineData("aws", 1001, 2000, RouteQuotaStatus.Failed, 1000)]
    [InlineData("gcp", 300, 300, RouteQuotaStatus.Passed, 300)]
    [InlineData("gcp", 301, 300, RouteQuotaStatus.Failed, 300)]
    [InlineData("metal", 301, 300, RouteQuotaStatus.Failed, 300)]
    public void A_given_quota_is_certain_but_not_above_that_of_AWS(string provider, long routes, int given, RouteQuotaStatus status, int limit)
    {
        RouteQuotaVerdict verdict = RouteQuota.Judge(provider, routes, routes, 0, given);
        Assert.Equal((status, limit, false), (verdict.Status, verdict.Limit, verdict.IsAssumed));
    }

    [Theory]
    [InlineData("metal")]
    [InlineData(null)]
    public void Without_a_known_limit_everything_passes(string? provider)
    {
        RouteQuotaVerdict verdict = RouteQuota.Judge(provider, 5000, 5000, 0, null);
        Assert.Equal((RouteQuotaStatus.Passed, null), (verdict.Status, verdict.Limit));
    }

    [Fact]
    public void The_text_counts_what_else_is_in_the_table() =>
        Assert.Equal("14 entries now, 1,202 with all pools at their maxima; at most 1,000 fit in a route table of AWS.",
            RouteQuota.Judge("aws", 12, 1200, 2, null).Text);
}
