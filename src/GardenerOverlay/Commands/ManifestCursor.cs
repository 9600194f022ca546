using GardenerOverlay.Core.Errors;
using GardenerOverlay.Core.Overlay;
using GardenerOverlay.Core.Ports;

namespace GardenerOverlay.Commands;

/// <summary>
/// Finds shoots in a file again, one address after another. Addresses come in the order of the file, so a file with
/// thousands of shoots is read once, not once for each.
/// </summary>
internal sealed class ManifestCursor(IManifestReader reader, string path) : IDisposable
{
    private IEnumerator<ManifestEntry>? _entries;

    public string Path { get; } = path;

    public ManifestEntry Find(ShootOverlay address, CancellationToken cancellationToken)
    {
        bool fromStart = _entries is null;
        while (true)
        {
            _entries ??= reader.Read(Path, cancellationToken).GetEnumerator();
            while (_entries.MoveNext())
            {
                ManifestEntry entry = _entries.Current;
                if (entry.Shoot is { } shoot && shoot.Name == address.Name && shoot.Namespace == address.Namespace && shoot.TechnicalId == address.TechnicalId)
                {
                    return entry;
                }
                if (entry.Error is { } error && error.Error != ErrorTable.ManifestWithoutName)
                {
                    Dispose();
                    return entry;
                }
            }
            Dispose();
            if (fromStart)
            {
                string message = $"'{Path}' has no shoot {address.Namespace}/{address.Name} any more.";
                return new ManifestEntry(null, Error: new GardenerOverlayException(ErrorTable.ShootNotFound, address.Name, message));
            }
            fromStart = true;
        }
    }

    public void Dispose()
    {
        _entries?.Dispose();
        _entries = null;
    }
}
