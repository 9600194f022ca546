using GardenerOverlay.Sandbox.Garden.Access;
using GardenerOverlay.Sandbox.Garden.Api;
using GardenerOverlay.Sandbox.Garden.Faults;
using Microsoft.AspNetCore.Http;

namespace GardenerOverlay.Sandbox.Garden.Serve;

/// <summary>What happens to a request: its cluster is found, faults strike, the user is known, the cluster answers.</summary>
internal sealed class RequestPipeline(GardenModel garden)
{
    private readonly ControlEndpoint _control = new(garden);

    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            if (await AnswerAsync(context) is { } answer)
            {
                await Responder.WriteAsync(context, answer);
            }
        }
        catch (ApiException problem)
        {
            await Responder.WriteAsync(context, problem);
        }
        catch (Exception problem) when (problem is OperationCanceledException or IOException)
        {
            // The client is gone.
        }
        catch (Exception problem) when (!context.Response.HasStarted)
        {
            await Responder.WriteAsync(context, new ApiException(500, "InternalError", $"Internal error occurred: {problem.Message}"));
        }
    }

    private async Task<Answer?> AnswerAsync(HttpContext context)
    {
        string path = context.Request.Path.Value ?? "/";
        ApiServer? cluster = garden.Find(path, out string rest);
        if (cluster is null)
        {
            // A shoot that is away does not even refuse.
            return GardenModel.IsCluster(path) ? Responder.Drop(context) : throw ApiException.NoSuchPath();
        }

        bool isControl = cluster == garden.Garden && rest.StartsWith("/control/", StringComparison.Ordinal);
        if (!isControl && await StrikeAsync(context, path))
        {
            return null;
        }

        User user = garden.Credentials.Authenticate(context, cluster.Prefix);
        return isControl ? await _control.AnswerAsync(context, rest, user) : await cluster.AnswerAsync(context, rest, user);
    }

    /// <returns>Whether the request ended by it.</returns>
    private async Task<bool> StrikeAsync(HttpContext context, string path)
    {
        HttpRequest request = context.Request;
        bool goesOn = request.Query.ContainsKey("continue") || (request.Query["watch"] is ["true" or "1"] && request.Query.ContainsKey("resourceVersion"));
        bool changes = request.Method is "PUT" or "PATCH";
        bool IsMeant(FaultKind kind) => kind switch
        {
            FaultKind.Expired => goesOn,
            FaultKind.Conflict => changes,
            FaultKind.Slow or FaultKind.Cut => false,
            _ => true,
        };

        if (garden.Faults.Take(request.Method, path, kind => kind == FaultKind.Slow) is { } slow)
        {
            await Task.Delay(TimeSpan.FromSeconds(slow.After), context.RequestAborted);
        }

        Fault? fault = garden.Faults.Take(request.Method, path, IsMeant);
        switch (fault?.Kind)
        {
            case FaultKind.Away:
                Responder.Drop(context);
                return true;
            case FaultKind.TooManyRequests:
                throw new ApiException(429, "TooManyRequests", "the server has received too many requests and has asked us to try again later") { RetryAfter = (int)Math.Ceiling(fault.After) };
            case FaultKind.Error:
                throw new ApiException(500, "InternalError", "Internal error occurred: etcdserver: request timed out");
            case FaultKind.Expired:
                throw ApiException.Expired("The provided continue parameter is too old to display a consistent list result.");
            case FaultKind.Conflict:
                throw new ApiException(409, "Conflict", "Operation cannot be fulfilled: the object has been modified; please apply your changes to the latest version and try again");
        }

        if (garden.Faults.Take(request.Method, path, kind => kind == FaultKind.Cut) is { } cut)
        {
            Responder.CutAfter(context, cut.Bytes);
        }

        return false;
    }
}
