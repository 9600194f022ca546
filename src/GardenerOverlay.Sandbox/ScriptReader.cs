using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace GardenerOverlay.Sandbox;

/// <summary>Reads script texts and the arguments of script files.</summary>
internal static class ScriptReader
{
    /// <exception cref="ParseException">The file is not valid PowerShell.</exception>
    public static ScriptBlockAst ParseFile(string path, out Token[] tokens)
    {
        ScriptBlockAst script = Parser.ParseFile(path, out tokens, out ParseError[] errors);
        return errors.Length == 0 ? script : throw new ParseException(errors);
    }

    /// <exception cref="ParseException">The text is not valid PowerShell.</exception>
    public static void Check(string script)
    {
        Parser.ParseInput(script, out _, out ParseError[] errors);
        if (errors.Length > 0)
        {
            throw new ParseException(errors);
        }
    }

    /// <summary>Splits arguments as `pwsh -File` does: all are texts, except for `-Name` and `-Switch:$true`.</summary>
    public static IEnumerable<CommandParameter> Parameters(IReadOnlyList<string> arguments)
    {
        for (int i = 0; i < arguments.Count; i++)
        {
            string argument = arguments[i];
            int colon = argument.IndexOf(':', StringComparison.Ordinal);
            if (argument.Length < 2 || argument[0] != '-')
            {
                yield return new CommandParameter(name: null, argument);
            }
            else if (colon < 0)
            {
                // Whether the next argument is its value is for the binder to say: the parameter may be a switch.
                yield return new CommandParameter(argument, value: null);
            }
            else if (colon == argument.Length - 1 && i + 1 < arguments.Count)
            {
                yield return new CommandParameter(argument[..colon], arguments[++i]);
            }
            else
            {
                yield return new CommandParameter(argument[..colon], Value(argument[(colon + 1)..]));
            }
        }
    }

    private static object Value(string text) => text.ToUpperInvariant() switch
    {
        "$TRUE" => true,
        "$FALSE" => false,
        _ => text,
    };
}
