using System.Globalization;

namespace GardenerOverlay.Help;

/// <summary>The page of one cmdlet, checked.</summary>
internal sealed record CommandPage(
    string Name,
    string Synopsis,
    IReadOnlyList<Block> Description,
    IReadOnlyList<Example> Examples,
    IReadOnlyList<Parameter> Parameters,
    IReadOnlyList<TypeText> Inputs,
    IReadOnlyList<TypeText> Outputs,
    IReadOnlyList<Block> Notes,
    IReadOnlyList<Link> Links)
{
    public string Verb => Name.Split('-')[0];

    public string Noun => Name.Split('-')[1];

    /// <summary>The parameter sets in the order in which the page names them: the default set comes first.</summary>
    public IReadOnlyList<string> Sets =>
        Parameters.SelectMany(parameter => parameter.Sets).Distinct(StringComparer.Ordinal).ToArray() is { Length: > 0 } named ? named : ["__AllParameterSets"];

    /// <summary>The parameters of a set as PowerShell's own syntax orders them: by position, then mandatory, then the rest.</summary>
    public IEnumerable<Parameter> ParametersOf(string set) => Parameters
        .Where(parameter => parameter.IsIn(set))
        .OrderBy(parameter => parameter.Position.In(set), NumbersFirst)
        .ThenBy(parameter => parameter.Required.In(set) is "no");

    private static readonly Comparer<string> NumbersFirst = Comparer<string>.Create((left, right) => Rank(left).CompareTo(Rank(right)));

    private static uint Rank(string position) => uint.TryParse(position, CultureInfo.InvariantCulture, out uint number) ? number : uint.MaxValue;
}

/// <summary>What comes before the code introduces it, what comes after is a remark.</summary>
internal sealed record Example(string Title, IReadOnlyList<Block> Introduction, string Code, string? Output, IReadOnlyList<Block> Remarks);

/// <summary>A type that is taken or given, and what to know of it.</summary>
internal sealed record TypeText(string Type, IReadOnlyList<Block> Text);

/// <summary>No sets means all sets; no values means that the type says it all.</summary>
internal sealed record Parameter(
    int Line,
    string Name,
    IReadOnlyList<Block> Text,
    string Type,
    IReadOnlyList<string> Sets,
    PerSet Required,
    PerSet Position,
    PerSet Pipeline,
    bool Wildcards,
    IReadOnlyList<string> Aliases,
    string Default,
    IReadOnlyList<string> Values)
{
    public bool IsSwitch => Type is "switch";

    public bool IsIn(string set) => Sets.Count == 0 || Sets.Contains(set, StringComparer.Ordinal);

    /// <summary>The set whose values stand for the parameter where only one can be shown.</summary>
    public string FirstSet => Sets is [var first, ..] ? first : "";
}

/// <summary>A value that may hold in some sets only: <c>yes in Garden</c>.</summary>
internal sealed record PerSet(string Value, IReadOnlyList<string> Sets, string Otherwise)
{
    public string In(string set) => Sets.Count == 0 || Sets.Contains(set, StringComparer.Ordinal) ? Value : Otherwise;
}
