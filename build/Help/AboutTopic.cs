namespace GardenerOverlay.Help;

/// <summary>Makes the text of an about topic: 80 columns, no marks, headings as PowerShell's own topics have them.</summary>
internal sealed class AboutTopic(PageErrors errors)
{
    private const int Columns = 80;
    private const int Indent = 4;
    private readonly List<string> _lines = [];

    public string? Write(string name, Block[] blocks)
    {
        if (Section.OfPage(blocks, errors) is not { } page || errors.Any)
        {
            return null;
        }

        if (!string.Equals(page.Title, name, StringComparison.Ordinal) || page.Blocks.Length > 0)
        {
            errors.Add(page.Line, $"the title must be '# {name}', and '## Short description' must follow it at once");
        }

        // PowerShell shows the fifth line of the file as the topic's synopsis: the short description must be just that.
        if (page.Parts is not [{ Title: "Short description", Blocks: [Paragraph { Text.Length: <= Columns - Indent }], Parts: [] }, { Title: "Long description" }, ..])
        {
            errors.Add(page.Line, $"'## Short description' (one line of at most {Columns - Indent} characters) and '## Long description' must come first");
        }

        _lines.AddRange("TOPIC", new string(' ', Indent) + page.Title, "");
        foreach (Section section in page.Parts)
        {
            _lines.Add(section.Title.ToUpperInvariant());
            Add(section);
        }

        return string.Join('\n', _lines);
    }

    private void Add(Section section)
    {
        if (section.Blocks.Length == 0 && section.Parts.Length == 0)
        {
            errors.Add(section.Line, $"'{section.Title}' has no text");
        }

        foreach (Block block in section.Blocks)
        {
            Add(block);
        }

        foreach (Section part in section.Parts)
        {
            _lines.Add(new string(' ', Indent / 2) + part.Title);
            Add(part);
        }
    }

    private void Add(Block block)
    {
        string indent = new(' ', block is Fence ? 2 * Indent : Indent);
        foreach (string line in TextLayout.Lines(block, Columns - Indent, Columns - Indent))
        {
            if (indent.Length + line.Length > Columns)
            {
                errors.Add(block.Line, $"does not fit {Columns} columns: {line}");
            }

            _lines.Add((indent + line).TrimEnd());
        }

        _lines.Add("");
    }
}
