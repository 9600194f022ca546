using System.Globalization;

namespace GardenerOverlay.Help;

/// <summary>Reads a parameter: its text, then a yaml fence that names only what differs from the ordinary.</summary>
internal sealed class ParameterReader(PageErrors errors)
{
    private static readonly string[] Keys = ["Type", "Sets", "Required", "Position", "Pipeline", "Wildcards", "Aliases", "Default", "Values"];
    private static readonly string[] YesNo = ["no", "yes"];
    private static readonly string[] PipelineForms = ["no", "by value", "by property name", "by value and property name"];

    public IReadOnlyList<Parameter> Read(Section section)
    {
        if (section.Parts.Length == 0)
        {
            errors.Add(section.Line, "no parameter: each one has a heading ### -Name");
        }

        Parameter[] parameters = [.. section.Parts.Select(ReadOne).OfType<Parameter>()];
        CheckNames(parameters);
        CheckSets(parameters);
        return parameters;
    }

    private Parameter? ReadOne(Section part)
    {
        if (part.Title is not ['-', .. { Length: > 0 } name] || part.Parts.Length > 0)
        {
            errors.Add(part.Line, $"'{part.Title}': a parameter is ### -Name and has no headings within");
            return null;
        }

        if (part.Blocks is not [.. var text, Fence { Info: "yaml" } fence])
        {
            errors.Add(part.Line, $"-{name} must end with its ```yaml block");
            return null;
        }

        if (text.Length == 0 || text.OfType<Fence>().Any(other => other.Info is "yaml"))
        {
            errors.Add(part.Line, $"-{name} needs a text and one ```yaml block after it");
        }

        Dictionary<string, (int Line, string Value)> values = ReadKeys(fence);
        if (!values.ContainsKey("Type"))
        {
            errors.Add(fence.Line, $"-{name} needs a Type");
        }

        return new Parameter(
            part.Line,
            name,
            text,
            Text("Type"),
            Names(Text("Sets")),
            OneOf("Required", YesNo),
            Position(),
            OneOf("Pipeline", PipelineForms),
            OneOf("Wildcards", YesNo).Value is "yes",
            Names(Text("Aliases")),
            Text("Default"),
            Names(Text("Values")));

        string Text(string key) => values.TryGetValue(key, out (int, string Value) found) ? found.Value : "";

        PerSet Position()
        {
            PerSet position = InSets(Text("Position"), "named");
            if (position.Value is not "named" && !uint.TryParse(position.Value, CultureInfo.InvariantCulture, out _))
            {
                errors.Add(values["Position"].Line, $"Position '{position.Value}' is neither named nor a number");
            }

            return position;
        }

        PerSet OneOf(string key, string[] allowed)
        {
            PerSet value = InSets(Text(key), allowed[0]);
            if (!allowed.Contains(value.Value, StringComparer.Ordinal))
            {
                errors.Add(values[key].Line, $"{key} '{value.Value}' is none of: {string.Join(", ", allowed)}");
            }

            return value;
        }
    }

    private Dictionary<string, (int Line, string Value)> ReadKeys(Fence fence)
    {
        Dictionary<string, (int, string)> values = new(StringComparer.Ordinal);
        foreach ((int index, string line) in fence.Lines.Index())
        {
            int at = fence.Line + 1 + index;
            if (line.Split(':', 2, StringSplitOptions.TrimEntries) is not [{ } key, { Length: > 0 } value] || !Keys.Contains(key, StringComparer.Ordinal))
            {
                errors.Add(at, $"'{line}' is not 'Key: value' with a key of: {string.Join(", ", Keys)}");
            }
            else if (!values.TryAdd(key, (at, value)))
            {
                errors.Add(at, $"{key} is given twice");
            }
        }

        return values;
    }

    private static PerSet InSets(string text, string ordinary) => text.Split(" in ", 2) switch
    {
        [var value, var sets] => new PerSet(value, Names(sets), ordinary),
        [""] => new PerSet(ordinary, [], ordinary),
        _ => new PerSet(text, [], ordinary),
    };

    private static string[] Names(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>PowerShell finds names and aliases in one list, regardless of case.</summary>
    private void CheckNames(Parameter[] parameters)
    {
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (Parameter parameter in parameters)
        {
            foreach (string name in (string[])[parameter.Name, .. parameter.Aliases])
            {
                if (!seen.Add(name))
                {
                    errors.Add(parameter.Line, $"-{name} is there twice");
                }
            }
        }
    }

    private void CheckSets(Parameter[] parameters)
    {
        HashSet<string> known = parameters.SelectMany(parameter => parameter.Sets).ToHashSet(StringComparer.Ordinal);
        foreach (Parameter parameter in parameters)
        {
            foreach (string set in ((PerSet[])[parameter.Required, parameter.Position, parameter.Pipeline]).SelectMany(value => value.Sets))
            {
                if (!known.Contains(set) || !parameter.IsIn(set))
                {
                    errors.Add(parameter.Line, $"-{parameter.Name} is not in the set '{set}'");
                }
            }
        }

        foreach (string set in known)
        {
            HashSet<string> positions = new(StringComparer.Ordinal);
            foreach (Parameter parameter in parameters.Where(parameter => parameter.IsIn(set)))
            {
                if (parameter.Position.In(set) is not "named" and var position && !positions.Add(position))
                {
                    errors.Add(parameter.Line, $"position {position} of the set '{set}' is taken twice");
                }
            }
        }
    }
}
