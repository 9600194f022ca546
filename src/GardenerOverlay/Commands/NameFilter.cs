using System.Management.Automation;
using GardenerOverlay.Core.Errors;

namespace GardenerOverlay.Commands;

/// <summary>Names with wildcards. A name without wildcards that nothing matched is missed; a pattern may match nothing.</summary>
internal sealed class NameFilter
{
    private readonly List<WildcardPattern> _patterns = [];
    private readonly HashSet<string> _missed = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="GardenerOverlayException">A name is no wildcard pattern.</exception>
    public NameFilter(IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            _patterns.Add(PatternOf(name));
            if (!WildcardPattern.ContainsWildcardCharacters(name))
            {
                _missed.Add(name);
            }
        }
    }

    /// <summary>The literal names that nothing had so far.</summary>
    public IEnumerable<string> Missed => _missed;

    /// <summary>Whether one of the names of an item is asked for.</summary>
    public bool Accepts(params ReadOnlySpan<string> names)
    {
        bool accepted = _patterns.Count == 0;
        foreach (string name in names)
        {
            _missed.Remove(name);
            accepted = accepted || _patterns.Exists(pattern => pattern.IsMatch(name));
        }
        return accepted;
    }

    private static WildcardPattern PatternOf(string name)
    {
        try
        {
            WildcardPattern pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
            // The engine looks at a pattern when it is used first.
            pattern.IsMatch("");
            return pattern;
        }
        catch (WildcardPatternException exception)
        {
            throw new GardenerOverlayException(ErrorTable.WildcardInvalid, name, $"'{name}' is not a wildcard pattern.", exception);
        }
    }
}
