using System.Text.RegularExpressions;

namespace GardenerOverlay.Help;

/// <summary>Makes the module's help from the pages under docs/. README.md describes the pages.</summary>
internal static partial class Program
{
    private const string MamlFile = "GardenerOverlay.dll-Help.xml";

    [GeneratedRegex("^[A-Z][A-Za-z]+-[A-Z][A-Za-z0-9]+$", RegexOptions.None, 1000)]
    private static partial Regex CommandName { get; }

    private static int Main(string[] args)
    {
        // The output folder is emptied of everything else, so a mistyped path must not get through.
        if (args is not [var docs, var output] || Path.GetFileName(Path.TrimEndingDirectorySeparator(output)) is not "en-US" || !Directory.Exists(docs))
        {
            Console.Error.WriteLine("Help : error HELP000: usage: Help <docs folder> <output folder, named en-US>");
            return 1;
        }

        SortedDictionary<string, string> files = new(StringComparer.Ordinal);
        List<CommandPage> pages = [];
        List<string> errors = [];
        foreach (string path in Directory.EnumerateFiles(docs, "*.md").Select(Path.GetFullPath).Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileNameWithoutExtension(path);
            PageErrors found = new(path);
            if (CommandName.IsMatch(name) && ReadPage(path, name, found) is { } page)
            {
                pages.Add(page);
            }
            else if (name.StartsWith("about_", StringComparison.Ordinal) && WriteTopic(path, name, found) is { } topic)
            {
                files[name + ".help.txt"] = topic;
            }

            errors.AddRange(found.Lines);
        }

        if (pages.Count == 0 && errors.Count == 0)
        {
            errors.Add($"{docs} : error HELP000: there is no page named <Verb>-<Noun>.md");
        }

        errors.ForEach(Console.Error.WriteLine);
        if (errors.Count > 0)
        {
            return 1;
        }

        files[MamlFile] = MamlWriter.Write(pages);
        OutputFolder.Write(output, files);
        return 0;
    }

    private static CommandPage? ReadPage(string path, string name, PageErrors errors) =>
        new CommandPageReader(errors).Read(name, MarkdownReader.Read(File.ReadAllText(path), errors));

    private static string? WriteTopic(string path, string name, PageErrors errors) =>
        new AboutTopic(errors).Write(name, MarkdownReader.Read(File.ReadAllText(path), errors));
}
