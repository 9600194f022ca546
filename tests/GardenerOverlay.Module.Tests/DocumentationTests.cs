using System.Text;

namespace GardenerOverlay.Module.Tests;

/// <summary>
/// Runs the examples of the README and the help pages and compares what they print with what the page shows.
/// With GARDENER_OVERLAY_UPDATE_DOCS=1 the pages are corrected instead.
/// </summary>
public sealed class DocumentationTests
{
    private const string CodeFence = "```powershell";
    private const string OutputFence = "```output";

    public static TheoryData<string> Pages =>
    [
        .. Directory.EnumerateFiles(TestEnvironment.RepositoryRoot, "README.md")
            .Concat(Directory.EnumerateFiles(Path.Combine(TestEnvironment.RepositoryRoot, "docs"), "*-*.md"))
            .Select(path => Path.GetRelativePath(TestEnvironment.RepositoryRoot, path)),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_examples_print_what_the_page_shows(string page)
    {
        string path = Path.Combine(TestEnvironment.RepositoryRoot, page);
        string text = File.ReadAllText(path);
        string actual = Rerun(text, out int examples);
        Assert.NotEqual(0, examples);
        if (Environment.GetEnvironmentVariable("GARDENER_OVERLAY_UPDATE_DOCS") == "1")
        {
            File.WriteAllText(path, actual);
            return;
        }
        Assert.Equal(text, actual, ignoreLineEndingDifferences: true);
    }

    private static string Rerun(string text, out int examples)
    {
        using Session session = new();
        session.Runspace.SessionStateProxy.Path.SetLocation(TestEnvironment.RepositoryRoot);
        StringBuilder page = new();
        string? code = null;
        examples = 0;
        using StringReader lines = new(text);
        while (lines.ReadLine() is { } line)
        {
            page.Append(line).Append('\n');
            if (line == CodeFence)
            {
                code = ReadFence(lines);
                page.Append(code).Append("```\n");
            }
            else if (line == OutputFence && code is not null)
            {
                ReadFence(lines);
                page.Append(Print(session, code)).Append("```\n");
                code = null;
                examples++;
            }
        }
        return page.ToString();
    }

    private static string ReadFence(StringReader lines)
    {
        StringBuilder block = new();
        while (lines.ReadLine() is { } line && line != "```")
        {
            block.Append(line).Append('\n');
        }
        return block.ToString();
    }

    private static string Print(Session session, string code)
    {
        StringBuilder output = new();
        // Each prompt is a command of its own, as a person types it.
        foreach (string command in code.Split("PS> ", StringSplitOptions.RemoveEmptyEntries))
        {
            output.Append(session.Display(command));
        }
        // The machine's folders are nobody's business.
        IEnumerable<string> lines = output.Replace(TestEnvironment.RepositoryRoot, "./").ToString().Trim('\n', ' ').Split('\n').Select(line => line.TrimEnd());
        return string.Join('\n', lines) + "\n";
    }
}
