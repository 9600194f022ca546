using System.Text.Json.Nodes;
using GardenerOverlay.Sandbox.Garden.Store;

namespace GardenerOverlay.Sandbox.Garden.Kinds;

/// <summary>A kind as the API serves it. What is special about it is said here; how it is served is the same for all.</summary>
internal sealed class ResourceType(string group, string version, string plural, string kind)
{
    private static readonly string[] s_common = ["metadata.name", "metadata.namespace"];

    public string Group { get; } = group;
    public string Version { get; } = version;
    public string Plural { get; } = plural;
    public string Kind { get; } = kind;
    public string Singular { get; } = kind.ToLowerInvariant();
    public string Description { get; init; } = "";
    public bool Namespaced { get; init; } = true;
    public string[] ShortNames { get; init; } = [];
    public string[] Categories { get; init; } = [];

    /// <summary>Whether status is written through its own subresource only.</summary>
    public bool HasStatus { get; init; }

    /// <summary>Whether metadata.generation counts the changes of what is wished.</summary>
    public bool HasGeneration { get; init; }

    /// <summary>Whether the server knows the kind's Go type, as it does of all but custom resources: it then speaks strategic merge patches, and a body need not name its kind.</summary>
    public bool IsTyped { get; init; }

    /// <summary>Whether a PUT may leave out the resourceVersion.</summary>
    public bool AllowsUnconditionalUpdate { get; init; } = true;

    /// <summary>Fields for fieldSelector beside name and namespace, as paths.</summary>
    public string[] SelectableFields { get; init; } = [];

    /// <summary>What kubectl get shows between name and age.</summary>
    public Column[] Columns { get; init; } = [];

    public KindBehaviour Behaviour { get; init; } = KindBehaviour.None;

    /// <summary>Subresources that are created only, such as a kubeconfig.</summary>
    public IReadOnlyDictionary<string, CreatableSubresource> Creatable { get; init; } = new Dictionary<string, CreatableSubresource>();

    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>As in messages: <c>shoots.core.gardener.cloud</c>.</summary>
    public string QualifiedName => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    public bool CanSelect(string field) => s_common.Contains(field) || SelectableFields.Contains(field);

    public IReadOnlyDictionary<string, string> ReadFields(JsonObject content, ResourceKey key)
    {
        Dictionary<string, string> fields = new(SelectableFields.Length + 2)
        {
            ["metadata.name"] = key.Name,
            ["metadata.namespace"] = key.Namespace,
        };
        foreach (string field in SelectableFields)
        {
            fields[field] = content.At(field.Split('.'))?.ToString() ?? "";
        }

        return fields;
    }
}

/// <summary>A subresource that only answers to POST.</summary>
/// <param name="ApiVersion">Of what is posted and answered.</param>
/// <param name="Kind">Of what is posted and answered.</param>
/// <param name="ForReaders">Whether a user who may only read may create it.</param>
internal sealed record CreatableSubresource(string ApiVersion, string Kind, bool ForReaders);
