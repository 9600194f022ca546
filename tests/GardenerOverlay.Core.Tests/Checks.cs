using GardenerOverlay.Core.Overlay;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Core.Tests;

/// <summary>Runs the preflight on shoots that have nothing against a switch but what a test adds.</summary>
internal static class Checks
{
    public const string ConfigPath = NetworkConfig.ShootPath;
    public const string On = """{"overlay": {"enabled": true}}""";
    public const string OnVxlan = """{"overlay": {"enabled": true}, "vxlan": {"enabled": true}}""";
    public const string Off = """{"overlay": {"enabled": false}}""";
    public const string OffByBird = """{"overlay": {"enabled": false, "createPodRoutes": true}}""";
    public const string Vpc = """{"networks": {"vpc": {"id": "vpc-1"}}}""";
    public const string OwnVpc = """{"networks": {"vpc": {"cidr": "10.250.0.0/16"}}}""";

    public static readonly OverlayWish Enable = new(OverlayState.Enabled);
    public static readonly OverlayWish Disable = new(OverlayState.Disabled);

    /// <summary>A stored shoot in a VPC of its own, at rest.</summary>
    public static Shoot Shoot(string? config = On, string? provider = "aws", string pods = "100.96.0.0/11", string infrastructure = OwnVpc, params string[] families) =>
        Nodes.Shoot(config, provider, stored: true, families) with
        {
            Region = "eu-west-1",
            KubernetesVersion = "1.33.1",
            PodCidrs = [new FieldValue("spec.networking.pods", pods, 0)],
            NodeCidrs = [new FieldValue("spec.networking.nodes", "10.250.0.0/16", 0)],
            ServiceCidrs = [new FieldValue("spec.networking.services", "100.64.0.0/13", 0)],
            InfrastructureConfig = Nodes.Parse(infrastructure),
            LastOperation = new LastOperation("Reconcile", "Succeeded", 100),
        };

    public static OverlayCheck[] Of(Shoot shoot, OverlayWish wish, params Shoot[] others) => Of(new SwitchSurroundings(), shoot, wish, others);

    public static OverlayCheck[] Of(SwitchSurroundings surroundings, Shoot shoot, OverlayWish wish, params Shoot[] others)
    {
        SwitchSubject subject = new(shoot, stored: null, wish);
        foreach (Shoot other in others)
        {
            surroundings.Add(other);
        }
        surroundings.Add(subject);
        return [.. Preflight.Run(subject, surroundings)];
    }

    /// <summary>The only finding of a check; null where the check does not arise.</summary>
    public static OverlayCheck? Find(string check, Shoot shoot, OverlayWish wish, params Shoot[] others) => Of(shoot, wish, others).SingleOrDefault(found => found.Check == check);

    /// <summary>Asserts the outcome of a check, and that field and advice are there where they are due.</summary>
    public static OverlayCheck AssertStatus(CheckStatus status, string check, Shoot shoot, OverlayWish wish, params Shoot[] others)
    {
        OverlayCheck? found = Find(check, shoot, wish, others);
        Assert.NotNull(found);
        Assert.True(status == found.Status, $"expected {status}, but {found} {found.Field}");
        AssertAdvice(found);
        return found;
    }

    /// <summary>Asserts the outcome with the field that it names and words of what it says.</summary>
    public static void AssertFinding(OverlayCheck? found, CheckStatus status, string? field, params ReadOnlySpan<string> words)
    {
        Assert.NotNull(found);
        Assert.Equal((status, field), (found.Status, found.Field));
        AssertAdvice(found);
        foreach (string word in words)
        {
            Assert.Contains(word, $"{found.Detail} {found.Recommendation}", StringComparison.Ordinal);
        }
    }

    /// <summary>What is not passed says what to do; what is failed also names the field, and a warning a field or a command.</summary>
    public static void AssertAdvice(OverlayCheck found)
    {
        Assert.True(found.Detail.Length > 10, found.ToString());
        Assert.Equal(found.Status == CheckStatus.Passed, found.Recommendation is null);
        if (found.Status == CheckStatus.Failed)
        {
            Assert.True(found.Field is not null, found.ToString());
        }
        if (found.Status == CheckStatus.Warning)
        {
            Assert.True(found.Field is not null || found.Recommendation!.Contains('-', StringComparison.Ordinal), found.ToString());
        }
    }
}
