using GardenerOverlay.Core.Errors;
using GardenerOverlay.Core.Routes;

namespace GardenerOverlay.Core.Ports;

/// <summary>Reads what the aws CLI and kubectl wrote to files, as JSON or YAML.</summary>
public interface IDumpReader
{
    /// <summary>Route tables, of <c>aws ec2 describe-route-tables</c>.</summary>
    /// <exception cref="GardenerOverlayException">A file cannot be read, holds something else, or not all.</exception>
    IReadOnlyList<AwsRouteTable> ReadRouteTables(IReadOnlyList<string> paths, CancellationToken cancellationToken);

    /// <summary>Instances, of <c>aws ec2 describe-instances</c>.</summary>
    /// <exception cref="GardenerOverlayException">A file cannot be read, holds something else, or not all.</exception>
    IReadOnlyList<AwsInstance> ReadInstances(IReadOnlyList<string> paths, CancellationToken cancellationToken);

    /// <summary>Nodes, of <c>kubectl get nodes</c>.</summary>
    /// <exception cref="GardenerOverlayException">A file cannot be read, holds something else, or not all.</exception>
    IReadOnlyList<ClusterNode> ReadNodes(IReadOnlyList<string> paths, CancellationToken cancellationToken);
}
