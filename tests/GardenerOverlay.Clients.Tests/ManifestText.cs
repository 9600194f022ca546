using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Clients.Tests;

/// <summary>Writes values as YAML or JSON in one of the many ways in which they can be written.</summary>
internal sealed partial class ManifestText(int seed, bool withAnchors = true)
{
    private readonly Random _random = new(seed);
    private readonly StringBuilder _text = new();
    private readonly Dictionary<string, string> _anchors = new(StringComparer.Ordinal);
    private readonly List<string> _open = [];

    public static string Json(ManifestNode node, int seed)
    {
        ManifestText text = new(seed);
        text.WriteJson(node);
        return text._text.ToString();
    }

    /// <summary>A document without its marker.</summary>
    public static string Yaml(ManifestNode node, int seed, bool withAnchors = true)
    {
        ManifestText text = new(seed, withAnchors);
        text.Comment();
        text.WriteBlock(node, 0);
        return text._text.ToString();
    }

    private bool OneIn(int chance) => _random.Next(chance) == 0;

    private void WriteJson(ManifestNode node)
    {
        Blank();
        switch (node.Kind)
        {
            case ManifestNodeKind.Mapping:
                WriteAll('{', node.Entries, '}', entry =>
                {
                    Blank();
                    _text.Append(Quoted(entry.Key));
                    Blank();
                    _text.Append(':');
                    WriteJson(entry.Value);
                });
                break;
            case ManifestNodeKind.Sequence:
                WriteAll('[', node.Items, ']', WriteJson);
                break;
            default:
                _text.Append(node.Kind switch { ManifestNodeKind.Text => Quoted(node.Text), ManifestNodeKind.Null => "null", _ => node.Text });
                break;
        }
        Blank();
    }

    private void Blank() => _text.Append(_random.Next(12) switch { 0 => " ", 1 => "\n  ", 2 => "\r\n\t", _ => "" });

    private void WriteAll<T>(char open, IReadOnlyList<T> items, char close, Action<T> write)
    {
        _text.Append(open);
        for (int index = 0; index < items.Count; index++)
        {
            _text.Append(index > 0 ? "," : "");
            write(items[index]);
        }
        _text.Append(close);
    }

    /// <summary>Writes a value that begins at the present place; whole lines follow, up to a line's end.</summary>
    private void WriteBlock(ManifestNode node, int indent, bool onOwnLine = true)
    {
        bool isBlock = (node.Kind == ManifestNodeKind.Mapping && node.Entries.Count > 0) || (node.Kind == ManifestNodeKind.Sequence && node.Items.Count > 0);
        string? anchor = onOwnLine ? null : Anchor(node);
        if (anchor == "")
        {
            return;
        }
        if (!isBlock || (OneIn(5) && !onOwnLine))
        {
            _text.Append(anchor is null ? "" : $"&{anchor} ");
            WriteFlow(node, indent + 1);
            EndLine();
            Remember(anchor, node);
            return;
        }
        if (!onOwnLine)
        {
            _text.Append(anchor is null ? "" : $"&{anchor}");
            EndLine();
        }
        int inner = onOwnLine ? indent : indent + (node.Kind == ManifestNodeKind.Sequence && indent > 0 ? 0 : _random.Next(1, 5));
        if (node.Kind == ManifestNodeKind.Mapping)
        {
            foreach ((string key, ManifestNode value) in node.Entries)
            {
                _text.Append(' ', inner).Append(Scalar(ManifestNode.OfText(key, 0), isKey: true)).Append(": ");
                WriteBlock(value, inner, onOwnLine: false);
            }
        }
        else
        {
            foreach (ManifestNode item in node.Items)
            {
                _text.Append(' ', inner).Append("- ");
                // An item's own block must stand further right than its dash.
                WriteBlock(item, inner + 1, onOwnLine: false);
            }
        }
        Remember(anchor, node);
    }

    private void WriteFlow(ManifestNode node, int indent)
    {
        switch (node.Kind)
        {
            case ManifestNodeKind.Mapping:
                WriteAll('{', node.Entries, '}', entry =>
                {
                    FlowBlank(indent);
                    _text.Append(Scalar(ManifestNode.OfText(entry.Key, 0), isKey: true)).Append(": ");
                    WriteFlow(entry.Value, indent);
                    FlowBlank(indent);
                });
                break;
            case ManifestNodeKind.Sequence:
                WriteAll('[', node.Items, ']', item =>
                {
                    FlowBlank(indent);
                    WriteFlow(item, indent);
                    FlowBlank(indent);
                });
                break;
            default:
                _text.Append(Scalar(node));
                break;
        }
    }

    private void FlowBlank(int indent)
    {
        if (OneIn(8))
        {
            EndLine();
            _text.Append(' ', indent);
        }
        else if (OneIn(3))
        {
            _text.Append(' ');
        }
    }

    /// <summary>A new anchor for a value, null for none, or nothing left to write because an alias was written.</summary>
    private string? Anchor(ManifestNode node)
    {
        if (!withAnchors)
        {
            return null;
        }
        if (_anchors.TryGetValue(Manifests.Describe(node), out string? known) && !OneIn(4))
        {
            _text.Append('*').Append(known);
            EndLine();
            return "";
        }
        if (!OneIn(4))
        {
            return null;
        }
        // Anchors are used again for other values; the last one counts, from its beginning on.
        string anchor = FormattableString.Invariant($"a{_random.Next(7)}");
        foreach (string old in _anchors.Where(entry => entry.Value == anchor).Select(entry => entry.Key).ToList())
        {
            _anchors.Remove(old);
        }
        _open.Add(anchor);
        return anchor;
    }

    private void Remember(string? anchor, ManifestNode node)
    {
        // Another value of the same anchor may have ended inside this one: then that one counts.
        if (anchor is not null && _open.Remove(anchor) && !_anchors.ContainsValue(anchor) && !_open.Contains(anchor))
        {
            _anchors[Manifests.Describe(node)] = anchor;
        }
    }

    private void EndLine()
    {
        _text.Append(OneIn(6) ? "  # a: [comment" : "").Append(OneIn(5) ? "\r\n" : "\n");
        Comment();
    }

    private void Comment()
    {
        while (OneIn(8))
        {
            _text.Append(' ', _random.Next(6)).Append(OneIn(2) ? "# - another: {\n" : "\n");
        }
    }

    private string Scalar(ManifestNode node, bool isKey = false)
    {
        if (node.Kind != ManifestNodeKind.Text)
        {
            return node.Kind == ManifestNodeKind.Null ? (OneIn(2) ? "null" : "~") : node.Text;
        }
        if (Plain().IsMatch(node.Text) && (isKey || node.Text != "y") && !OneIn(3))
        {
            return node.Text;
        }
        return Printable().IsMatch(node.Text) && OneIn(2) ? $"'{node.Text.Replace("'", "''", StringComparison.Ordinal)}'" : Quoted(node.Text);
    }

    /// <summary>In double quotes, which mean the same in both languages; some characters escaped, those that must be always.</summary>
    private string Quoted(string text)
    {
        StringBuilder quoted = new("\"");
        foreach (char character in text)
        {
            bool mustEscape = character is '"' or '\\' or < ' ' or (>= '\u007f' and < '\u00a0') or '\u2028' or '\u2029';
            // Half a pair alone would not be UTF-8.
            bool mayEscape = !char.IsSurrogate(character) && OneIn(10);
            quoted.Append(mustEscape || mayEscape ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}") : character.ToString());
        }
        return quoted.Append('"').ToString();
    }

    [GeneratedRegex("^(web|api|db-1|a|b|name|kind|items|overlay|enabled|backend|10\\.0\\.0\\.0/8|2001:db8::/32|core\\.gardener\\.cloud/v1beta1|Shoot|Network|[a-z]+(Version|data|ing|er|Config|ID)|spec|status|grün)\\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Plain();

    [GeneratedRegex("^[ -~ü]*\\z", RegexOptions.None, 1000)]
    private static partial Regex Printable();
}
