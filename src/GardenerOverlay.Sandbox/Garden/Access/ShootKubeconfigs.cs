using System.Text;
using System.Text.Json.Nodes;
using GardenerOverlay.Sandbox.Garden.Api;
using GardenerOverlay.Sandbox.Garden.Kinds;

namespace GardenerOverlay.Sandbox.Garden.Access;

/// <summary>
/// Answers adminkubeconfig and viewerkubeconfig of a Shoot with a client certificate that ends by itself.
/// Source: gardener, docs/usage/shoot/shoot_access.md and pkg/apiserver/registry/core/shoot/storage/kubeconfig.go.
/// </summary>
internal sealed class ShootKubeconfigs(Credentials credentials, GardenAddress address)
{
    private const long Default = 3600;
    private const long Smallest = 600;
    private const long Largest = 86_400;

    public JsonObject Issue(ApiCall call, JsonObject shoot, JsonObject request)
    {
        CreatableSubresource subresource = call.Type.Creatable[call.Path.Subresource];
        if (request.TextAt("kind") != subresource.Kind || request.TextAt("apiVersion") != subresource.ApiVersion)
        {
            throw ApiException.BadRequest($"the body of the request is no {subresource.Kind} of {subresource.ApiVersion}");
        }

        long seconds = request.NumberAt("spec", "expirationSeconds") ?? Default;
        if (seconds < Smallest)
        {
            throw ApiException.Invalid(call.Type, call.Key.Name, [new("spec.expirationSeconds", "FieldValueInvalid", $"Invalid value: {seconds}: may not specify a duration less than 10 minutes")]);
        }

        string technicalId = shoot.TextAt("status", "technicalID")
            ?? throw new ApiException(500, "InternalError", $"no kubeconfig can be issued: shoot {call.Key.Name} has no technical ID yet");
        DateTimeOffset until = DateTimeOffset.UtcNow.AddSeconds(Math.Min(seconds, Largest));
        return new()
        {
            ["kind"] = subresource.Kind,
            ["apiVersion"] = subresource.ApiVersion,
            ["metadata"] = new JsonObject { ["name"] = call.Key.Name, ["namespace"] = call.Key.Namespace },
            ["spec"] = new JsonObject { ["expirationSeconds"] = Math.Min(seconds, Largest) },
            ["status"] = new JsonObject
            {
                ["kubeconfig"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(Write(call, technicalId, subresource, until))),
                ["expirationTimestamp"] = ObjectRules.Time(until),
            },
        };
    }

    private string Write(ApiCall call, string technicalId, CreatableSubresource subresource, DateTimeOffset until)
    {
        string cluster = address.ClusterOf(technicalId);
        User user = new(call.User.Name, subresource.ForReaders ? Role.Reader : Role.Full, cluster, until);
        Kubeconfig file = new($"{technicalId}-external", address.Of($"/shoot/{technicalId}"), credentials.Authority.Pem, "default");
        return file.With(credentials.IssueCertificate(user));
    }
}

/// <summary>Where the garden is served, known once it listens, and which paths lead to the same cluster.</summary>
internal sealed class GardenAddress
{
    private readonly Dictionary<string, string> _managedSeeds = new(StringComparer.Ordinal);

    public string Root { get; set; } = "";

    public string Of(string prefix) => Root + prefix;

    /// <summary>A managed seed is a shoot: both paths lead to one cluster.</summary>
    public void AddManagedSeed(string seed, string technicalId) => _managedSeeds[technicalId] = $"/seed/{seed}";

    /// <summary>The prefix under which a shoot's cluster knows its users.</summary>
    public string ClusterOf(string technicalId) => _managedSeeds.GetValueOrDefault(technicalId, $"/shoot/{technicalId}");
}
