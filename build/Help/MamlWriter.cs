using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace GardenerOverlay.Help;

/// <summary>
/// Writes the pages as MAML, the form that Get-Help reads beside a binary module.
/// Source: PowerShell, MamlNode.cs (what is read) and Help_format_ps1xml.cs (what is shown).
/// </summary>
internal static class MamlWriter
{
    private const int TableColumns = 74;
    private static readonly XNamespace Msh = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public static string Write(IEnumerable<CommandPage> pages)
    {
        XElement root = new(Msh + "helpItems", new XAttribute("schema", "maml"), pages.Select(Page));
        using MemoryStream bytes = new();
        using (var writer = XmlWriter.Create(bytes, new XmlWriterSettings { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) }))
        {
            root.Save(writer);
        }

        return Encoding.UTF8.GetString(bytes.ToArray()) + "\n";
    }

    private static XElement Page(CommandPage page) => new(
        Command + "command",
        new XAttribute(XNamespace.Xmlns + "maml", Maml),
        new XAttribute(XNamespace.Xmlns + "command", Command),
        new XAttribute(XNamespace.Xmlns + "dev", Dev),
        new XElement(
            Command + "details",
            new XElement(Command + "name", page.Name),
            new XElement(Command + "verb", page.Verb),
            new XElement(Command + "noun", page.Noun),
            new XElement(Maml + "description", Para(page.Synopsis))),
        new XElement(Maml + "description", Paras(page.Description)),
        new XElement(Command + "syntax", page.Sets.Select(set => SyntaxItem(page, set))),
        new XElement(Command + "parameters", page.Parameters.Select(parameter => ParameterElement(parameter, parameter.FirstSet, inSyntax: false))),
        new XElement(Command + "inputTypes", page.Inputs.Select(input => TypeElement("inputType", input))),
        new XElement(Command + "returnValues", page.Outputs.Select(output => TypeElement("returnValue", output))),
        page.Notes.Count == 0 ? null : new XElement(Maml + "alertSet", new XElement(Maml + "alert", Paras(page.Notes))),
        new XElement(Command + "examples", page.Examples.Select(ExampleElement)),
        new XElement(Command + "relatedLinks", page.Links.Select(LinkElement)));

    private static XElement SyntaxItem(CommandPage page, string set) => new(
        Command + "syntaxItem",
        new XElement(Maml + "name", page.Name),
        page.ParametersOf(set).Select(parameter => ParameterElement(parameter, set, inSyntax: true)));

    private static XElement ParameterElement(Parameter parameter, string set, bool inSyntax) => new(
        Command + "parameter",
        new XAttribute("required", parameter.Required.In(set) is "yes"),
        new XAttribute("variableLength", parameter.Type.EndsWith("[]", StringComparison.Ordinal)),
        new XAttribute("globbing", parameter.Wildcards),
        new XAttribute("pipelineInput", PipelineInput(inSyntax ? parameter.Pipeline.In(set) : parameter.Pipeline.Value)),
        new XAttribute("position", parameter.Position.In(set)),
        new XAttribute("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases)),
        new XElement(Maml + "name", parameter.Name),
        inSyntax ? null : new XElement(Maml + "description", Paras(parameter.Text)),
        inSyntax ? SyntaxValue(parameter) : Value(parameter, ShortType(parameter)),
        new XElement(Dev + "type", new XElement(Maml + "name", parameter.IsSwitch ? "SwitchParameter" : parameter.Type), new XElement(Maml + "uri")),
        new XElement(Dev + "defaultValue", DefaultValue(parameter)));

    /// <summary>In the syntax a switch has no value, and a choice shows its values instead of its type.</summary>
    private static XElement? SyntaxValue(Parameter parameter) => parameter switch
    {
        { IsSwitch: true } => null,
        { Values.Count: > 0 } => new XElement(Command + "parameterValueGroup", parameter.Values.Select(value => Value(parameter, value))),
        _ => Value(parameter, ShortType(parameter)),
    };

    private static XElement Value(Parameter parameter, string text) => new(
        Command + "parameterValue",
        new XAttribute("required", !parameter.IsSwitch),
        new XAttribute("variableLength", parameter.Type.EndsWith("[]", StringComparison.Ordinal)),
        text);

    private static string ShortType(Parameter parameter) =>
        parameter.IsSwitch ? "SwitchParameter" : parameter.Type[(parameter.Type.LastIndexOf('.') + 1)..];

    private static string DefaultValue(Parameter parameter) =>
        parameter.Default.Length > 0 ? parameter.Default : parameter.IsSwitch ? "False" : "None";

    private static string PipelineInput(string pipeline) => pipeline switch
    {
        "by value" => "True (ByValue)",
        "by property name" => "True (ByPropertyName)",
        "by value and property name" => "True (ByPropertyName, ByValue)",
        _ => "False",
    };

    private static XElement TypeElement(string name, TypeText text) => new(
        Command + name,
        new XElement(Dev + "type", new XElement(Maml + "name", text.Type), new XElement(Maml + "uri")),
        new XElement(Maml + "description", Paras(text.Text)));

    /// <summary>
    /// PowerShell shows the code right behind the introduction, whose last paragraph it does not trim: that is the prompt.
    /// </summary>
    private static XElement ExampleElement(Example example) => new(
        Command + "example",
        new XElement(Maml + "title", example.Title),
        new XElement(Maml + "introduction", Para(OneText(example.Introduction)), Para("\nPS> ")),
        new XElement(Dev + "code", example.Code),
        example.Output is null ? null : new XElement(Dev + "results", example.Output),
        Remarks(example));

    /// <summary>PowerShell separates neither output and remarks nor two examples: an empty paragraph does.</summary>
    private static XElement? Remarks(Example example) => example switch
    {
        { Output: null, Remarks.Count: 0 } => null,
        { Output: null } => new XElement(Dev + "remarks", Para(OneText(example.Remarks)), Para("")),
        { Remarks.Count: 0 } => new XElement(Dev + "remarks", Para("")),
        _ => new XElement(Dev + "remarks", Para(""), Para(OneText(example.Remarks))),
    };

    private static XElement LinkElement(Link link) => new(
        Maml + "navigationLink",
        new XElement(Maml + "linkText", link.Text),
        new XElement(Maml + "uri", InlineText.IsWeb(link.Target) ? link.Target : null));

    private static IEnumerable<XElement> Paras(IEnumerable<Block> blocks) =>
        blocks.Select(block => Para(Text(block)));

    private static string Text(Block block) => string.Join('\n', TextLayout.Lines(block, int.MaxValue, TableColumns));

    private static string OneText(IEnumerable<Block> blocks) => string.Join("\n\n", blocks.Select(Text));

    private static XElement Para(string text) => new(Maml + "para", text);
}
