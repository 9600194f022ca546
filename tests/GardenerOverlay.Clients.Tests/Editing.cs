using System.Text;
using GardenerOverlay.Clients.Manifests.Editing;
using GardenerOverlay.Core.Errors;
using GardenerOverlay.Core.Overlay;
using GardenerOverlay.Core.Ports;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Clients.Tests;

/// <summary>Edits files for the tests, through the editor's front door.</summary>
internal static class Editing
{
    public static OverlayWish Off { get; } = new(OverlayState.Disabled);

    public static OverlayWish On { get; } = new(OverlayState.Enabled);

    /// <summary>Switches the shoots of a file, all or those of a name.</summary>
    public static IManifestRewrite Prepare(string path, OverlayWish wish, string? name = null)
    {
        ManifestEditor editor = new();
        ManifestSource source = editor.Read(path, CancellationToken.None);
        Assert.DoesNotContain(source.Entries, entry => entry.Error is not null);
        IEnumerable<Shoot> shoots = source.Entries.Select(entry => entry.Shoot).OfType<Shoot>().Where(shoot => name is null || shoot.Name == name);
        return editor.Rewrite(source, [.. shoots.Select(shoot => (Shoot: shoot, Edit: OverlayEdit.Plan(shoot, wish))).Where(pair => !pair.Edit.IsEmpty).Select(pair => new ManifestEdit(pair.Shoot, pair.Edit.After!))], CancellationToken.None);
    }

    /// <summary>Switches the shoots of a file and writes it.</summary>
    public static void Switch(string path, OverlayWish wish, string? name = null)
    {
        IManifestRewrite rewrite = Prepare(path, wish, name);
        Assert.Empty(rewrite.Refusals);
        Assert.NotEmpty(rewrite.Edits);
        rewrite.Write(backup: false);
    }

    /// <summary>Why nothing in the file can be switched.</summary>
    public static GardenerOverlayException Refusal(string path, OverlayWish wish)
    {
        IManifestRewrite rewrite = Prepare(path, wish);
        Assert.Empty(rewrite.Edits);
        return Assert.Single(rewrite.Refusals);
    }

    /// <summary>Applies a unified diff: an independent reading of what the editor says that it changes.</summary>
    public static string Patch(string text, string diff)
    {
        List<string> old = Lines(text);
        StringBuilder result = new();
        int next = 0;
        string[] lines = diff.Split('\n');
        for (int index = 2; index < lines.Length; index++)
        {
            string line = lines[index];
            bool endsOpen = index + 1 < lines.Length && lines[index + 1].StartsWith("\\ No newline", StringComparison.Ordinal);
            string content = line.Length > 0 ? line[1..] + (endsOpen ? "" : "\n") : "";
            switch (line.Length > 0 ? line[0] : '\\')
            {
                case '@':
                    string[] range = line.Split(' ')[1][1..].Split(',');
                    int start = int.Parse(range[0], System.Globalization.CultureInfo.InvariantCulture) - (range[1] == "0" ? 0 : 1);
                    result.AppendJoin("", old[next..start]);
                    next = start;
                    break;
                case ' ' or '-':
                    Assert.Equal(old[next], content);
                    result.Append(line[0] == ' ' ? content : "");
                    next++;
                    break;
                case '+':
                    result.Append(content);
                    break;
            }
        }
        return result.AppendJoin("", old[next..]).ToString();
    }

    private static List<string> Lines(string text)
    {
        List<string> lines = [.. text.Split('\n').Select(line => line + "\n")];
        lines[^1] = lines[^1][..^1];
        return lines[^1].Length == 0 ? lines[..^1] : lines;
    }
}
