using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Commands;

/// <summary>
/// One shoot is reported once: the same technical ID, or the same namespace and name, is the same shoot.
/// An object that an API server stored wins over a manifest.
/// </summary>
internal sealed class SeenShoots
{
    // Only where it was: thousands of shoots must not stay in memory for this.
    private readonly Dictionary<string, Sighting> _sightings = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>Whether the shoot is to be processed.</summary>
    /// <param name="shoot">The shoot.</param>
    /// <param name="note">Why it is not.</param>
    /// <param name="superseded">The number of the earlier one that it is worth more than.</param>
    public bool Add(Shoot shoot, out string? note, out int? superseded)
    {
        (note, superseded) = (null, null);
        Sighting sighting = new(_count, shoot.IsStored, shoot.Path, shoot.Line);
        string[] keys = KeysOf(shoot);
        foreach (string key in keys)
        {
            if (!_sightings.TryGetValue(key, out Sighting earlier))
            {
                continue;
            }
            // A stored object that comes late (another path of the pipeline) is still worth more than a manifest.
            if (earlier.IsStored || !shoot.IsStored)
            {
                note = $"'{shoot.Path}', line {shoot.Line}: passed over, {shoot.Namespace}/{shoot.Name} was read from '{earlier.Path}', line {earlier.Line}.";
                return false;
            }
            superseded = earlier.Number;
        }
        _count++;
        foreach (string key in keys)
        {
            _sightings[key] = sighting;
        }
        return true;
    }

    private static string[] KeysOf(Shoot shoot)
    {
        List<string> keys = [];
        // A Shoot and its Network on the seed are two witnesses of one shoot; both are shown.
        if (shoot.TechnicalId is not null)
        {
            keys.Add($"{shoot.Kind} {shoot.TechnicalId}");
        }
        // Without a namespace two files may mean two projects; only the same place is the same shoot.
        keys.Add(shoot.Namespace is not null ? $"{shoot.Kind} {shoot.Namespace}/{shoot.Name}" : $"{shoot.Kind} {shoot.Path}:{shoot.Line}");
        return [.. keys];
    }

    private readonly record struct Sighting(int Number, bool IsStored, string? Path, int? Line);
}
