using System.Text.Json.Nodes;
using GardenerOverlay.Sandbox.Garden.Kinds;
using GardenerOverlay.Sandbox.Garden.Store;

namespace GardenerOverlay.Sandbox.Garden.Api;

/// <summary>Answers delete and deletecollection. An object with finalizers is only marked: it goes with the last of them.</summary>
internal sealed class ObjectDeleter(ResourceStore store, TimeProvider clock)
{
    public Answer Delete(ApiCall call, RequestBody body)
    {
        JsonObject? options = Options(body);
        bool isDryRun = IsDryRun(call, options);
        (StoredObject last, bool gone) = Remove(call.Type, call.Key, options.At("preconditions") as JsonObject, isDryRun);
        return gone ? Answer.Of(ApiException.Success(call.Type, last)) : ObjectReader.Show(call, last);
    }

    public Answer DeleteCollection(ApiCall call, RequestBody body)
    {
        JsonObject? options = Options(body);
        bool isDryRun = IsDryRun(call, options);
        Answer list = ObjectReader.List(store, call);
        foreach (StoredObject stored in ListPage.Read(store, call).Objects)
        {
            try
            {
                Remove(call.Type, stored.Key, preconditions: null, isDryRun);
            }
            catch (ApiException problem) when (problem.Code == 404)
            {
                // Somebody else was faster.
            }
        }

        return list;
    }

    private (StoredObject Last, bool Gone) Remove(ResourceType type, ResourceKey key, JsonObject? preconditions, bool isDryRun)
    {
        while (true)
        {
            StoredObject found = store.Find(type, key) ?? throw ApiException.NotFound(type, key.Name);
            ObjectRules.CheckPreconditions(type, found, preconditions);
            JsonObject content = found.Read();
            bool waits = content.ListAt("metadata", "finalizers") is { Count: > 0 };
            if (isDryRun || (waits && content.At("metadata", "deletionTimestamp") is not null))
            {
                return (found, !waits);
            }

            if (waits)
            {
                Mark(type, content);
            }

            if (store.TryWrite(type, found, waits ? content : null, out StoredObject written))
            {
                return (written, !waits);
            }
        }
    }

    private void Mark(ResourceType type, JsonObject content)
    {
        JsonObject metadata = content.Child("metadata");
        metadata["deletionTimestamp"] = ObjectRules.Time(clock.GetUtcNow());
        metadata["deletionGracePeriodSeconds"] = 0;
        if (type.HasGeneration)
        {
            metadata["generation"] = (metadata.NumberAt("generation") ?? 0) + 1;
        }
    }

    private static JsonObject? Options(RequestBody body) =>
        body.IsEmpty ? null : BodyReader.Object(body);

    private static bool IsDryRun(ApiCall call, JsonObject? options) =>
        call.IsDryRun || options.ListAt("dryRun")?.Any(value => value?.ToString() == "All") == true;
}
