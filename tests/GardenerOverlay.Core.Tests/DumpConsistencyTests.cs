using GardenerOverlay.Core.Errors;
using GardenerOverlay.Core.Routes;
using GardenerOverlay.Core.Routes.Dumps;
using static GardenerOverlay.Core.Tests.RouteWorld;

namespace GardenerOverlay.Core.Tests;

public sealed class DumpConsistencyTests
{
    private static readonly RouteSituation s_situation = Situation(2, dead: -1, check: -1, [Table("rtb-1")]);

    [Theory]
    [InlineData("eu-west-1a", "eu-west-1")]
    [InlineData("us-west-2-lax-1a", "us-west-2")]
    [InlineData("us-gov-east-1b", "us-gov-east-1")]
    [InlineData("zone", null)]
    [InlineData(null, null)]
    public void A_zone_tells_its_region(string? zone, string? region) => Assert.Equal(region, DumpConsistency.RegionOf(zone));

    [Fact]
    public void What_fits_together_tells_the_region()
    {
        Assert.Equal("eu-west-1", DumpConsistency.Check(s_situation));
        Assert.Equal("eu-west-1", DumpConsistency.Check(s_situation with { Region = "eu-west-1" }));
        // One node without an instance is a node that is going, not a wrong dump.
        Assert.Equal("eu-west-1", DumpConsistency.Check(s_situation with { Instances = [.. s_situation.Instances.Where(instance => instance.Id != "i-0")] }));
        Assert.Null(DumpConsistency.Check(s_situation with { Nodes = [], Instances = [] }));
    }

    [Fact]
    public void Dumps_of_other_regions_are_no_basis_for_a_plan()
    {
        AssertDisagree(s_situation with { Region = "eu-west-2" }, "The nodes are in eu-west-1, not in eu-west-2");
        AssertDisagree(s_situation with { Instances = [.. s_situation.Instances.Select(instance => instance with { AvailabilityZone = "eu-west-3c" })] }, "The instances are in eu-west-3");
        AssertDisagree(s_situation with { Instances = [] }, "dump of instances is empty");
        AssertDisagree(s_situation with { Tables = [Table("rtb-1") with { VpcId = "vpc-2" }] }, "instances are in vpc-1, the route tables of shoot--dev--web in vpc-2");
    }

    private static void AssertDisagree(RouteSituation situation, string text)
    {
        GardenerOverlayException exception = Assert.Throws<GardenerOverlayException>(() => DumpConsistency.Check(situation));
        Assert.Equal(ErrorTable.DumpsDisagree, exception.Error);
        Assert.Contains(text, exception.Message, StringComparison.Ordinal);
    }
}
