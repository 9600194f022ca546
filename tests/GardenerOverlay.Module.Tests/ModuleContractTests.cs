using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using GardenerOverlay.Core.Errors;
using GardenerOverlay.Core.Routes;
using GardenerOverlay.Core.Shoots;
using GardenerOverlay.Hosting;

namespace GardenerOverlay.Module.Tests;

/// <summary>Rules that every cmdlet, type, error and view of the module keeps.</summary>
public sealed class ModuleContractTests : IDisposable
{
    private static readonly string[] s_nonSingularNouns = ["AwsPodRoutes"];
    private static readonly HashSet<string> s_allowedAssemblies = ["GardenerOverlay", "GardenerOverlay.Core", "System.Management.Automation"];

    private readonly Session _session = new();

    public static TheoryData<string> Cmdlets => [.. CmdletTypes.Select(type => NameOf(type))];

    private static IEnumerable<Type> CmdletTypes => typeof(AsyncCmdlet).Assembly.GetTypes().Where(type => type.GetCustomAttribute<CmdletAttribute>() is not null);

    public void Dispose() => _session.Dispose();

    [Fact]
    public void The_manifest_exports_exactly_the_cmdlet_classes()
    {
        Hashtable manifest = ReadManifest();
        Assert.Equal(CmdletTypes.Select(NameOf).Order(), Strings(manifest, "CmdletsToExport").Order());
        Assert.Equal(CmdletTypes.SelectMany(type => type.GetCustomAttribute<AliasAttribute>()?.AliasNames ?? []).Order(), Strings(manifest, "AliasesToExport").Order());
        Assert.Empty(Strings(manifest, "FunctionsToExport"));
        Assert.Empty(Strings(manifest, "VariablesToExport"));
        Assert.Equal(CmdletTypes.Select(NameOf).Order(), _session.Run("Get-Command -Module GardenerOverlay -CommandType Cmdlet | ForEach-Object Name").OutputOf<string>().Order());
        Assert.Equal(typeof(AsyncCmdlet).Assembly.GetName().Version!.ToString(3), (string)manifest["ModuleVersion"]!);
    }

    [Fact]
    public void The_layout_has_what_ships_and_nothing_else()
    {
        IEnumerable<string> files = Directory.EnumerateFiles(TestEnvironment.ModuleLayout, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(TestEnvironment.ModuleLayout, file).Replace('\\', '/')).Where(file => !file.StartsWith("dependencies/", StringComparison.Ordinal));
        Assert.Equal(
            ["GardenerOverlay.Core.dll", "GardenerOverlay.Format.ps1xml", "GardenerOverlay.Types.ps1xml", "GardenerOverlay.dll", "GardenerOverlay.psd1", "en-US/GardenerOverlay.dll-Help.xml", "en-US/about_GardenerOverlay.help.txt"],
            files.Order(StringComparer.Ordinal));
        string[] dependencies = [.. Directory.EnumerateFiles(Path.Combine(TestEnvironment.ModuleLayout, "dependencies")).Select(file => Path.GetFileName(file)!)];
        Assert.Contains("GardenerOverlay.Clients.dll", dependencies);
        Assert.Contains("GardenerOverlay.Clients.deps.json", dependencies);
        Assert.DoesNotContain("GardenerOverlay.Core.dll", dependencies);
        Assert.DoesNotContain("System.Management.Automation.dll", dependencies);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_cmdlet_keeps_the_conventions(string name)
    {
        Type type = TypeOf(name);
        CmdletAttribute attribute = type.GetCustomAttribute<CmdletAttribute>()!;
        Assert.True(type.IsSealed);
        Assert.Equal("GardenerOverlay.Commands", type.Namespace);
        Assert.Equal(attribute.VerbName + attribute.NounName + "Command", type.Name);
        Assert.True(s_nonSingularNouns.Contains(attribute.NounName) || !attribute.NounName.EndsWith('s'), attribute.NounName);
        Assert.NotEmpty(type.GetCustomAttributes<OutputTypeAttribute>());
        Assert.All(type.GetCustomAttributes<OutputTypeAttribute>().SelectMany(output => output.Type), output => Assert.NotEqual(typeof(object), output.Type));
        bool changes = attribute.VerbName is "Set" or "New" or "Remove" or "Clear" or "Sync" or "Update" or "Invoke";
        Assert.Equal(changes, attribute.SupportsShouldProcess);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_parameter_is_completed_or_takes_free_text_that_the_help_explains(string name)
    {
        foreach (PropertyInfo parameter in ParametersOf(TypeOf(name)))
        {
            string help = HelpOf(name, parameter.Name).Text;
            bool completesItself = parameter.PropertyType.IsEnum || parameter.PropertyType == typeof(SwitchParameter) || parameter.Name is "Path" or "LiteralPath";
            bool completed = completesItself || parameter.GetCustomAttributes().Any(attribute => attribute is ArgumentCompleterAttribute or ValidateSetAttribute);
            Assert.True(completed || help.Length > 20, $"{name} -{parameter.Name}: neither completed nor documented.");
        }
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void The_help_agrees_with_the_cmdlet(string name)
    {
        CmdletInfo info = (CmdletInfo)_session.Run($"Get-Command {name}").Output.Single().BaseObject;
        SessionResult page = _session.Run($$"""
            $help = Get-Help {{name}} -Full
            [string]$help.Synopsis
            @($help.examples.example).Count
            ,@($help.parameters.parameter | ForEach-Object { [string]$_.name })
            """);
        Assert.NotEmpty((string)page.Output[0].BaseObject);
        Assert.True((int)page.Output[1].BaseObject >= 2, $"{name} has fewer than two examples.");
        IEnumerable<string> documentedNames = ((object[])page.Output[2].BaseObject).Select(item => item.ToString()!);
        PropertyInfo[] parameters = [.. ParametersOf(info.ImplementingType)];
        string[] ofEngine = info.ImplementingType.GetCustomAttribute<CmdletAttribute>()!.SupportsShouldProcess ? ["Confirm", "WhatIf"] : [];
        Assert.Equal(parameters.Select(parameter => parameter.Name).Concat(ofEngine).Order(), documentedNames.Order());
        foreach (PropertyInfo parameter in parameters)
        {
            ParameterHelp documented = HelpOf(name, parameter.Name);
            ParameterAttribute[] sets = [.. parameter.GetCustomAttributes<ParameterAttribute>()];
            Assert.NotEmpty(documented.Text);
            Assert.Equal(sets.Any(set => set.Mandatory), documented.Required);
            Assert.Equal(sets.Any(set => set.ValueFromPipeline), documented.Pipeline.Contains("ByValue", StringComparison.Ordinal));
            Assert.Equal(sets.Any(set => set.ValueFromPipelineByPropertyName), documented.Pipeline.Contains("ByPropertyName", StringComparison.Ordinal));
            Assert.Equal(parameter.GetCustomAttribute<SupportsWildcardsAttribute>() is not null, documented.Globbing);
            Assert.Equal((parameter.GetCustomAttribute<AliasAttribute>()?.AliasNames ?? []).Order(), documented.Aliases.Order());
        }
        // The engine's own syntax, from the class, against the page's, set by set.
        string[] fromClass = [.. info.ParameterSets.Select(set => Normalize($"{name} {set}"))];
        string[] fromPage = [.. _session.Run($$"""
            (Get-Help {{name}}).syntax.syntaxItem | ForEach-Object {
                $words = @($_.name) + @($_.parameter | ForEach-Object {
                    # Of a parameter with a list of values the page shows the list.
                    $type = if ($_.parameterValueGroup) { $_.type.name } else { $_.parameterValue }
                    $text = if ($type) { "-$($_.name) <$type>" } else { "-$($_.name)" }
                    if ($_.required -eq 'true') { $text } else { "[$text]" }
                })
                $words -join ' '
            }
            """).OutputOf<string>().Select(Normalize)];
        Assert.Equal(fromClass.Order(), fromPage.Order());
    }

    [Fact]
    public void Errors_are_complete_and_documented()
    {
        string about = File.ReadAllText(Path.Combine(TestEnvironment.ModuleLayout, "en-US", "about_GardenerOverlay.help.txt"));
        ErrorDefinition[] declared = [.. typeof(ErrorTable).GetProperties().Where(property => property.PropertyType == typeof(ErrorDefinition)).Select(property => (ErrorDefinition)property.GetValue(null)!)];
        Assert.Equal(declared.OrderBy(error => error.Id), ErrorTable.All.OrderBy(error => error.Id));
        Assert.All(declared, error => Assert.Contains(error.Id, about, StringComparison.Ordinal));
        Assert.All(declared, error => Assert.NotEmpty(error.Advice));
        Assert.Equal(declared.Length, declared.Select(error => error.Id).Distinct().Count());
        Assert.All(Enum.GetNames<ErrorKind>(), kind => Assert.True(Enum.IsDefined(Enum.Parse<ErrorCategory>(kind)), kind));
        foreach (ErrorDefinition error in declared)
        {
            ErrorRecord record = ErrorRecords.Of(new GardenerOverlayException(error, "the item", "What happened."));
            Assert.Equal((error.Id, error.Kind.ToString(), "the item", error.Advice), (record.FullyQualifiedErrorId, record.CategoryInfo.Category.ToString(), record.TargetObject, record.ErrorDetails.RecommendedAction));
        }
    }

    [Fact]
    public void Problems_and_states_are_documented()
    {
        string about = File.ReadAllText(Path.Combine(TestEnvironment.ModuleLayout, "en-US", "about_GardenerOverlay.help.txt"));
        string[] ids = [.. typeof(ProblemId).GetFields().Select(field => (string)field.GetValue(null)!)];
        Assert.NotEmpty(ids);
        Assert.All(ids, id => Assert.Contains(id, about, StringComparison.Ordinal));
        Assert.All(Enum.GetNames<Core.Overlay.OverlayState>(), state => Assert.Contains(state, about, StringComparison.Ordinal));
        Assert.All(Enum.GetNames<AwsPodRouteState>(), state => Assert.Contains($"\n    {state} ", about, StringComparison.Ordinal));
        Assert.All(typeof(RouteCode).GetFields(), code => Assert.Contains($"\n    {code.Name} ", about, StringComparison.Ordinal));
    }

    [Fact]
    public void No_type_of_a_third_party_package_is_visible()
    {
        foreach (Assembly assembly in new[] { typeof(AsyncCmdlet).Assembly, typeof(ErrorTable).Assembly })
        {
            Assert.All(assembly.GetReferencedAssemblies(), reference => Assert.True(
                s_allowedAssemblies.Contains(reference.Name!) || reference.Name!.StartsWith("System.", StringComparison.Ordinal) || reference.Name == "System", reference.Name));
        }
        Assert.DoesNotContain("System.Management.Automation", typeof(ErrorTable).Assembly.GetReferencedAssemblies().Select(reference => reference.Name));
    }

    [Fact]
    public void Every_table_fits_a_hundred_columns()
    {
        XDocument formats = XDocument.Load(Path.Combine(TestEnvironment.ModuleLayout, "GardenerOverlay.Format.ps1xml"));
        XElement[] tables = [.. formats.Descendants("TableControl")];
        Assert.NotEmpty(tables);
        foreach (XElement table in tables)
        {
            int[] widths = [.. table.Descendants("TableColumnHeader").Select(column => (int?)column.Element("Width") ?? 0)];
            Assert.InRange(widths.Length, 4, 6);
            Assert.DoesNotContain(0, widths);
            Assert.InRange(widths.Sum() + widths.Length - 1, 0, 100);
        }
    }

    [Fact]
    public void The_samples_show_in_a_hundred_columns()
    {
        string[] lines = _session.Display($"Get-ShootOverlay -Path '{TestEnvironment.Samples}/manifests' -ErrorAction Ignore").Split('\n');
        Assert.InRange(lines.Length, 20, 100);
        Assert.All(lines, line => Assert.InRange(line.TrimEnd().Length, 0, 100));
    }

    [Fact]
    public void Views_name_types_and_members_that_exist()
    {
        XDocument formats = XDocument.Load(Path.Combine(TestEnvironment.ModuleLayout, "GardenerOverlay.Format.ps1xml"));
        foreach (XElement view in formats.Descendants("View"))
        {
            Type? type = typeof(ErrorTable).Assembly.GetType(view.Descendants("TypeName").Single().Value);
            Assert.NotNull(type);
            Assert.All(view.Descendants("PropertyName"), property => Assert.NotNull(type.GetProperty(property.Value)));
        }
    }

    private static string NameOf(Type type) => type.GetCustomAttribute<CmdletAttribute>() is { } attribute ? $"{attribute.VerbName}-{attribute.NounName}" : "";

    private static Type TypeOf(string name) => CmdletTypes.Single(type => NameOf(type) == name);

    private static IEnumerable<PropertyInfo> ParametersOf(Type type) => type.GetProperties().Where(property => property.GetCustomAttributes<ParameterAttribute>().Any());

    private static Hashtable ReadManifest()
    {
        Ast script = Parser.ParseFile(TestEnvironment.ModuleManifest, out _, out ParseError[] errors);
        Assert.Empty(errors);
        return (Hashtable)((HashtableAst)script.Find(node => node is HashtableAst, searchNestedScriptBlocks: false)).SafeGetValue();
    }

    private static IEnumerable<string> Strings(Hashtable table, string key) => ((IEnumerable)table[key]!).Cast<string>();

    /// <summary>Without common parameters, types by their last name, named parameters in the order of their names: theirs in a class is that of inheritance.</summary>
    private static string Normalize(string syntax)
    {
        string text = Regex.Replace(syntax.Replace(" [<CommonParameters>]", "", StringComparison.Ordinal), @"<[\w.]*\.(?<type>\w+(\[\])?)>", "<${type}>", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        return string.Join(" ", Regex.Split(text, @" (?=\[?-)", RegexOptions.None, TimeSpan.FromSeconds(1)).Order(StringComparer.Ordinal));
    }

    private ParameterHelp HelpOf(string command, string parameter)
    {
        string[] help = _session.Run($$"""
            $help = Get-Help {{command}} -Parameter {{parameter}}
            @($help.description | ForEach-Object Text) -join ' '
            [string]$help.required
            [string]$help.pipelineInput
            [string]$help.globbing
            [string]$help.aliases
            """).OutputOf<string>();
        string[] aliases = help[4] is "" or "none" ? [] : help[4].Split(',', StringSplitOptions.TrimEntries);
        return new ParameterHelp(help[0], help[1] == "true", help[2], help[3] == "true", aliases);
    }

    private sealed record ParameterHelp(string Text, bool Required, string Pipeline, bool Globbing, string[] Aliases);
}
