namespace GardenerOverlay.Help;

/// <summary>A heading, the blocks below it and the sections within it.</summary>
internal sealed record Section(int Line, string Title, Block[] Blocks, Section[] Parts)
{
    /// <summary>The page as one section: its title is the heading of level 1.</summary>
    public static Section? OfPage(Block[] blocks, PageErrors errors)
    {
        if (blocks is not [Heading { Level: 1 } title, .. var rest])
        {
            errors.Add(1, "the page must begin with its title: # name");
            return null;
        }

        if (blocks.OfType<Heading>().FirstOrDefault(heading => heading.Level == 1 && heading != title) is { } second)
        {
            errors.Add(second.Line, "a page has one title");
        }

        return Below(title, rest);
    }

    private static Section Below(Heading heading, Block[] blocks)
    {
        List<Section> parts = [];
        int lead = blocks.TakeWhile(block => block is not Heading).Count();
        for (int at = lead; at < blocks.Length;)
        {
            var part = (Heading)blocks[at];
            Block[] within = [.. blocks[(at + 1)..].TakeWhile(block => block is not Heading next || next.Level > part.Level)];
            parts.Add(Below(part, within));
            at += within.Length + 1;
        }

        return new Section(heading.Line, heading.Text, blocks[..lead], [.. parts]);
    }
}
