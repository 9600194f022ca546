using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Core.Routes.Dumps;

/// <summary>A value of a dump file: an item of a list, or the root of a document.</summary>
/// <param name="Node">The value; of a root with a list, what stands beside the list.</param>
/// <param name="Line">The line where it begins.</param>
/// <param name="Kind">Its <c>kind</c>, where it is an object of Kubernetes.</param>
/// <param name="ListKey">The key of the list that it is in, or that it is the root of.</param>
/// <param name="IsRoot">Whether it is the root.</param>
public sealed record DumpItem(ManifestNode Node, int Line, string? Kind, string? ListKey, bool IsRoot);

/// <summary>What a dump file holds.</summary>
/// <param name="Path">The file.</param>
/// <param name="Items">Its values, in their order.</param>
public sealed record DumpFile(string Path, IReadOnlyList<DumpItem> Items);
