using System.Text.Json.Nodes;
using GardenerOverlay.Sandbox.Garden.Kinds;
using GardenerOverlay.Sandbox.Garden.Store;

namespace GardenerOverlay.Sandbox.Garden.Api;

/// <summary>What a request ends with if it does not succeed: an HTTP status code with a Status as the body.</summary>
internal sealed class ApiException(int code, string reason, string message) : Exception(message)
{
    public int Code { get; } = code;
    public string Reason { get; } = reason;
    public JsonObject? Details { get; init; }

    /// <summary>For a list that cannot be continued: where one may go on at the present state.</summary>
    public string? Continue { get; init; }

    /// <summary>Seconds for Retry-After.</summary>
    public int? RetryAfter { get; init; }

    public JsonObject Body => Status("Failure", message: Message, reason: Reason, details: Details?.Copy(), code: Code, token: Continue);

    public static JsonObject Success(ResourceType type, StoredObject gone) =>
        Status("Success", details: new JsonObject { ["name"] = gone.Key.Name, ["group"] = type.Group, ["kind"] = type.Plural, ["uid"] = gone.Uid });

    public static ApiException BadRequest(string message) => new(400, "BadRequest", message);

    public static ApiException Unauthorized() => new(401, "Unauthorized", "Unauthorized");

    public static ApiException NoSuchPath() => new(404, "NotFound", "the server could not find the requested resource") { Details = [] };

    public static ApiException NotFound(ResourceType type, string name) =>
        new(404, "NotFound", $"{type.QualifiedName} \"{name}\" not found") { Details = About(type, name) };

    public static ApiException MethodNotAllowed() =>
        new(405, "MethodNotAllowed", "the server does not allow this method on the requested resource") { Details = [] };

    public static ApiException NotAcceptable(string wanted) =>
        new(406, "NotAcceptable", $"only application/json is served, not {wanted}");

    public static ApiException AlreadyExists(ResourceType type, string name) =>
        new(409, "AlreadyExists", $"{type.QualifiedName} \"{name}\" already exists") { Details = About(type, name) };

    public static ApiException Stale(ResourceType type, string name) => Conflict(
        type, name, "the object has been modified; please apply your changes to the latest version and try again");

    public static ApiException Conflict(ResourceType type, string name, string why) =>
        new(409, "Conflict", $"Operation cannot be fulfilled on {type.QualifiedName} \"{name}\": {why}") { Details = About(type, name) };

    public static ApiException Expired(string message, string? token = null) => new(410, "Expired", message) { Continue = token };

    public static ApiException TooLarge(long limit) =>
        new(413, "RequestEntityTooLarge", $"Request entity too large: limit is {limit}");

    public static ApiException UnsupportedMediaType(string got, IEnumerable<string> spoken) => new(
        415, "UnsupportedMediaType", $"the body of the request was in an unknown format - accepted media types include: {string.Join(", ", spoken)} (got {got})");

    public static ApiException Invalid(ResourceType type, string name, IReadOnlyList<FieldError> errors)
    {
        JsonObject details = About(type, name, type.Kind);
        details["causes"] = new JsonArray([.. errors.Select(error => Cause(error.Reason, error.Message, error.Field))]);
        string all = string.Join(", ", errors.Select(error => $"{error.Field}: {error.Message}"));
        return new(422, "Invalid", $"{type.Kind}{(type.Group.Length == 0 ? "" : "." + type.Group)} \"{name}\" is invalid: {(errors.Count == 1 ? all : $"[{all}]")}") { Details = details };
    }

    public static ApiException PatchFailed(string message) => new(422, "Invalid", message);

    public static JsonObject Cause(string reason, string message, string field) =>
        new() { ["reason"] = reason, ["message"] = message, ["field"] = field };

    public static JsonObject About(ResourceType type, string name, string? kind = null)
    {
        JsonObject details = new() { ["name"] = name };
        if (type.Group.Length > 0)
        {
            details["group"] = type.Group;
        }

        details["kind"] = kind ?? type.Plural;
        return details;
    }

    private static JsonObject Status(string status, string? message = null, string? reason = null, JsonObject? details = null, int? code = null, string? token = null)
    {
        JsonObject body = new() { ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = status };
        if (token is not null)
        {
            body.Child("metadata")["continue"] = token;
        }

        foreach ((string name, JsonNode? value) in new (string, JsonNode?)[] { ("message", message), ("reason", reason), ("details", details), ("code", code) })
        {
            if (value is not null)
            {
                body[name] = value;
            }
        }

        return body;
    }
}
