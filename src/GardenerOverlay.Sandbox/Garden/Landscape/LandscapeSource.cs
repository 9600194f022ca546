using GardenerOverlay.Sandbox.Garden.Serve;

namespace GardenerOverlay.Sandbox.Garden.Landscape;

/// <summary>What a garden is filled with: a folder of manifests, or shoots that are made.</summary>
internal abstract record LandscapeSource
{
    /// <exception cref="CannotStartException">It cannot be read.</exception>
    public abstract void Fill(GardenModel garden);
}
