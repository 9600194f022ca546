using System.Text.Json;
using GardenerOverlay.Core.Addressing;
using GardenerOverlay.Core.Overlay;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Core.Tests;

public sealed class OverlayVectorTests
{
    public static TheoryData<string> TruthTable => Vectors.Names("truth-table", "truth-table-ipv6");

    public static TheoryData<string> Rendered => [.. TruthTable.Select(row => row.Data).Where(name => Vectors.Get(name).GetProperty("expect").GetProperty("valid").GetBoolean())];

    public static TheoryData<string> ProviderView => Vectors.Names("is-overlay-enabled");

    public static TheoryData<string> DefaultMasks => Vectors.Names("nodecidrmask-default");

    public static TheoryData<string> MaskValidation => Vectors.Names("nodecidrmask-validation");

    public static TheoryData<string> CidrOverlap => Vectors.Names("cidr-overlap");

    [Theory]
    [MemberData(nameof(TruthTable))]
    public void Verdict_is_that_of_the_truth_table(string name)
    {
        JsonElement vector = Vectors.Get(name);
        JsonElement expect = vector.GetProperty("expect");
        ShootOverlay verdict = OverlayRules.Evaluate(Vectors.ShootOf(vector));
        if (!expect.GetProperty("valid").GetBoolean())
        {
            Assert.Equal(OverlayState.Invalid, verdict.State);
            Assert.Null(verdict.Encapsulation);
            Assert.Equal(
                expect.GetProperty("errorFields").EnumerateArray().Select(field => "spec.networking.providerConfig." + field.GetString()),
                verdict.Problems.Select(problem => problem.Field));
            return;
        }
        JsonElement effective = expect.GetProperty("effective");
        Assert.Equal(effective.GetProperty("overlay").GetString(), verdict.State.ToString());
        string encapsulation = effective.GetProperty("encapsulation").GetString()!;
        Assert.Equal(encapsulation == "IPIPCrossSubnet" ? "IPIP" : encapsulation, verdict.Encapsulation.ToString());
        if (effective.TryGetProperty("problems", out JsonElement problems) && problems.GetArrayLength() > 0)
        {
            Assert.NotEmpty(verdict.Problems);
        }
    }

    [Theory]
    [MemberData(nameof(Rendered))]
    public void Values_are_those_that_the_chart_renders(string name)
    {
        JsonElement vector = Vectors.Get(name);
        JsonElement expect = vector.GetProperty("expect");
        Shoot shoot = Vectors.ShootOf(vector);
        (NetworkConfig config, IReadOnlyList<ShootProblem> refusals) = NetworkConfigDecoder.Decode(shoot.ProviderConfig, "");
        Assert.Empty(refusals);
        CalicoValues values = CalicoValues.Compute(config, OverlayRules.FamiliesOf(shoot));

        JsonElement environment = expect.GetProperty("calicoNodeEnv");
        Assert.Equal(environment.GetProperty("CALICO_NETWORKING_BACKEND").GetString(), values.Backend);
        string? poolVariable = values.EnvironmentPool is { } pool4 ? "CALICO_IPV4POOL_" + pool4.ToUpperInvariant() : null;
        string? mode = poolVariable is null ? null : Variable(environment, poolVariable);
        Assert.Equal(values.EnvironmentPool is null, mode is null);
        Assert.Equal(mode == "Off" ? "Never" : mode, mode is null ? null : values.EnvironmentMode);
        if (Variable(environment, "FELIX_IPINIPENABLED") is { } felix)
        {
            Assert.Equal(felix, values.FelixIpip ? "true" : "false");
        }
        Assert.Equal(expect.GetProperty("ipamType").GetString(), values.IpamType);
        if (expect.GetProperty("effective").TryGetProperty("ipv4Pool", out JsonElement pool) && pool.ValueKind == JsonValueKind.Object)
        {
            Assert.Equal(pool.GetProperty("ipipMode").GetString(), values.IpipMode);
            Assert.Equal(pool.GetProperty("vxlanMode").GetString(), values.VxlanMode);
            Assert.Equal(pool.GetProperty("managedByChart").GetBoolean(), values.PoolManaged);
        }
        string? podRoutes = expect.GetProperty("effective").TryGetProperty("podRoutes", out JsonElement routes) ? routes.GetString() : null;
        if (podRoutes is not null)
        {
            Assert.Equal(podRoutes.StartsWith("bird", StringComparison.Ordinal), values.HasBird);
        }
    }

    [Theory]
    [MemberData(nameof(ProviderView))]
    public void What_a_provider_cannot_read_is_a_problem(string name)
    {
        JsonElement vector = Vectors.Get(name);
        JsonElement view = vector.GetProperty("expect").GetProperty("providerIsOverlayEnabled");
        ShootOverlay verdict = OverlayRules.Evaluate(Vectors.ShootOf(vector));
        if (view.ValueKind == JsonValueKind.String)
        {
            Assert.Equal(OverlayState.Invalid, verdict.State);
            Assert.Contains(verdict.Problems, problem => problem.Field.EndsWith("overlay.enabled", StringComparison.Ordinal));
        }
        else if (!verdict.IsDefault)
        {
            Assert.Equal(view.GetBoolean() ? OverlayState.Enabled : OverlayState.Disabled, verdict.State);
        }
        else
        {
            // Without the key the provider says "on" whatever backend and mode are; ours looks at them.
            Assert.True(view.GetBoolean());
        }
    }

    [Theory]
    [MemberData(nameof(DefaultMasks))]
    public void Default_mask_is_Gardeners(string name)
    {
        JsonElement vector = Vectors.Get(name);
        Shoot shoot = Vectors.ShootOf(vector);
        Assert.Equal(vector.GetProperty("expect").GetProperty("nodeCIDRMaskSize").GetInt32(), NodeCapacity.MaskSize(shoot, [IpFamily.IPv4]));
        Assert.Equal(vector.GetProperty("expect").GetProperty("nodeCIDRMaskSize").GetInt32(), OverlayRules.Evaluate(shoot).NodeCidrMaskSize);
    }

    [Theory]
    [MemberData(nameof(MaskValidation))]
    public void Mask_is_validated_as_by_Gardener(string name)
    {
        JsonElement vector = Vectors.Get(name);
        JsonElement expect = vector.GetProperty("expect");
        ShootOverlay verdict = OverlayRules.Evaluate(Vectors.ShootOf(vector));
        Assert.Equal(expect.GetProperty("usableAddressesPerNode").GetInt64(), NodeCapacity.UsableAddresses(verdict.NodeCidrMaskSize!.Value, isIPv6: false));
        Assert.Equal(expect.GetProperty("valid").GetBoolean(), !verdict.Problems.Any(problem => problem.Id == ProblemId.NodeCidrMaskSizeInvalid));
    }

    [Theory]
    [MemberData(nameof(CidrOverlap))]
    public void Overlap_is_that_of_the_arithmetic(string name)
    {
        JsonElement vector = Vectors.Get(name);
        Cidr[] cidrs = [.. vector.GetProperty("input").GetProperty("cidrs").EnumerateArray().Select(text => Cidr.Parse(text.GetString()!))];
        bool expected = vector.GetProperty("expect").GetProperty("overlap").GetBoolean();
        Assert.Equal(expected, cidrs[0].Overlaps(cidrs[1]));
        Assert.Equal(expected, cidrs[1].Overlaps(cidrs[0]));
    }

    private static string? Variable(JsonElement environment, string name) => environment.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;
}
