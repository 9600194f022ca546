using GardenerOverlay.Clients.Dumps;
using GardenerOverlay.Clients.Manifests;
using GardenerOverlay.Clients.Manifests.Editing;
using GardenerOverlay.Core.Ports;

namespace GardenerOverlay.Clients;

/// <summary>The one door from the module into this assembly; created by reflection from the private load context.</summary>
public sealed class ModuleClients : IClients
{
    /// <inheritdoc/>
    public IManifestReader Manifests { get; } = new ManifestReader();

    /// <inheritdoc/>
    public IManifestEditor ManifestEditor { get; } = new ManifestEditor();

    /// <inheritdoc/>
    public IDumpReader Dumps { get; } = new DumpReader();
}
