using System.Globalization;

namespace GardenerOverlay.Help;

/// <summary>Turns the blocks of a cmdlet's page into its model and says what is missing or unknown.</summary>
internal sealed class CommandPageReader(PageErrors errors)
{
    private static readonly string[] Wanted = ["Synopsis", "Description", "Examples", "Parameters", "Inputs", "Outputs"];
    private static readonly string[] Order = [.. Wanted, "Notes", "Links"];

    public CommandPage? Read(string name, Block[] blocks)
    {
        if (Section.OfPage(blocks, errors) is not { } page)
        {
            return null;
        }

        if (!string.Equals(page.Title, name, StringComparison.Ordinal) || page.Blocks.Length > 0)
        {
            errors.Add(page.Line, $"the title must be '# {name}', and the first section must follow it at once");
        }

        CheckSections(page);
        Section Get(string title) => page.Parts.FirstOrDefault(part => string.Equals(part.Title, title, StringComparison.Ordinal))
            ?? new Section(page.Line, title, [], []);

        if (errors.Any)
        {
            return null;
        }

        return new CommandPage(
            name,
            ReadSynopsis(Get("Synopsis")),
            Prose(Get("Description")),
            ReadExamples(Get("Examples")),
            new ParameterReader(errors).Read(Get("Parameters")),
            ReadTypes(Get("Inputs")),
            ReadTypes(Get("Outputs")),
            Get("Notes").Blocks,
            ReadLinks(Get("Links")));
    }

    private void CheckSections(Section page)
    {
        int last = -1;
        foreach (Section part in page.Parts)
        {
            int place = Array.IndexOf(Order, part.Title);
            if (place <= last)
            {
                errors.Add(part.Line, place < 0 ? $"unknown section '{part.Title}'" : $"the section '{part.Title}' is there twice or out of order");
            }

            last = Math.Max(last, place);
        }

        foreach (string missing in Wanted.Except(page.Parts.Select(part => part.Title), StringComparer.Ordinal))
        {
            errors.Add(page.Line, $"the section '## {missing}' is missing");
        }
    }

    private string ReadSynopsis(Section section)
    {
        if (section is { Blocks: [Paragraph synopsis], Parts: [] })
        {
            return synopsis.Text;
        }

        errors.Add(section.Line, "the synopsis is one paragraph");
        return "";
    }

    private Block[] Prose(Section section)
    {
        if (section.Blocks.Length == 0)
        {
            errors.Add(section.Line, $"'{section.Title}' has no text");
        }

        if (section.Parts is [var part, ..])
        {
            errors.Add(part.Line, $"'{section.Title}' has no headings within");
        }

        return section.Blocks;
    }

    private IReadOnlyList<Example> ReadExamples(Section section)
    {
        if (section.Parts.Length == 0)
        {
            errors.Add(section.Line, "no example: each one has a heading ### Example 1: title");
        }

        return [.. section.Parts.Select((part, index) => ReadExample(part, index + 1))];
    }

    private Example ReadExample(Section part, int number)
    {
        string start = string.Create(CultureInfo.InvariantCulture, $"Example {number}: ");
        if (!part.Title.StartsWith(start, StringComparison.Ordinal))
        {
            errors.Add(part.Line, $"the heading must be '### {start}title'");
        }

        Block[] introduction = [.. part.Blocks.TakeWhile(block => block is not Fence)];
        Block[] rest = [.. part.Blocks.Skip(introduction.Length)];
        if (introduction.Length == 0 || rest is not [Fence { Info: "powershell" } code, ..])
        {
            errors.Add(part.Line, "an example is a remark, then a ```powershell block, then perhaps an ```output block");
            return new Example(part.Title, introduction, "", Output: null, rest);
        }

        // The prompt is for the reader of the page; the code must run as it is.
        string lines = string.Join('\n', code.Lines.Select(line => line.StartsWith("PS> ", StringComparison.Ordinal) ? line[4..] : line));
        var output = rest.ElementAtOrDefault(1) as Fence;
        if (output is { Info: not "output" })
        {
            errors.Add(output.Line, "only an ```output block may follow the code");
        }
        else if (output is { Lines: [] or ["" or [' ', ..], ..] })
        {
            errors.Add(output.Line, "PowerShell trims the output: its first line is neither empty nor indented");
        }

        return new Example(part.Title, introduction, lines, output is null ? null : string.Join('\n', output.Lines), rest[(output is null ? 1 : 2)..]);
    }

    private IReadOnlyList<TypeText> ReadTypes(Section section)
    {
        if (section.Parts.Length == 0)
        {
            errors.Add(section.Line, $"'{section.Title}' names no type: each one has a heading ### Type.Name (### None)");
        }

        return [.. section.Parts.Select(part => new TypeText(part.Title, Prose(part)))];
    }

    private IReadOnlyList<Link> ReadLinks(Section section)
    {
        foreach (Block block in section.Blocks)
        {
            if (block is not ItemList list || list.Items.Any(item => item.Links.Count != 1))
            {
                errors.Add(block.Line, "the links are a list with one [text](target) an item");
            }
        }

        return [.. section.Blocks.OfType<ItemList>().SelectMany(list => list.Items).SelectMany(item => item.Links)];
    }
}
