using GardenerOverlay.Core.Overlay;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Core.Tests;

/// <summary>What Gardener is doing with the shoot. Source: the providers' pkg/admission/mutator/shoot.go; gardener, pkg/apis/core/v1beta1.</summary>
public sealed class PreflightStateTests
{
    [Theory]
    [InlineData("Reconcile", "Succeeded", CheckStatus.Passed, "")]
    [InlineData("Restore", "Succeeded", CheckStatus.Passed, "")]
    [InlineData("Reconcile", "Processing", CheckStatus.Warning, "Wait")]
    [InlineData("Reconcile", "Error", CheckStatus.Warning, "Wait")]
    [InlineData("Reconcile", "Failed", CheckStatus.Failed, "gardener.cloud/operation=retry")]
    [InlineData("Migrate", "Processing", CheckStatus.Failed, "Migrate")]
    [InlineData("Migrate", "Succeeded", CheckStatus.Failed, "Migrate")]
    [InlineData("Restore", "Processing", CheckStatus.Failed, "Restore")]
    [InlineData("Delete", "Processing", CheckStatus.Failed, "Delete")]
    public void The_last_operation_decides(string type, string state, CheckStatus status, string words) => Checks.AssertFinding(
        Checks.Find(CheckName.LastOperation, Checks.Shoot() with { LastOperation = new LastOperation(type, state, 50) }, Checks.Disable), status, status == CheckStatus.Passed ? null : "status.lastOperation", words);

    [Fact]
    public void A_shoot_that_goes_is_not_switched_and_a_manifest_does_not_tell()
    {
        Checks.AssertFinding(Checks.Find(CheckName.LastOperation, Checks.Shoot() with { IsDeleting = true }, Checks.Disable), CheckStatus.Failed, "metadata.deletionTimestamp");
        Checks.AssertFinding(Checks.Find(CheckName.LastOperation, Checks.Shoot() with { LastOperation = null }, Checks.Disable), CheckStatus.Skipped, null, "kubectl get shoot");
    }

    [Fact]
    public void What_holds_the_change_back_is_a_warning()
    {
        Shoot held = Checks.Shoot() with { IsIgnored = true, Hibernated = true, ConfinesRollout = true };
        Checks.AssertFinding(Checks.Find(CheckName.Ignored, held, Checks.Disable), CheckStatus.Warning, "metadata.annotations", "shoot.gardener.cloud/ignore");
        Checks.AssertFinding(Checks.Find(CheckName.Hibernation, held, Checks.Disable), CheckStatus.Warning, "spec.hibernation.enabled");
        Checks.AssertFinding(Checks.Find(CheckName.ConfinedRollout, held, Checks.Disable), CheckStatus.Warning, "spec.maintenance.confineSpecUpdateRollout", "operation=maintain");
        Assert.All([CheckName.Ignored, CheckName.Hibernation, CheckName.ConfinedRollout], name => Checks.AssertStatus(CheckStatus.Passed, name, Checks.Shoot(), Checks.Disable));
    }

    [Theory]
    // Source: gardener, ShouldIgnoreShoot: strconv.ParseBool.
    [InlineData("\"true\"", true)]
    [InlineData("\"True\"", true)]
    [InlineData("\"1\"", true)]
    [InlineData("\"t\"", true)]
    [InlineData("\"false\"", false)]
    [InlineData("\"yes\"", false)]
    [InlineData("\"\"", false)]
    public void The_annotation_is_read_as_Go_reads_booleans(string value, bool isIgnored)
    {
        ManifestNode shoot = Nodes.Parse($$"""{"metadata": {"name": "web", "annotations": {"shoot.gardener.cloud/ignore": {{value}} } } }""");
        Assert.Equal(isIgnored, ShootReader.Read(shoot, ShootResourceKind.Shoot, path: null, line: null).IsIgnored);
    }

    [Theory]
    [InlineData("1.21.14", "aws", CheckStatus.Warning)]
    [InlineData("v1.9.0", "aws", CheckStatus.Warning)]
    [InlineData("1.22", "aws", CheckStatus.Passed)]
    [InlineData("v1.33.1", "aws", CheckStatus.Passed)]
    [InlineData(null, "aws", CheckStatus.Skipped)]
    [InlineData("latest", "aws", CheckStatus.Skipped)]
    [InlineData("1.21.14", "gcp", null)]
    public void The_documents_version_is_asked_for_on_AWS_alone(string? version, string provider, CheckStatus? status)
    {
        Shoot shoot = Checks.Shoot(provider: provider) with { KubernetesVersion = version };
        OverlayCheck? found = Checks.Find(CheckName.KubernetesVersion, shoot, Checks.Disable);
        Assert.Equal(status, found?.Status);
        Assert.Equal(status == CheckStatus.Warning ? "spec.kubernetes.version" : null, found?.Field);
        Assert.Null(Checks.Find(CheckName.KubernetesVersion, shoot with { ProviderConfig = Nodes.Parse(Checks.Off) }, Checks.Enable));
    }

    [Theory]
    [InlineData(Checks.On, "aws", "Sync-AwsPodRoutes -BeforeSwitch")]
    [InlineData(Checks.On, "gcp", "NetworkUnavailable")]
    [InlineData(Checks.On, "local", "-CreatePodRoutes")]
    // Native already, but without the key nobody wrote routes.
    [InlineData("""{"backend": "none"}""", "aws", "Sync-AwsPodRoutes -BeforeSwitch")]
    [InlineData(Checks.Off, "aws", null)]
    [InlineData("{}", "azure", null)]
    public void Whether_routes_are_there_is_not_in_a_manifest(string config, string provider, string? advice)
    {
        OverlayCheck? found = Checks.Find(CheckName.RoutesInPlace, Checks.Shoot(config, provider), Checks.Disable);
        Assert.Equal(advice is null, found is null);
        Assert.Contains(advice ?? "", found?.Recommendation ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void What_only_the_cloud_tells_is_skipped_with_the_command_that_tells_it()
    {
        Shoot shoot = Checks.Shoot();
        Checks.AssertFinding(Checks.Find(CheckName.SourceDestCheck, shoot, Checks.Disable), CheckStatus.Skipped, null, "aws ec2 describe-instances");
        Checks.AssertFinding(Checks.Find(CheckName.RouteController, shoot, Checks.Disable), CheckStatus.Skipped, null, "kubectl get deployment aws-custom-route-controller");
        // Instances drop pod addresses whoever wrote the route.
        Checks.AssertStatus(CheckStatus.Skipped, CheckName.SourceDestCheck, shoot, Checks.Disable with { CreatePodRoutes = true });
        Assert.Null(Checks.Find(CheckName.SourceDestCheck, Checks.Shoot(provider: "gcp"), Checks.Disable));
        Assert.Null(Checks.Find(CheckName.SourceDestCheck, shoot, Checks.Enable));
        Assert.Null(Checks.Find(CheckName.RouteController, shoot with { IpFamilies = [IpFamily.IPv6] }, Checks.Disable));
    }
}
