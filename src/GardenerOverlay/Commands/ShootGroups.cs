using GardenerOverlay.Core.Errors;
using GardenerOverlay.Core.Overlay;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Commands;

/// <summary>The witnesses of each shoot: its manifest, what a cluster stored of it, its Network on the seed.</summary>
internal sealed class ShootGroups
{
    private readonly Dictionary<string, ShootGroup> _byKey = new(StringComparer.Ordinal);
    private readonly List<ShootGroup> _groups = [];

    /// <summary>The shoots, in the order in which they were met first.</summary>
    public IReadOnlyList<ShootGroup> All => _groups;

    /// <returns>Why it is passed over; null where it counts.</returns>
    public string? Add(Shoot shoot, bool isAsked)
    {
        string[] keys = KeysOf(shoot);
        ShootGroup? group = keys.Select(key => _byKey.GetValueOrDefault(key)).FirstOrDefault(known => known is not null);
        if (group is null)
        {
            _groups.Add(group = new ShootGroup());
        }
        foreach (string key in keys)
        {
            _byKey[key] = group;
        }
        return group.Add(shoot, isAsked);
    }

    private static string[] KeysOf(Shoot shoot)
    {
        List<string> keys = [];
        string? project = OverlayRules.ProjectOf(shoot);
        if (shoot.TechnicalId is not null)
        {
            keys.Add(shoot.TechnicalId);
        }
        // A manifest has no technical ID; Gardener makes it of project and name.
        if (project is not null && shoot.Kind == ShootResourceKind.Shoot)
        {
            keys.Add($"shoot--{project}--{shoot.Name}");
        }
        // Without a namespace two files may mean two projects; only the same place is the same shoot.
        keys.Add(shoot.Namespace is null ? $"{shoot.Path}:{shoot.Line}" : $"{shoot.Namespace}/{shoot.Name}");
        return [.. keys];
    }
}

/// <summary>The witnesses of one shoot.</summary>
internal sealed class ShootGroup
{
    private Shoot? _manifest;
    private Shoot? _network;
    private bool _isNetworkAsked;
    private bool _isManifestAsked;
    private bool _isStoredAsked;

    /// <summary>What a cluster stored.</summary>
    public Shoot? Stored { get; private set; }

    /// <summary>Whether it is to be switched.</summary>
    public bool IsAsked => _isManifestAsked || _isStoredAsked || (_isNetworkAsked && _manifest is null && Stored is null);

    /// <summary>The object to change: the manifest where there is one, because changing a dump changes no shoot.</summary>
    /// <exception cref="GardenerOverlayException">There is only the seed's Network.</exception>
    public Shoot Target => (_isManifestAsked ? _manifest : null) ?? (_isStoredAsked ? Stored : null)
        ?? throw new GardenerOverlayException(ErrorTable.NotAShoot, $"{_network!.Namespace}/{_network.Name}", $"'{_network.Path}', line {_network.Line}: {_network.Namespace}/{_network.Name} is the Network of a shoot, not the shoot.");

    /// <summary>What tells most about it as somebody's neighbour; null where only a Network is known.</summary>
    public Shoot? Witness => Stored ?? _manifest;

    public string? Add(Shoot shoot, bool isAsked)
    {
        Shoot? earlier = shoot.Kind == ShootResourceKind.Network ? _network : shoot.IsStored ? Stored : _manifest;
        if (earlier is not null)
        {
            return $"'{shoot.Path}', line {shoot.Line}: passed over, {shoot.Namespace}/{shoot.Name} was read from '{earlier.Path}', line {earlier.Line}.";
        }
        if (shoot.Kind == ShootResourceKind.Network)
        {
            (_network, _isNetworkAsked) = (shoot, isAsked);
        }
        else if (shoot.IsStored)
        {
            (Stored, _isStoredAsked) = (shoot, isAsked);
        }
        else
        {
            (_manifest, _isManifestAsked) = (shoot, isAsked);
        }
        return null;
    }
}
