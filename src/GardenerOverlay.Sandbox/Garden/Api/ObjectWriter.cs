using System.Text.Json.Nodes;
using GardenerOverlay.Sandbox.Garden.Edits;
using GardenerOverlay.Sandbox.Garden.Kinds;
using GardenerOverlay.Sandbox.Garden.Store;

namespace GardenerOverlay.Sandbox.Garden.Api;

/// <summary>
/// Answers create, update and patch. A change is made of what is stored at that moment, and made again if somebody else
/// was faster, unless the client said which version it means.
/// </summary>
internal sealed class ObjectWriter(ResourceStore store, ResourceType? namespaces, TimeProvider clock)
{
    private const int MaxAttempts = 1000;

    public Answer Create(ApiCall call, RequestBody body)
    {
        JsonObject content = BodyReader.Object(body);
        Normalize(call, content);
        if (content.TextAt("metadata", "resourceVersion") is { Length: > 0 })
        {
            throw ApiException.BadRequest("resourceVersion should not be set on objects to be created");
        }

        return Insert(call, content, managed: null);
    }

    public Answer Update(ApiCall call, RequestBody body)
    {
        JsonObject sent = BodyReader.Object(body);
        Normalize(call, sent);
        if (sent.TextAt("metadata", "resourceVersion") is not { Length: > 0 } && !call.Type.AllowsUnconditionalUpdate)
        {
            throw ApiException.Invalid(call.Type, call.Key.Name, [new("metadata.resourceVersion", "FieldValueInvalid", "Invalid value: 0: must be specified for an update")]);
        }

        return Change(call, _ => (sent.Copy(), null));
    }

    public Answer Patch(ApiCall call, RequestBody body) => body.MediaType switch
    {
        "application/merge-patch+json" => Merge(call, body, MergePatch.Apply),
        "application/strategic-merge-patch+json" when call.Type.IsTyped => Merge(call, body, StrategicMergePatch.Apply),
        "application/json-patch+json" => JsonPatches(call, body),
        "application/apply-patch+yaml" => Apply(call, body),
        string other => throw ApiException.UnsupportedMediaType(other, Spoken(call.Type)),
    };

    private static string[] Spoken(ResourceType type)
    {
        string[] all = ["application/json-patch+json", "application/merge-patch+json", "application/apply-patch+yaml"];
        return type.IsTyped ? [.. all, "application/strategic-merge-patch+json"] : all;
    }

    private Answer Merge(ApiCall call, RequestBody body, Action<JsonObject, JsonObject> apply)
    {
        JsonObject patch = BodyReader.Json(body) as JsonObject ?? throw ApiException.BadRequest("the patch is no object");
        return Change(call, content =>
        {
            apply(content, patch);
            return (content, null);
        });
    }

    private Answer JsonPatches(ApiCall call, RequestBody body)
    {
        JsonArray patch = BodyReader.Json(body) as JsonArray ?? throw ApiException.BadRequest("the patch is no list");
        return Change(call, content => (JsonPatch.Apply(content, patch), null));
    }

    private Answer Apply(ApiCall call, RequestBody body)
    {
        if (call.Text("fieldManager").Length == 0)
        {
            throw new ApiException(422, "Invalid", "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch");
        }

        JsonObject wish = BodyReader.Yaml(body);
        Normalize(call, wish);
        FieldManager manager = ManagedFields.Applier(call.Manager, call.Type.ApiVersion);
        while (store.Find(call.Type, call.Key) is null)
        {
            (JsonObject made, ManagedFields managed) = ServerSideApply.Apply(call.Type, live: null, wish, manager, call.Flag("force"));
            try
            {
                return Insert(call, made, managed);
            }
            catch (ApiException problem) when (problem.Reason == "AlreadyExists")
            {
                // Somebody else made it meanwhile: then it is a change.
            }
        }

        return Change(call, content => ServerSideApply.Apply(call.Type, content, wish, manager, call.Flag("force")));
    }

    private Answer Insert(ApiCall call, JsonObject content, ManagedFields? managed)
    {
        JsonObject metadata = content.Child("metadata");
        if (metadata.TextAt("name") is not { Length: > 0 } && metadata.TextAt("generateName") is { Length: > 0 } prefix)
        {
            metadata["name"] = prefix + ObjectRules.RandomSuffix();
        }

        string name = metadata.TextAt("name") ?? "";
        ObjectRules.CheckName(call.Type, name);
        if (call.Type.Namespaced && namespaces is not null && store.Find(namespaces, new("", call.Path.Namespace)) is null)
        {
            throw ApiException.NotFound(namespaces, call.Path.Namespace);
        }

        ResourceKey key = new(call.Path.Namespace, name);
        if (store.Find(call.Type, key) is not null)
        {
            throw ApiException.AlreadyExists(call.Type, name);
        }

        JsonObject made = ObjectRules.New(call.Type, content, clock.GetUtcNow());
        Finish(call, before: null, made, managed);
        if (call.IsDryRun)
        {
            return ObjectReader.Show(call, StoredObject.From(call.Type, made, store.Version), 201);
        }

        return store.TryWrite(call.Type, before: null, made, out StoredObject written)
            ? ObjectReader.Show(call, written, 201)
            : throw ApiException.AlreadyExists(call.Type, name);
    }

    /// <summary>Changes the object of the path, or its status.</summary>
    private Answer Change(ApiCall call, Func<JsonObject, (JsonObject Content, ManagedFields? Managed)> change)
    {
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            StoredObject found = store.Find(call.Type, call.Key) ?? throw ApiException.NotFound(call.Type, call.Key.Name);
            JsonObject before = found.Read();
            (JsonObject proposed, ManagedFields? managed) = change(before.Copy());
            ObjectRules.CheckPreconditions(call.Type, found, proposed.At("metadata") as JsonObject);
            JsonObject after = ObjectRules.Changed(call.Type, before, proposed, isStatus: call.Path.Subresource == "status");
            Finish(call, before, after, managed);
            if (JsonNode.DeepEquals(before, after))
            {
                // Nothing changed: no new version, and watches see nothing.
                return ObjectReader.Show(call, found);
            }

            if (call.IsDryRun)
            {
                return ObjectReader.Show(call, StoredObject.From(call.Type, after, found.Version));
            }

            // An object that waits only for its finalizers goes with the last of them.
            bool ends = after.At("metadata", "deletionTimestamp") is not null && after.ListAt("metadata", "finalizers") is not { Count: > 0 };
            if (store.TryWrite(call.Type, found, ends ? null : after, out StoredObject written))
            {
                return ObjectReader.Show(call, written);
            }
        }

        throw ApiException.Stale(call.Type, call.Key.Name);
    }

    // Admission, the books of who set what, validation.
    private void Finish(ApiCall call, JsonObject? before, JsonObject after, ManagedFields? managed)
    {
        ObjectRules.DropEmpty(after);
        JsonObject sent = after.Copy();
        if (call.Path.Subresource.Length == 0)
        {
            call.Type.Behaviour.Prepare(before, after);
        }

        ObjectRules.CountGeneration(call.Type, before, after);
        FieldManager manager = ManagedFields.Updater(call.Manager, call.Type.ApiVersion, call.Path.Subresource);
        ManagedFields books = managed ?? ManagedFields.Read(after);
        books.Record(manager, managed is null ? before : sent, after);
        books.Write(after, before is null ? new() : ManagedFields.Read(before), clock.GetUtcNow());
        FieldError[] errors = [.. call.Type.Behaviour.Validate(before, after)];
        if (errors.Length > 0)
        {
            throw ApiException.Invalid(call.Type, after.TextAt("metadata", "name") ?? "", errors);
        }
    }

    private static void Normalize(ApiCall call, JsonObject content)
    {
        ObjectRules.CheckKind(call.Type, content);
        JsonObject metadata = content.Child("metadata");
        string area = metadata.TextAt("namespace") ?? "";
        if (area.Length > 0 && area != call.Path.Namespace)
        {
            throw ApiException.BadRequest($"the namespace of the provided object does not match the namespace sent on the request ({area}, {call.Path.Namespace})");
        }

        string name = metadata.TextAt("name") ?? "";
        if (!call.IsCollection && name.Length > 0 && name != call.Key.Name)
        {
            throw ApiException.BadRequest($"the name of the object ({name}) does not match the name on the URL ({call.Key.Name})");
        }

        if (call.Type.Namespaced)
        {
            metadata["namespace"] = call.Path.Namespace;
        }

        if (!call.IsCollection)
        {
            metadata["name"] = call.Key.Name;
        }
    }
}
