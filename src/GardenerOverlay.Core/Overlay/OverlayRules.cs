using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Core.Overlay;

/// <summary>
/// The verdict on a shoot: from its facts to <see cref="ShootOverlay"/>. Pure; the same for every source.
/// Source: networking-calico, actuator_reconcile.go and charts/utils.go, by <see cref="CalicoValues"/>.
/// </summary>
public static class OverlayRules
{
    internal const string CalicoType = "calico";

    /// <summary>Evaluates a shoot.</summary>
    public static ShootOverlay Evaluate(Shoot shoot)
    {
        List<ShootProblem> problems = [.. shoot.ReadProblems];
        Verdict verdict = Decide(shoot, problems);
        ProblemLines.Locate(problems, shoot);
        string[] families = [.. FamiliesOf(shoot)];
        bool hasNodes = shoot.Kind == ShootResourceKind.Network || shoot.Workers.Count > 0;
        int? maskSize = hasNodes ? NodeCapacity.MaskSize(shoot, families) : null;
        long? maxNodes = maskSize is { } size ? NodeCapacity.MaxNodes(CidrProblems.Readable(shoot.PodCidrs), size, families) : null;
        if (hasNodes)
        {
            CidrProblems.Find(shoot, families, maskSize!.Value, maxNodes, problems);
        }
        return new ShootOverlay
        {
            Name = shoot.Name,
            Namespace = shoot.Namespace,
            Context = shoot.Context,
            Project = ProjectOf(shoot),
            TechnicalId = shoot.TechnicalId,
            Provider = shoot.Provider,
            Region = shoot.Region,
            Seed = shoot.Seed,
            KubernetesVersion = shoot.KubernetesVersion,
            State = verdict.State,
            Encapsulation = verdict.Encapsulation,
            Reason = verdict.Reason,
            PodCidr = Texts(shoot.PodCidrs),
            NodeCidr = Texts(shoot.NodeCidrs),
            ServiceCidr = Texts(shoot.ServiceCidrs),
            IpFamilies = families,
            NodeCidrMaskSize = maskSize,
            MaxNodes = maxNodes,
            WorkerMaximum = shoot.Kind == ShootResourceKind.Network ? null : shoot.Workers.Sum(worker => (long)worker.Maximum),
            NetworkId = hasNodes ? SharedNetwork.IdOf(shoot) : null,
            CreatePodRoutes = verdict.CreatePodRoutes,
            IsDefault = verdict.IsDefault,
            Problems = [.. problems],
            Hibernated = shoot.Hibernated,
            LastOperation = shoot.LastOperation,
            Path = shoot.Path,
            Line = shoot.Line,
            ResourceVersion = shoot.ResourceVersion,
        };
    }

    /// <summary>The IP families that are in force: IPv4 where none is given.</summary>
    public static IReadOnlyList<string> FamiliesOf(Shoot shoot) => shoot.IpFamilies.Count == 0 ? [IpFamily.IPv4] : shoot.IpFamilies;

    /// <summary>The absolute path of the NetworkConfig in the shoot's object.</summary>
    internal static string ConfigPath(Shoot shoot) => shoot.Kind == ShootResourceKind.Shoot ? NetworkConfig.ShootPath : NetworkConfig.NetworkPath;

    private static Verdict Decide(Shoot shoot, List<ShootProblem> problems)
    {
        if (shoot.Kind == ShootResourceKind.Shoot && shoot.ApiVersion != ShootReader.ShootApiVersion)
        {
            problems.Add(new ShootProblem(ProblemId.OnlyV1beta1Served, "apiVersion", $"\"{shoot.ApiVersion}\" is not served for Shoot: write {ShootReader.ShootApiVersion}.", shoot.Line));
        }
        if (shoot.Kind == ShootResourceKind.Shoot && shoot.Workers.Count == 0)
        {
            if (shoot.ReadProblems.FirstOrDefault(problem => problem.Field == "spec.provider.workers") is { } unreadable)
            {
                return Verdict.Refused(unreadable);
            }
            if (shoot.Provider is null)
            {
                problems.Add(new ShootProblem(ProblemId.Required, "spec.provider.type", "Required value: must specify a provider type", shoot.Line));
                return Verdict.Refused(problems[^1]);
            }
            return new Verdict(OverlayState.NotApplicable, null, "The shoot is workerless: it has no pod network.");
        }
        if (shoot.NetworkingType is null)
        {
            problems.Add(new ShootProblem(ProblemId.Required, TypeField(shoot), "Required value: networking type is required"));
            return Verdict.Refused(problems[^1]);
        }
        return shoot.NetworkingType == CalicoType
            ? DecideCalico(shoot, problems)
            : new Verdict(OverlayState.NotApplicable, null, $"The network plugin is \"{shoot.NetworkingType}\", not calico.");
    }

    private static Verdict DecideCalico(Shoot shoot, List<ShootProblem> problems)
    {
        CalicoReading reading = ReadCalico(shoot);
        problems.AddRange(reading.Refusals);
        if (reading.Values is not { } values)
        {
            return Verdict.Refused(reading.Refusals[0]) with { IsDefault = reading.Given.Overlay is null };
        }
        Verdict verdict = Verdict.Of(values) with
        {
            IsDefault = reading.Given.Overlay is null,
            CreatePodRoutes = reading.Config.Overlay is { IsOn: false, CreatePodRoutes: true },
        };
        ConfigProblems.Find(shoot, reading.Given, reading.Config, values, verdict.State, ConfigPath(shoot), problems);
        return verdict with { Reason = OverlayReason.For(shoot, reading.Given, reading.Config, values, reading.InForce) };
    }

    /// <summary>What Gardener makes of the NetworkConfig of a shoot with Calico.</summary>
    internal static CalicoReading ReadCalico(Shoot shoot)
    {
        string path = ConfigPath(shoot);
        IReadOnlyList<string> families = FamiliesOf(shoot);
        (NetworkConfig given, IReadOnlyList<ShootProblem> refusals) = NetworkConfigDecoder.Decode(shoot.ProviderConfig, path);
        // A Network was completed by admission before gardenlet copied it, so only a Shoot can be new.
        bool isNew = shoot is { Kind: ShootResourceKind.Shoot, IsStored: false };
        NetworkConfig config = isNew ? ProviderAdmission.Complete(given, shoot.Provider, families) : given;
        if (refusals.Count == 0)
        {
            refusals = [
                .. IpFamilyRefusals(families),
                .. NetworkConfigValidation.Validate(given, families, path),
                .. ControllerRefusals(shoot, given, families, path),
                .. ProviderAdmission.Refusals(config, shoot.Provider, families)];
        }
        IReadOnlyList<string> inForce = shoot.DualStackMigrationPending ? [families[0]] : families;
        CalicoValues? values = refusals.Count == 0 ? CalicoValues.Compute(ProviderAdmission.OnSeed(config, shoot.Provider), inForce) : null;
        return new CalicoReading(given, config, refusals, inForce, values);
    }

    // Source: networking-calico, pkg/apis/calico/validation/shoot.go.
    private static IEnumerable<ShootProblem> IpFamilyRefusals(IReadOnlyList<string> families)
    {
        string list = string.Join(", ", families.Select(family => $"\"{family}\""));
        string? fault = families switch
        {
            _ when families.Any(family => family is not (IpFamily.IPv4 or IpFamily.IPv6)) => "must be a subset of [\"IPv4\", \"IPv6\"]",
            { Count: > 2 } => "cannot have more than two entries",
            [var first, var second] when first == second => "cannot have duplicate entries",
            _ => null,
        };
        if (fault is not null)
        {
            yield return new ShootProblem(ProblemId.InvalidValue, "spec.networking.ipFamilies", $"ipFamilies ([{list}]) {fault}");
        }
    }

    // Source: networking-calico, pkg/charts/utils.go (mergeCalicoValuesWithConfig) and actuator_reconcile.go: errors of the reconcile.
    private static IEnumerable<ShootProblem> ControllerRefusals(Shoot shoot, NetworkConfig config, IReadOnlyList<string> families, string path)
    {
        if (config.IPv4 is not null && !families.Contains(IpFamily.IPv4))
        {
            yield return new ShootProblem(ProblemId.Forbidden, path + ".ipv4", "IPv4 configuration must not be specified if Shoot doesn't use IPv4 networking");
        }
        if (config.IPv6 is not null && !families.Contains(IpFamily.IPv6))
        {
            yield return new ShootProblem(ProblemId.Forbidden, path + ".ipv6", "IPv6 configuration must not be specified if Shoot doesn't use IPv6 networking");
        }
        else if (config.IPv6 is { Pool: CalicoValue.Ipip })
        {
            yield return new ShootProblem(ProblemId.Forbidden, path + ".ipv6.pool", "unsupported value for ipv6 pool: ipip");
        }
        if (shoot.KubeProxyEnabled == false && !config.EbpfEnabled)
        {
            yield return new ShootProblem(ProblemId.Forbidden, "spec.kubernetes.kubeProxy.enabled", "Forbidden: Disabling kube-proxy is forbidden in conjunction with calico without running in ebpf dataplane");
        }
    }

    /// <summary>The project: of the technical ID, else of a namespace <c>garden-PROJECT</c>.</summary>
    public static string? ProjectOf(Shoot shoot) => (shoot.TechnicalId?.Split("--"), shoot.Namespace) switch
    {
        (["shoot", var project, ..], _) => project,
        (_, ['g', 'a', 'r', 'd', 'e', 'n', '-', .. var project]) => project,
        (_, "garden") => "garden",
        _ => null,
    };

    private static string TypeField(Shoot shoot) => shoot.Kind == ShootResourceKind.Shoot ? "spec.networking.type" : "spec.type";

    private static string[] Texts(IReadOnlyList<FieldValue> values) => [.. values.Select(value => value.Text)];
}

/// <summary>A NetworkConfig and what becomes of it.</summary>
/// <param name="Given">As decoded.</param>
/// <param name="Config">As the provider's admission completes it.</param>
/// <param name="Refusals">What Gardener refuses.</param>
/// <param name="InForce">The IP families that count.</param>
/// <param name="Values">The values of Calico's chart; null where it is refused.</param>
internal sealed record CalicoReading(NetworkConfig Given, NetworkConfig Config, IReadOnlyList<ShootProblem> Refusals, IReadOnlyList<string> InForce, CalicoValues? Values);

/// <summary>The outcome of the rules, before it is put into the record.</summary>
internal sealed record Verdict(OverlayState State, Encapsulation? Encapsulation, string Reason)
{
    public bool IsDefault { get; init; }

    public bool CreatePodRoutes { get; init; }

    public static Verdict Refused(ShootProblem problem) => new(OverlayState.Invalid, null, $"Gardener refuses it: {problem.Field}: {problem.Message}");

    /// <summary>Where the pool and the data plane agree, the pool decides.</summary>
    public static Verdict Of(CalicoValues values) => values switch
    {
        { IpipMode: CalicoValue.Never, VxlanMode: CalicoValue.Never } => new(OverlayState.Disabled, Overlay.Encapsulation.None, ""),
        // IPIP needs Felix's tunnel device and BIRD's routes.
        { VxlanMode: CalicoValue.Never } when !values.FelixIpip || !values.HasBird => new(OverlayState.Inconsistent, Overlay.Encapsulation.None, ""),
        { IpipMode: CalicoValue.CrossSubnet } => new(OverlayState.Partial, Overlay.Encapsulation.IPIP, ""),
        { IpipMode: CalicoValue.Always } => new(OverlayState.Enabled, Overlay.Encapsulation.IPIP, ""),
        // With backend none calico-node gives the nodes no tunnel addresses.
        { Backend: CalicoValue.None } => new(OverlayState.Inconsistent, Overlay.Encapsulation.None, ""),
        _ => new(OverlayState.Enabled, Overlay.Encapsulation.VXLAN, ""),
    };
}
