namespace GardenerOverlay.Sandbox.Garden.Api;

/// <summary>What a path below <c>/api/v1</c> or <c>/apis/GROUP/VERSION</c> names.</summary>
/// <param name="Group">Empty for the core group.</param>
/// <param name="Version">Of the group.</param>
/// <param name="Namespace">Empty for all, or for kinds without.</param>
/// <param name="Resource">Plural; empty for the group version itself.</param>
/// <param name="Name">Empty for the collection.</param>
/// <param name="Subresource">Empty for the object itself.</param>
internal sealed record ApiPath(string Group, string Version, string Namespace, string Resource, string Name, string Subresource)
{
    /// <returns>Null if the path is none of an API group.</returns>
    public static ApiPath? Parse(string path)
    {
        string[] parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts switch
        {
            ["api", string version, .. string[] rest] => Parse("", version, rest),
            ["apis", string group, string version, .. string[] rest] => Parse(group, version, rest),
            _ => null,
        };
    }

    // A namespace is an object as well as a part of the path of others. Source: k8s.io/apiserver, pkg/endpoints/request/requestinfo.go.
    private static ApiPath? Parse(string group, string version, string[] rest)
    {
        string area = "";
        if (rest is ["namespaces", string name, not ("status" or "finalize"), ..])
        {
            (area, rest) = (name, rest[2..]);
        }

        return rest.Length > 3 ? null : new(group, version, area, Part(rest, 0), Part(rest, 1), Part(rest, 2));
    }

    private static string Part(string[] parts, int index) => index < parts.Length ? Uri.UnescapeDataString(parts[index]) : "";
}
