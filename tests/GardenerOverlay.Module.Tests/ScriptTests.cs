using System.Management.Automation.Language;

namespace GardenerOverlay.Module.Tests;

/// <summary>Scripts that only a real pwsh runs are at least scripts.</summary>
public sealed class ScriptTests
{
    public static TheoryData<string> Scripts =>
    [
        "build.ps1",
        .. Files("tests/Pester"),
        .. Files("samples"),
    ];

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_script_has_no_syntax_error(string script)
    {
        ScriptBlockAst syntax = Parser.ParseFile(Path.Combine(TestEnvironment.RepositoryRoot, script), out _, out ParseError[] errors);
        Assert.Empty(errors);
        Assert.NotNull(syntax.EndBlock);
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(Path.Combine(TestEnvironment.RepositoryRoot, folder), "*.ps1", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(TestEnvironment.RepositoryRoot, file));
}
