using GardenerOverlay.Clients.Manifests;
using GardenerOverlay.Core.Ports;
using GardenerOverlay.Core.Routes;
using GardenerOverlay.Core.Routes.Dumps;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Clients.Dumps;

/// <summary>Reads dumps with the parsers of manifests, item by item and under the same limits.</summary>
public sealed class DumpReader : IDumpReader
{
    /// <inheritdoc/>
    public IReadOnlyList<AwsRouteTable> ReadRouteTables(IReadOnlyList<string> paths, CancellationToken cancellationToken) =>
        Read(paths, RouteTableDump.Fields, RouteTableDump.Read, cancellationToken);

    /// <inheritdoc/>
    public IReadOnlyList<AwsInstance> ReadInstances(IReadOnlyList<string> paths, CancellationToken cancellationToken) =>
        Read(paths, InstanceDump.Fields, InstanceDump.Read, cancellationToken);

    /// <inheritdoc/>
    public IReadOnlyList<ClusterNode> ReadNodes(IReadOnlyList<string> paths, CancellationToken cancellationToken) =>
        Read(paths, NodeDump.Fields, NodeDump.Read, cancellationToken);

    private static IReadOnlyList<T> Read<T>(IReadOnlyList<string> paths, FieldSelection fields, Func<IReadOnlyList<DumpFile>, IReadOnlyList<T>> convert, CancellationToken cancellation) =>
        convert([.. paths.Select(path => new DumpFile(path, ReadItems(path, fields, cancellation)))]);

    private static List<DumpItem> ReadItems(string path, FieldSelection fields, CancellationToken cancellation)
    {
        try
        {
            return [.. ManifestReader.ReadItems(path, fields, ManifestShape.Dump, cancellation).Select(item => new DumpItem(item.Node, item.Line, item.Kind, item.ListKey, item.IsRoot))];
        }
        catch (Exception exception) when (ManifestErrors.IsOfFile(exception))
        {
            throw ManifestErrors.Of(exception, path);
        }
    }
}
