using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Core.Overlay;

/// <summary>A shoot that is to be switched, with all that the checks look at.</summary>
public sealed class SwitchSubject
{
    /// <summary>Prepares a switch.</summary>
    /// <param name="shoot">The object that is to be changed.</param>
    /// <param name="stored">The same shoot as a cluster stored it, where that was read too: it knows the state of things.</param>
    /// <param name="wish">What it is to become.</param>
    /// <exception cref="Errors.GardenerOverlayException">The form of the wish has no effect on this shoot.</exception>
    public SwitchSubject(Shoot shoot, Shoot? stored, OverlayWish wish)
    {
        Origin = shoot;
        Shoot = stored is null ? shoot : WithFactsOf(shoot, stored);
        Edit = OverlayEdit.Plan(Shoot, wish, stored);
        Before = OverlayRules.Evaluate(stored ?? shoot);
        Shoot then = Edit.AdmittedTo(Shoot);
        After = OverlayRules.Evaluate(then);
        IsCalico = Shoot is { NetworkingType: OverlayRules.CalicoType, Workers.Count: > 0 };
        Present = OverlayRules.ReadCalico(stored ?? shoot);
        Future = OverlayRules.ReadCalico(then);
    }

    /// <summary>The object that is to be changed, as it was read.</summary>
    public Shoot Origin { get; }

    /// <summary>The shoot, with the facts that only a stored object has.</summary>
    public Shoot Shoot { get; }

    /// <summary>What is to be changed.</summary>
    public OverlayEdit Edit { get; }

    /// <summary>The verdict now.</summary>
    public ShootOverlay Before { get; }

    /// <summary>The verdict then.</summary>
    public ShootOverlay After { get; }

    /// <summary>Whether there is a question at all.</summary>
    internal bool IsCalico { get; }

    /// <summary>What Gardener makes of the config now.</summary>
    internal CalicoReading Present { get; }

    /// <summary>What Gardener will make of it.</summary>
    internal CalicoReading Future { get; }

    internal OverlayWish Wish => Edit.Wish;

    internal IReadOnlyList<string> Families => OverlayRules.FamiliesOf(Shoot);

    /// <summary>
    /// Whether pods will be reached by routes. Only those of IPv4 are: an IPv6 range comes with the node's network card.
    /// Source: gardener-extension-provider-aws, valuesprovider.go (no route controller for IPv6 alone).
    /// </summary>
    internal bool IsToRouteIPv4 => !Wish.IsOn && Families.Contains(IpFamily.IPv4);

    /// <summary>Whether the cloud's own route tables will carry the pods.</summary>
    internal bool NeedsCloudRoutes => IsToRouteIPv4 && Future.Values?.HasBird != true;

    /// <summary>Whether routes are written to the cloud's tables, needed or not: no provider looks at createPodRoutes for that.</summary>
    internal bool TakesCloudRoutes => NeedsCloudRoutes || (IsToRouteIPv4 && Wish.Style == ConfigStyle.Overlay && ProviderAdmission.WritesRoutes(Shoot.Provider));

    private static Shoot WithFactsOf(Shoot shoot, Shoot stored) => shoot with
    {
        // It exists: admission completes a change of it otherwise than a new one.
        Uid = stored.Uid,
        TechnicalId = stored.TechnicalId ?? shoot.TechnicalId,
        PodCidrs = stored.PodCidrs.Count > 0 ? stored.PodCidrs : shoot.PodCidrs,
        NodeCidrs = stored.NodeCidrs.Count > 0 ? stored.NodeCidrs : shoot.NodeCidrs,
        ServiceCidrs = stored.ServiceCidrs.Count > 0 ? stored.ServiceCidrs : shoot.ServiceCidrs,
        DualStackMigrationPending = stored.DualStackMigrationPending,
        Hibernated = stored.Hibernated,
        LastOperation = stored.LastOperation,
        IsDeleting = stored.IsDeleting,
        IsIgnored = stored.IsIgnored || shoot.IsIgnored,
    };
}
