using System.Globalization;

namespace GardenerOverlay.Core.Shoots;

/// <summary>Typed access to the fields of a manifest; a value of a wrong type becomes a problem instead of a guess.</summary>
internal sealed class NodeFields
{
    private readonly ManifestNode _root;
    private readonly string _prefix;
    private readonly List<ShootProblem> _problems;

    public NodeFields(ManifestNode root)
        : this(root, "", [])
    {
    }

    private NodeFields(ManifestNode root, string prefix, List<ShootProblem> problems) => (_root, _prefix, _problems) = (root, prefix, problems);

    public IReadOnlyList<ShootProblem> Problems => _problems;

    /// <summary>The value at a path, or null where it is absent or null.</summary>
    public ManifestNode? this[string path]
    {
        get
        {
            ManifestNode? node = _root;
            foreach (string key in FieldPath.Keys(path))
            {
                node = node?[key];
            }
            return node is { Kind: ManifestNodeKind.Null } ? null : node;
        }
    }

    public string? Text(string path)
    {
        if (this[path] is not { } node)
        {
            return null;
        }
        if (node.Kind != ManifestNodeKind.Text)
        {
            Report(path, node, "a string", node.Written.Length > 0 ? $" Write \"{node.Written}\" in quotes." : "");
        }
        return node.Written.Length > 0 || node.Kind == ManifestNodeKind.Text ? node.Written : null;
    }

    public bool? Boolean(string path)
    {
        ManifestNode? node = this[path];
        if (node is { Kind: ManifestNodeKind.Boolean })
        {
            return node.Text == "true";
        }
        Report(path, node, "true or false", "");
        return null;
    }

    public int? Integer(string path)
    {
        ManifestNode? node = this[path];
        if (node is { Kind: ManifestNodeKind.Number } && int.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number))
        {
            return number;
        }
        Report(path, node, "a whole number", "");
        return null;
    }

    /// <summary>A string, or the strings of a list.</summary>
    public IReadOnlyList<FieldValue> Texts(string path)
    {
        ManifestNode? node = this[path];
        if (node is not { Kind: ManifestNodeKind.Sequence })
        {
            return Text(path) is { } single ? [new FieldValue(_prefix + path, single, node!.Line)] : [];
        }
        List<FieldValue> values = [];
        for (int index = 0; index < node.Items.Count; index++)
        {
            ManifestNode item = node.Items[index];
            string field = $"{_prefix}{path}[{index}]";
            if (item.Kind == ManifestNodeKind.Text)
            {
                values.Add(new FieldValue(field, item.Text, item.Line));
            }
            else
            {
                ReportAt(field, item, "a string", "");
            }
        }
        return values;
    }

    public IEnumerable<NodeFields> Sequence(string path)
    {
        ManifestNode? node = this[path];
        if (node is not { Kind: ManifestNodeKind.Sequence })
        {
            Report(path, node, "a list", "");
            return [];
        }
        return node.Items.Select((item, index) => new NodeFields(item, $"{_prefix}{path}[{index}].", _problems));
    }

    private void Report(string path, ManifestNode? node, string expected, string advice)
    {
        if (node is not null)
        {
            ReportAt(_prefix + path, node, expected, advice);
        }
    }

    private void ReportAt(string field, ManifestNode node, string expected, string advice) =>
        _problems.Add(new ShootProblem(ProblemId.WrongType, field, $"{Describe(node)} where Gardener wants {expected}.{advice}", node.Line == 0 ? null : node.Line));

    private static string Describe(ManifestNode node) => node.Kind switch
    {
        ManifestNodeKind.Text => $"The string \"{node.Text}\"",
        ManifestNodeKind.Boolean => $"The boolean {node.Written}",
        ManifestNodeKind.Number => $"The number {node.Text}",
        ManifestNodeKind.Sequence => "A list",
        ManifestNodeKind.Mapping => "An object",
        _ => "A null",
    };
}
