using System.Text;
using System.Text.Json.Nodes;
using GardenerOverlay.Sandbox.Garden.Access;
using GardenerOverlay.Sandbox.Garden.Api;
using GardenerOverlay.Sandbox.Garden.Serve;
using Microsoft.AspNetCore.Http;

namespace GardenerOverlay.Sandbox.Garden.Faults;

/// <summary>
/// Where faults are asked for: <c>/garden/control/faults</c> (POST one a line, GET, DELETE), and
/// <c>/garden/control/forget</c> (POST: no page or watch can go on from what was before).
/// </summary>
internal sealed class ControlEndpoint(GardenModel garden)
{
    public async Task<Answer> AnswerAsync(HttpContext context, string path, User user)
    {
        if (user.Role != Role.Full)
        {
            throw new ApiException(403, "Forbidden", $"forbidden: User \"{user.Name}\" cannot use path \"{path}\"");
        }

        switch (context.Request.Method, path)
        {
            case ("GET", "/control/faults"):
                break;
            case ("POST", "/control/faults"):
                RequestBody body = await BodyReader.ReadAsync(context.Request, context.RequestAborted);
                Add(Encoding.UTF8.GetString(body.Bytes));
                break;
            case ("DELETE", "/control/faults"):
                garden.Faults.Clear();
                break;
            case ("POST", "/control/forget"):
                foreach (ApiServer cluster in garden.Clusters)
                {
                    cluster.Store.Forget();
                }

                break;
            default:
                throw ApiException.NoSuchPath();
        }

        return Answer.Of(new JsonObject { ["faults"] = garden.Faults.ToJson() });
    }

    private void Add(string text)
    {
        try
        {
            Fault[] faults = [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Fault.Parse)];
            Array.ForEach(faults, garden.Faults.Add);
        }
        catch (FormatException problem)
        {
            throw ApiException.BadRequest(problem.Message);
        }
    }
}
