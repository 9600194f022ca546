using System.Text.Json.Nodes;

namespace GardenerOverlay.Sandbox.Garden.Kinds;

/// <summary>What is wrong with a field of an object that a client sent.</summary>
internal sealed record FieldError(string Field, string Reason, string Message);

/// <summary>What one kind does beyond being stored.</summary>
internal class KindBehaviour
{
    public static KindBehaviour None { get; } = new();

    /// <summary>Admission: changes what a client sent before it is looked at. <paramref name="before"/> is null for a new object.</summary>
    public virtual void Prepare(JsonObject? before, JsonObject content)
    {
    }

    /// <summary>What makes the API server refuse it.</summary>
    public virtual IEnumerable<FieldError> Validate(JsonObject? before, JsonObject content) => [];
}

/// <summary>stringData is a convenience for writing: it is never stored.</summary>
internal sealed class SecretBehaviour : KindBehaviour
{
    public override void Prepare(JsonObject? before, JsonObject content)
    {
        if (content.At("stringData") is JsonObject texts)
        {
            JsonObject data = content.Child("data");
            foreach ((string name, JsonNode? text) in texts)
            {
                data[name] = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text?.ToString() ?? ""));
            }

            content.Remove("stringData");
        }

        content["type"] ??= "Opaque";
    }

    public override IEnumerable<FieldError> Validate(JsonObject? before, JsonObject content)
    {
        foreach ((string name, JsonNode? value) in content.At("data") as JsonObject ?? [])
        {
            byte[] buffer = new byte[(value?.ToString().Length ?? 0) + 2];
            if (!Convert.TryFromBase64String(value?.ToString() ?? "", buffer, out _))
            {
                yield return new($"data[{name}]", "FieldValueInvalid", "Invalid value: must be base64");
            }
        }
    }
}

/// <summary>A namespace carries its own name as a label, and is active.</summary>
internal sealed class NamespaceBehaviour : KindBehaviour
{
    public override void Prepare(JsonObject? before, JsonObject content)
    {
        content.Child("metadata").Child("labels")["kubernetes.io/metadata.name"] = content.TextAt("metadata", "name");
        if (content.At("status", "phase") is null)
        {
            content.Child("status")["phase"] = "Active";
        }
    }
}

/// <summary>Source: gardener, pkg/apiserver/registry/core/shoot/strategy.go, as far as no controller is needed.</summary>
internal sealed class ShootBehaviour : KindBehaviour
{
    public override IEnumerable<FieldError> Validate(JsonObject? before, JsonObject content)
    {
        foreach (string field in new[] { "region", "provider", "kubernetes" })
        {
            if (content.At("spec", field) is null)
            {
                yield return new($"spec.{field}", "FieldValueRequired", "Required value");
            }
        }
    }
}
