using System.Collections.ObjectModel;
using System.Management.Automation.Host;

namespace GardenerOverlay.Sandbox;

/// <summary>The question with single-letter answers that -Confirm asks.</summary>
internal sealed class ChoicePrompt(Collection<ChoiceDescription> choices, int defaultChoice)
{
    private readonly Answer[] _answers = [.. choices.Select(Answer.From)];

    public int Ask(Action<string> write, Func<string> readLine)
    {
        while (true)
        {
            write(Question());
            string reply = readLine().Trim();
            int picked = reply.Length == 0 ? defaultChoice : Find(reply);
            if (picked >= 0)
            {
                return picked;
            }

            if (string.Equals(reply, "?", StringComparison.Ordinal))
            {
                write(string.Concat(_answers.Select(answer => $"{answer.ShortName} - {answer.Help}\n")));
            }
        }
    }

    private string Question()
    {
        string offered = string.Concat(_answers.Select(answer => $"[{answer.Key}] {answer.Label}  "));
        string preset = defaultChoice < 0 ? "" : $"(default is \"{_answers[defaultChoice].ShortName}\"): ";
        return $"{offered}[?] Help {preset}";
    }

    private int Find(string reply)
    {
        int byLabel = Array.FindIndex(_answers, answer => Same(answer.Label, reply));
        return byLabel >= 0 ? byLabel : Array.FindIndex(_answers, answer => Same(answer.Key, reply));
    }

    private static bool Same(string name, string reply) => string.Equals(name, reply, StringComparison.OrdinalIgnoreCase);

    private sealed record Answer(string Key, string Label, string Help)
    {
        public string ShortName => Key.Length > 0 ? Key : Label;

        // An ampersand marks the letter to type: "Yes to &All".
        public static Answer From(ChoiceDescription choice)
        {
            int mark = choice.Label.IndexOf('&', StringComparison.Ordinal);
            string key = mark >= 0 && mark + 1 < choice.Label.Length ? choice.Label[mark + 1].ToString().ToUpperInvariant() : "";
            return new(key, (mark < 0 ? choice.Label : choice.Label.Remove(mark, 1)).Trim(), choice.HelpMessage);
        }
    }
}
