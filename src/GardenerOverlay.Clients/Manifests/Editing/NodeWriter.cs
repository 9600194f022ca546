using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Clients.Manifests.Editing;

/// <summary>Writes values as text: on one line, or as a block.</summary>
internal static partial class NodeWriter
{
    private static readonly JsonSerializerOptions s_quoting = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A value on one line, as in braces.</summary>
    public static string Inline(ManifestNode node, bool isJson) => node.Kind switch
    {
        ManifestNodeKind.Mapping => "{" + string.Join(", ", node.Entries.Select(entry => Entry(entry, isJson))) + "}",
        ManifestNodeKind.Sequence => "[" + string.Join(", ", node.Items.Select(item => Inline(item, isJson))) + "]",
        ManifestNodeKind.Null => "null",
        ManifestNodeKind.Text => Text(node.Text, isJson),
        _ => node.Text,
    };

    /// <summary>A key and its value on one line.</summary>
    public static string Entry(KeyValuePair<string, ManifestNode> entry, bool isJson) => $"{Text(entry.Key, isJson)}: {Inline(entry.Value, isJson)}";

    /// <summary>The lines of an entry, the outermost without indentation.</summary>
    public static IEnumerable<string> Lines(KeyValuePair<string, ManifestNode> entry, int step)
    {
        if (entry.Value is not { Kind: ManifestNodeKind.Mapping, Entries.Count: > 0 })
        {
            return [Entry(entry, isJson: false)];
        }
        IEnumerable<string> inner = entry.Value.Entries.SelectMany(child => Lines(child, step)).Select(line => new string(' ', step) + line);
        return inner.Prepend(Text(entry.Key, isJson: false) + ":");
    }

    /// <summary>Without quotes where every reader of YAML takes it for a string all the same.</summary>
    private static string Text(string text, bool isJson) => !isJson && Plain().IsMatch(text) && !Word().IsMatch(text) ? text : JsonSerializer.Serialize(text, s_quoting);

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9._/-]*\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plain();

    [GeneratedRegex(@"^(y|yes|n|no|on|off|true|false|null)\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();
}
