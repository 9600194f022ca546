namespace GardenerOverlay.Core.Shoots;

/// <summary>
/// Which fields of a manifest are read. Everything else is skipped while parsing, so that a Shoot of 20 KB costs
/// memory for the few values that we use. Lists are looked through: a selection applies to each of their items.
/// </summary>
public sealed class FieldSelection
{
    private readonly Dictionary<string, FieldSelection> _fields = new(StringComparer.Ordinal);

    private FieldSelection(bool everything) => Everything = everything;

    /// <summary>Selects a value with all that is below it.</summary>
    public static FieldSelection All { get; } = new(everything: true);

    /// <summary>Whether all below is selected.</summary>
    public bool Everything { get; }

    /// <summary>The selection below a key, or null where the key is not read.</summary>
    public FieldSelection? this[string key] => Everything ? All : _fields.GetValueOrDefault(key);

    /// <summary>Selects the values at the paths (<see cref="FieldPath"/>).</summary>
    public static FieldSelection Of(params ReadOnlySpan<string> paths)
    {
        FieldSelection root = new(everything: false);
        foreach (string path in paths)
        {
            FieldSelection current = root;
            string[] keys = FieldPath.Keys(path);
            foreach (string key in keys[..^1])
            {
                if (!current._fields.TryGetValue(key, out FieldSelection? next))
                {
                    current._fields.Add(key, next = new FieldSelection(everything: false));
                }
                current = next;
            }
            current._fields[keys[^1]] = All;
        }
        return root;
    }
}
