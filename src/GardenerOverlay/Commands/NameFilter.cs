using System.Management.Automation;

namespace GardenerOverlay.Commands;

/// <summary>Names with wildcards. A name without wildcards that nothing matched is missed; a pattern may match nothing.</summary>
internal sealed class NameFilter
{
    private readonly List<(string Name, WildcardPattern Pattern)> _patterns;
    private readonly HashSet<string> _missed;

    public NameFilter(string[] names)
    {
        _patterns = [.. names.Select(name => (name, WildcardPattern.Get(name, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant)))];
        _missed = new HashSet<string>(names.Where(name => !WildcardPattern.ContainsWildcardCharacters(name)), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The literal names that no shoot had so far.</summary>
    public IEnumerable<string> Missed => _missed;

    public bool Accepts(string name)
    {
        if (_patterns.Count == 0)
        {
            return true;
        }
        _missed.Remove(name);
        return _patterns.Exists(entry => entry.Pattern.IsMatch(name));
    }
}
