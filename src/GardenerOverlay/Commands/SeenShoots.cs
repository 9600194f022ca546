using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Commands;

/// <summary>
/// One shoot is reported once: the same technical ID, or the same namespace and name, is the same shoot.
/// An object that an API server stored wins over a manifest.
/// </summary>
internal sealed class SeenShoots
{
    private readonly Dictionary<string, Shoot> _shoots = new(StringComparer.Ordinal);

    /// <summary>Whether the shoot is to be processed.</summary>
    /// <param name="shoot">The shoot.</param>
    /// <param name="note">Why it is not.</param>
    public bool Add(Shoot shoot, out string? note)
    {
        note = null;
        string?[] keys = KeysOf(shoot);
        Shoot? earlier = keys.Select(key => key is null ? null : _shoots.GetValueOrDefault(key)).FirstOrDefault(found => found is not null);
        // A stored object that comes late (another path of the pipeline) is still worth more than what was emitted.
        if (earlier is not null && (earlier.IsStored || !shoot.IsStored))
        {
            note = $"'{shoot.Path}', line {shoot.Line}: passed over, {shoot.Namespace}/{shoot.Name} was read from '{earlier.Path}', line {earlier.Line}.";
            return false;
        }
        foreach (string? key in keys)
        {
            if (key is not null)
            {
                _shoots[key] = shoot;
            }
        }
        return true;
    }

    private static string?[] KeysOf(Shoot shoot) =>
    [
        // A Shoot and its Network on the seed are two witnesses of one shoot; both are shown.
        shoot.TechnicalId is null ? null : $"{shoot.Kind} {shoot.TechnicalId}",
        // Without a namespace two files may mean two projects.
        shoot.Namespace is null ? null : $"{shoot.Kind} {shoot.Namespace}/{shoot.Name}",
    ];
}
