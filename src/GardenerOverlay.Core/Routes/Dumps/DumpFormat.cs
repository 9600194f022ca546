using GardenerOverlay.Core.Errors;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Core.Routes.Dumps;

/// <summary>What a dump is expected to hold, and the command that makes it.</summary>
/// <param name="ListKey">The key of its list.</param>
/// <param name="What">Its items.</param>
/// <param name="Command">The command.</param>
public sealed record DumpFormat(string ListKey, string What, string Command)
{
    /// <summary>Route tables.</summary>
    public static DumpFormat RouteTables { get; } = new("RouteTables", "route tables", "aws ec2 describe-route-tables --region REGION --output json");

    /// <summary>Instances.</summary>
    public static DumpFormat Instances { get; } = new("Reservations", "instances", "aws ec2 describe-instances --region REGION --output json");

    /// <summary>Nodes.</summary>
    public static DumpFormat Nodes { get; } = new("items", "nodes", "kubectl get nodes -o json");

    /// <summary>Makes records of the values of files. Whatever is not as expected ends it: of half a dump no plan may come.</summary>
    /// <param name="files">The files; the pages of one answer in their order.</param>
    /// <param name="convert">Makes records of an item of a file, or null where it is none of these; throws through <see cref="Incomplete"/>.</param>
    /// <param name="passesOver">Whether objects of other kinds are passed over rather than refused.</param>
    /// <exception cref="GardenerOverlayException">A file holds something else, or not all.</exception>
    public IReadOnlyList<T> Read<T>(IReadOnlyList<DumpFile> files, Func<string, DumpItem, IEnumerable<T>?> convert, bool passesOver = false)
    {
        List<T> records = [];
        DumpFile? unfinished = null;
        foreach (DumpFile file in files)
        {
            int before = records.Count;
            DumpItem? other = file.Items.Count == 0 ? throw Empty(file.Path) : null;
            foreach (DumpItem item in file.Items)
            {
                if (item.IsRoot && item.ListKey == ListKey)
                {
                    unfinished = TextOf(item.Node, "NextToken") is null ? null : file;
                    CheckEnd(file.Path, item);
                }
                else if (convert(file.Path, item) is { } converted)
                {
                    records.AddRange(converted);
                }
                else if (passesOver && item is { Kind: not null } and not { IsRoot: true, ListKey: not null })
                {
                    other ??= item;
                }
                else
                {
                    throw NotUnderstood(file.Path, item);
                }
            }
            if (other is not null && records.Count == before)
            {
                throw NotUnderstood(file.Path, other);
            }
        }
        return unfinished is null
            ? records
            : throw Incomplete(unfinished.Path, "it is one page of several (NextToken): leave out --max-items and --no-paginate, or give all pages in their order");
    }

    /// <summary>The error for a dump from which something is missing.</summary>
    public GardenerOverlayException Incomplete(string path, string what) => new(ErrorTable.DumpIncomplete, path,
        $"'{path}' does not hold all about the {What}: {what}. Save it again with '{Command}'.");

    private GardenerOverlayException Empty(string path) => new(ErrorTable.DumpNotUnderstood, path,
        $"'{path}' holds no object: {What} were expected, as '{Command}' writes them.");

    /// <summary>The text of a scalar as it is written; null where it is absent or empty.</summary>
    internal static string? TextOf(ManifestNode? node, string key) => node?[key] is { Written.Length: > 0 } value ? value.Written : null;

    /// <summary>The items of a list; none where it is absent or null.</summary>
    internal static IReadOnlyList<ManifestNode> ItemsOf(ManifestNode? node, string key) => node?[key] is { Kind: ManifestNodeKind.Sequence } list ? list.Items : [];

    /// <summary>The tags of a resource of AWS.</summary>
    internal static IReadOnlyDictionary<string, string> TagsOf(ManifestNode node)
    {
        Dictionary<string, string> tags = new(StringComparer.Ordinal);
        foreach (ManifestNode tag in ItemsOf(node, "Tags"))
        {
            if (TextOf(tag, "Key") is { } key)
            {
                tags[key] = TextOf(tag, "Value") ?? "";
            }
        }
        return tags;
    }

    /// <summary>The line of YAML; JSON is read without lines of inner values.</summary>
    internal static int? LineOf(DumpItem item) => item.Node.Line > 0 ? item.Node.Line : null;

    /// <summary>In YAML a file that was cut off is often well-formed; a list of kubectl ends with its kind.</summary>
    private void CheckEnd(string path, DumpItem root)
    {
        if (ListKey == Nodes.ListKey && root.Kind is null && root.Node.Line > 0)
        {
            throw Incomplete(path, "the list has no kind, which kubectl writes at its end: it was cut off");
        }
    }

    private GardenerOverlayException NotUnderstood(string path, DumpItem item)
    {
        if (item.Node[ListKey] is { Kind: ManifestNodeKind.Null })
        {
            return Incomplete(path, $"{ListKey} is null");
        }
        string found = item switch
        {
            { Kind: { } kind } => $"an object of Kubernetes ({kind})",
            _ when Is(item, Instances, "InstanceId", "Instances") => "the output of aws ec2 describe-instances",
            _ when Is(item, RouteTables, "RouteTableId") => "the output of aws ec2 describe-route-tables",
            { ListKey: "items" } => "a list of Kubernetes",
            _ => "the output of another command, or what --query left of it",
        };
        return new GardenerOverlayException(ErrorTable.DumpNotUnderstood, path, $"'{path}', line {item.Line}: this is {found}. Expected are {What}, as '{Command}' writes them.");
    }

    private static bool Is(DumpItem item, DumpFormat format, params ReadOnlySpan<string> keys)
    {
        bool found = item.ListKey == format.ListKey || item.Node[format.ListKey] is not null;
        foreach (string key in keys)
        {
            found |= item.Node[key] is not null;
        }
        return found;
    }
}
