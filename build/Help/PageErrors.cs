namespace GardenerOverlay.Help;

/// <summary>What is wrong with one page. Everything is collected, so that one build shows all of it.</summary>
internal sealed class PageErrors(string file)
{
    private readonly List<(int Line, string Text)> _found = [];

    public bool Any => _found.Count > 0;

    /// <summary>The errors in the format that MSBuild turns into errors of the build.</summary>
    public IEnumerable<string> Lines => _found
        .OrderBy(error => error.Line)
        .Select(error => $"{file}({error.Line}): error HELP001: {error.Text}");

    public void Add(int line, string text) => _found.Add((line, text));
}
