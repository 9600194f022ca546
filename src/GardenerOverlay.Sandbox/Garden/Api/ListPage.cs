using GardenerOverlay.Sandbox.Garden.Store;

namespace GardenerOverlay.Sandbox.Garden.Api;

/// <summary>One page of a list: all pages show the state at the version of the first.</summary>
/// <param name="Version">The resourceVersion of the list.</param>
/// <param name="Objects">In the order of namespace and name.</param>
/// <param name="Continue">The token for the next page; empty on the last.</param>
/// <param name="Remaining">How many are left; null where a selector makes it unknown.</param>
internal sealed record ListPage(long Version, IReadOnlyList<StoredObject> Objects, string Continue, int? Remaining)
{
    private const string Expired = "The provided continue parameter is too old to display a consistent list result. "
        + "You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results.";

    public static ListPage Read(ResourceStore store, ApiCall call)
    {
        ObjectFilter filter = call.Filter();
        string text = call.Text("continue");
        ContinueToken? token = text.Length == 0 ? null : ContinueToken.Parse(text);
        Snapshot snapshot = token is null ? First(store, call) : Following(store, call, token);
        ResourceKey? last = token?.Last;
        long limit = call.Number("limit") ?? 0;

        List<StoredObject> objects = [];
        int remaining = 0;
        foreach (StoredObject stored in snapshot.Objects.Values)
        {
            if ((last is null || ResourceKey.Order.Compare(stored.Key, last.Value) > 0) && filter.Matches(stored))
            {
                if (limit == 0 || objects.Count < limit)
                {
                    objects.Add(stored);
                }
                else
                {
                    remaining++;
                }
            }
        }

        if (remaining == 0)
        {
            return new(snapshot.Version, objects, "", Remaining: null);
        }

        store.Keep(call.Type, snapshot);
        ContinueToken next = new(snapshot.Version, objects[^1].Key.Namespace, objects[^1].Key.Name);
        return new(snapshot.Version, objects, next.ToString(), filter.IsSelective ? null : remaining);
    }

    private static Snapshot First(ResourceStore store, ApiCall call)
    {
        long? wanted = call.Number("resourceVersion");
        Snapshot present = store.Read(call.Type);
        if (wanted > present.Version)
        {
            throw new ApiException(504, "Timeout", $"Too large resource version: {wanted}, current: {present.Version}") { RetryAfter = 1 };
        }

        bool exactly = call.Text("resourceVersionMatch") == "Exact" && wanted != present.Version;
        return exactly ? store.Kept(call.Type, wanted ?? 0) ?? throw ApiException.Expired("The resourceVersion for the provided list is too old.") : present;
    }

    private static Snapshot Following(ResourceStore store, ApiCall call, ContinueToken token)
    {
        if (token.Version == 0)
        {
            return store.Read(call.Type);
        }

        return store.Kept(call.Type, token.Version)
            ?? throw ApiException.Expired(Expired, (token with { Version = 0 }).ToString());
    }
}
