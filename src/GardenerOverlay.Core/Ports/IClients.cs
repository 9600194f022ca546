namespace GardenerOverlay.Core.Ports;

/// <summary>What the module asks of the world. Implemented behind the private load context, created once per command.</summary>
public interface IClients
{
    /// <summary>Reads manifests from files.</summary>
    IManifestReader Manifests { get; }

    /// <summary>Changes manifests in files.</summary>
    IManifestEditor ManifestEditor { get; }

    /// <summary>Reads dumps of AWS and Kubernetes from files.</summary>
    IDumpReader Dumps { get; }
}
