using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using GardenerOverlay.Core.Overlay;

namespace GardenerOverlay.Completion;

/// <summary>Completes the names of the checks that can be set aside.</summary>
public sealed class CheckNameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        WildcardPattern pattern = WildcardPattern.Get((wordToComplete ?? "").Trim('\'', '"') + "*", WildcardOptions.IgnoreCase);
        return CheckName.All.Except(CheckName.Unskippable).Where(name => pattern.IsMatch(name)).Select(name => new CompletionResult(name));
    }
}
