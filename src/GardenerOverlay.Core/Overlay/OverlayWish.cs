namespace GardenerOverlay.Core.Overlay;

/// <summary>In which form a NetworkConfig says whether the overlay is on.</summary>
public enum ConfigStyle
{
    /// <summary><c>overlay.enabled</c>, which wins over all other keys.</summary>
    Overlay,

    /// <summary><c>backend</c> and <c>ipv4.mode</c>, the form of old documentation, for landscapes without the overlay key.</summary>
    Backend,
}

/// <summary>What a shoot is to become.</summary>
/// <param name="State">Enabled or Disabled.</param>
public sealed record OverlayWish(OverlayState State)
{
    /// <summary>The tunnel, IPIP or VXLAN; null keeps the present one, else IPIP. Only with Enabled.</summary>
    public Encapsulation? Encapsulation { get; init; }

    /// <summary>Whether BIRD is to write the routes; null keeps it on a shoot that is native already. Only with Disabled.</summary>
    public bool? CreatePodRoutes { get; init; }

    /// <summary>The form to write.</summary>
    public ConfigStyle Style { get; init; }

    /// <summary>Whether the overlay is to be on.</summary>
    public bool IsOn => State == OverlayState.Enabled;
}
