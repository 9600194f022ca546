namespace GardenerOverlay.Sandbox.Garden.Store;

/// <summary>What <c>kubectl --field-selector</c> asks for: <c>metadata.name=a,status.phase!=b</c>.</summary>
internal sealed record FieldSelector(IReadOnlyList<(string Field, string Value, bool Equal)> Requirements)
{
    public bool IsEverything => Requirements.Count == 0;

    /// <exception cref="FormatException">The text is no selector.</exception>
    public static FieldSelector Parse(string? text)
    {
        List<(string Field, string Value, bool Equal)> requirements = [];
        foreach (string term in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int sign = term.IndexOf('=', StringComparison.Ordinal);
            if (sign <= 0)
            {
                throw new FormatException($"invalid selector: '{text}'; can't understand '{term}'");
            }

            bool equal = term[sign - 1] != '!';
            string field = term[..(equal ? sign : sign - 1)];
            requirements.Add((field.Trim(), term[(sign + 1)..].TrimStart('=').Trim(), equal));
        }

        return new(requirements);
    }

    public bool Matches(IReadOnlyDictionary<string, string> fields) =>
        Requirements.All(requirement => requirement.Equal == (fields.GetValueOrDefault(requirement.Field, "") == requirement.Value));
}
