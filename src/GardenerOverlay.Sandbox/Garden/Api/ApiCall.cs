using System.Globalization;
using GardenerOverlay.Sandbox.Garden.Access;
using GardenerOverlay.Sandbox.Garden.Kinds;
using GardenerOverlay.Sandbox.Garden.Store;
using Microsoft.AspNetCore.Http;

namespace GardenerOverlay.Sandbox.Garden.Api;

/// <summary>One request for resources, as far as it is understood from method, path and query.</summary>
internal sealed record ApiCall(HttpRequest Request, User User, ApiPath Path, ResourceType Type)
{
    public ResourceKey Key => new(Path.Namespace, Path.Name);

    public bool IsCollection => Path.Name.Length == 0;

    public bool IsWatch => Flag("watch");

    /// <summary>As in roles and in messages about missing rights.</summary>
    public string Verb => Request.Method switch
    {
        "GET" or "HEAD" when IsWatch => "watch",
        "GET" or "HEAD" => IsCollection ? "list" : "get",
        "POST" => "create",
        "PUT" => "update",
        "PATCH" => "patch",
        "DELETE" => IsCollection ? "deletecollection" : "delete",
        _ => throw ApiException.MethodNotAllowed(),
    };

    public bool IsDryRun => Text("dryRun") switch
    {
        "" => false,
        "All" => true,
        string other => throw ApiException.BadRequest($"dryRun: Unsupported value: \"{other}\": supported values: \"All\""),
    };

    /// <summary>Who is named in managedFields: what the client says, else the program it is.</summary>
    public string Manager
    {
        get
        {
            string agent = Request.Headers.UserAgent.ToString();
            string manager = Text("fieldManager");
            string found = manager.Length > 0 ? manager : agent.Split('/', ' ')[0];
            return found.Length > 0 ? found : "unknown";
        }
    }

    public string Text(string name) => Request.Query[name].ToString();

    public bool Flag(string name) => Text(name) is "true" or "True" or "1";

    /// <returns>Null if the client says none.</returns>
    public long? Number(string name)
    {
        string text = Text(name);
        if (text.Length == 0)
        {
            return null;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw ApiException.BadRequest($"{name}: Invalid value: \"{text}\"");
    }

    /// <summary>Which objects of the kind are meant, by path and selectors.</summary>
    public ObjectFilter Filter()
    {
        try
        {
            var fields = FieldSelector.Parse(Text("fieldSelector"));
            string? unknown = fields.Requirements.Select(requirement => requirement.Field).FirstOrDefault(field => !Type.CanSelect(field));
            return unknown is null
                ? new(Path.Namespace, Path.Name, LabelSelector.Parse(Text("labelSelector")), fields)
                : throw ApiException.BadRequest($"field label not supported: {unknown}");
        }
        catch (FormatException problem)
        {
            throw ApiException.BadRequest(problem.Message);
        }
    }
}

/// <summary>Which objects of a kind a list, a watch or the deletion of a collection is about.</summary>
internal sealed record ObjectFilter(string Namespace, string Name, LabelSelector Labels, FieldSelector Fields)
{
    public bool IsSelective => !Labels.IsEverything || !Fields.IsEverything;

    public bool Matches(StoredObject stored) =>
        (Namespace.Length == 0 || stored.Key.Namespace == Namespace)
        && (Name.Length == 0 || stored.Key.Name == Name)
        && Labels.Matches(stored.Labels)
        && Fields.Matches(stored.Fields);
}
