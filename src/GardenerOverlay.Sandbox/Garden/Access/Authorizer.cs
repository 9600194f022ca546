using GardenerOverlay.Sandbox.Garden.Api;
using GardenerOverlay.Sandbox.Garden.Kinds;

namespace GardenerOverlay.Sandbox.Garden.Access;

/// <summary>Who may do what. The messages are those of Kubernetes' RBAC.</summary>
internal static class Authorizer
{
    /// <exception cref="ApiException">403.</exception>
    public static void Require(ApiCall call)
    {
        if (!IsAllowed(call))
        {
            ResourceType type = call.Type;
            string resource = call.Path.Subresource.Length == 0 ? type.Plural : $"{type.Plural}/{call.Path.Subresource}";
            string scope = call.Path.Namespace.Length == 0 ? "at the cluster scope" : $"in the namespace \"{call.Path.Namespace}\"";
            throw Forbidden(
                $"{type.QualifiedName}{(call.IsCollection ? "" : $" \"{call.Key.Name}\"")} is forbidden: User \"{call.User.Name}\" cannot {call.Verb} resource \"{resource}\" in API group \"{type.Group}\" {scope}",
                call);
        }
    }

    /// <summary>For paths that name no resource.</summary>
    /// <exception cref="ApiException">403.</exception>
    public static void RequireUser(User user, string path)
    {
        if (user.Role == Role.Anonymous)
        {
            throw new ApiException(403, "Forbidden", $"forbidden: User \"{user.Name}\" cannot get path \"{path}\"") { Details = [] };
        }
    }

    private static bool IsAllowed(ApiCall call) => call.User.Role switch
    {
        Role.Full => true,
        Role.Reader when call.Type.Creatable.TryGetValue(call.Path.Subresource, out CreatableSubresource? subresource) => subresource.ForReaders,
        Role.Reader => call.Verb is "get" or "list" or "watch" && call.Type is not { Kind: "Secret", Group: "" },
        _ => false,
    };

    private static ApiException Forbidden(string message, ApiCall call) =>
        new(403, "Forbidden", message) { Details = ApiException.About(call.Type, call.Key.Name) };
}
