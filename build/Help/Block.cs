namespace GardenerOverlay.Help;

/// <summary>One block of a page and the line it starts at. All text but that of a fence is free of inline marks.</summary>
internal abstract record Block(int Line);

internal sealed record Heading(int Line, int Level, string Text) : Block(Line);

internal sealed record Paragraph(int Line, string Text, IReadOnlyList<Link> Links) : Block(Line);

internal sealed record ItemList(int Line, bool Ordered, IReadOnlyList<Paragraph> Items) : Block(Line);

internal sealed record Fence(int Line, string Info, IReadOnlyList<string> Lines) : Block(Line);

internal sealed record Table(int Line, IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows) : Block(Line);

internal sealed record Link(string Text, string Target);
