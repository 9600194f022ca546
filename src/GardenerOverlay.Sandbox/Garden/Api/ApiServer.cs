using GardenerOverlay.Sandbox.Garden.Access;
using GardenerOverlay.Sandbox.Garden.Kinds;
using GardenerOverlay.Sandbox.Garden.Store;
using Microsoft.AspNetCore.Http;

namespace GardenerOverlay.Sandbox.Garden.Api;

/// <summary>The API server of one cluster: all that is behind one path prefix.</summary>
internal sealed class ApiServer
{
    private readonly IReadOnlyList<ResourceType> _types;
    private readonly Discovery _discovery;
    private readonly ObjectWriter _writer;
    private readonly ObjectDeleter _deleter;
    private readonly ShootKubeconfigs? _kubeconfigs;

    public ApiServer(string prefix, IReadOnlyList<ResourceType> types, ShootKubeconfigs? kubeconfigs = null, TimeProvider? clock = null)
    {
        Prefix = prefix;
        Store = new(types);
        _types = types;
        _kubeconfigs = kubeconfigs;
        _discovery = new(types, prefix);
        _writer = new(Store, types.FirstOrDefault(type => type is { Kind: "Namespace", Group: "" }), clock ?? TimeProvider.System);
        _deleter = new(Store, clock ?? TimeProvider.System);
    }

    /// <summary>For instance <c>/garden</c>.</summary>
    public string Prefix { get; }

    public ResourceStore Store { get; }

    public IReadOnlyList<ResourceType> Types => _types;

    /// <summary>Answers one request. A watch writes its answer itself, and gives null.</summary>
    public async Task<Answer?> AnswerAsync(HttpContext context, string path, User user)
    {
        if (!HttpMethods.IsGet(context.Request.Method) || _discovery.Find(path) is not { } found)
        {
            return await AnswerResourceAsync(context, path, user);
        }

        if (!Discovery.IsPublic(path))
        {
            Authorizer.RequireUser(user, path);
        }

        return found;
    }

    private async Task<Answer?> AnswerResourceAsync(HttpContext context, string path, User user)
    {
        var parsed = ApiPath.Parse(path);
        if (parsed is null || Find(parsed) is not { } type)
        {
            Authorizer.RequireUser(user, path);
            throw ApiException.NoSuchPath();
        }

        ApiCall call = new(context.Request, user, parsed, type);
        Authorizer.Require(call);
        if (type.Creatable.ContainsKey(parsed.Subresource))
        {
            return await CreateSubresourceAsync(call, context.RequestAborted);
        }

        return call.Verb switch
        {
            "get" => ObjectReader.Get(Store, call),
            "list" => ObjectReader.List(Store, call),
            "watch" => await WatchAsync(call, context),
            _ => await WriteAsync(call, context.RequestAborted),
        };
    }

    private async Task<Answer> WriteAsync(ApiCall call, CancellationToken cancellation)
    {
        RequestBody body = await BodyReader.ReadAsync(call.Request, cancellation);
        if (call.Type.Namespaced && call.Path.Namespace.Length == 0)
        {
            throw ApiException.MethodNotAllowed();
        }

        return (call.Verb, call.IsCollection, call.Path.Subresource) switch
        {
            ("create", true, "") => _writer.Create(call, body),
            ("update", false, "" or "status") => _writer.Update(call, body),
            ("patch", false, "" or "status") => _writer.Patch(call, body),
            ("delete", false, "") => _deleter.Delete(call, body),
            ("deletecollection", true, "") => _deleter.DeleteCollection(call, body),
            _ => throw ApiException.MethodNotAllowed(),
        };
    }

    private async Task<Answer> CreateSubresourceAsync(ApiCall call, CancellationToken cancellation)
    {
        if (call.Verb != "create" || _kubeconfigs is null)
        {
            throw ApiException.MethodNotAllowed();
        }

        StoredObject shoot = Store.Find(call.Type, call.Key) ?? throw ApiException.NotFound(call.Type, call.Key.Name);
        RequestBody body = await BodyReader.ReadAsync(call.Request, cancellation);
        return Answer.Of(_kubeconfigs.Issue(call, shoot.Read(), BodyReader.Object(body)), 201);
    }

    private async Task<Answer?> WatchAsync(ApiCall call, HttpContext context)
    {
        WatchStream watch = new(Store, call, context.Response.Body);
        context.Response.ContentType = "application/json";
        try
        {
            await watch.RunAsync(context.RequestAborted);
        }
        catch (Exception problem) when (problem is OperationCanceledException or IOException)
        {
            // The client is gone, or the server ends.
        }

        return null;
    }

    // Only what is served can be a subresource: a path beyond is none.
    private ResourceType? Find(ApiPath path) => _types.FirstOrDefault(type =>
        type.Group == path.Group
        && type.Version == path.Version
        && type.Plural == path.Resource
        && (path.Namespace.Length == 0 || type.Namespaced)
        && (path.Subresource.Length == 0 || (path.Subresource == "status" && type.HasStatus) || type.Creatable.ContainsKey(path.Subresource)));
}
