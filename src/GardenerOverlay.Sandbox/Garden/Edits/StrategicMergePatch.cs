using System.Text.Json.Nodes;
using GardenerOverlay.Sandbox.Garden.Api;

namespace GardenerOverlay.Sandbox.Garden.Edits;

/// <summary>
/// A merge patch that merges lists by the key of their elements. Source: k8s.io/community,
/// contributors/devel/sig-api-machinery/strategic-merge-patch.md; keys from the patchMergeKey tags of k8s.io/api/core/v1,
/// apps/v1 and of gardener, pkg/apis/core/v1beta1.
/// </summary>
internal static class StrategicMergePatch
{
    private const string Directive = "$patch";
    private const string RetainKeys = "$retainKeys";
    private const string ElementOrder = "$setElementOrder/";
    private const string DeleteFromList = "$deleteFromPrimitiveList/";

    private static readonly Dictionary<string, string> s_mergeKeys = new(StringComparer.Ordinal)
    {
        ["addresses"] = "type",
        ["advertisedAddresses"] = "name",
        ["conditions"] = "type",
        ["constraints"] = "type",
        ["containers"] = "name",
        ["env"] = "name",
        ["ephemeralContainers"] = "name",
        ["hostAliases"] = "ip",
        ["imagePullSecrets"] = "name",
        ["initContainers"] = "name",
        ["ownerReferences"] = "uid",
        ["ports"] = "containerPort",
        ["resourceClaims"] = "name",
        ["topologySpreadConstraints"] = "topologyKey",
        ["volumeDevices"] = "devicePath",
        ["volumeMounts"] = "mountPath",
        ["volumes"] = "name",
        ["workers"] = "name",
    };

    private static readonly string[] s_sets = ["finalizers", "podCIDRs"];

    // What the provider reads, and the server cannot look into.
    private static readonly string[] s_raw = ["controlPlaneConfig", "infrastructureConfig", "providerConfig", "providerStatus"];

    public static void Apply(JsonObject target, JsonObject patch) => Apply(target, patch, isRaw: false);

    private static void Apply(JsonObject target, JsonObject patch, bool isRaw)
    {
        if (patch.TextAt(Directive) == "replace")
        {
            target.Clear();
        }

        if (patch.ListAt(RetainKeys) is { } retained)
        {
            string[] names = [.. retained.Select(name => name?.ToString() ?? "")];
            foreach (string other in target.Select(member => member.Key).Except(names).ToArray())
            {
                target.Remove(other);
            }
        }

        foreach ((string name, JsonNode? wanted) in patch)
        {
            if (name.StartsWith(DeleteFromList, StringComparison.Ordinal) && target.ListAt(name[DeleteFromList.Length..]) is { } list)
            {
                Subtract(list, wanted as JsonArray ?? []);
            }
            else if (name[0] != '$')
            {
                if (isRaw && (wanted, target.At(name)) is (JsonObject, JsonObject) or (JsonArray, JsonArray))
                {
                    // Source: k8s.io/apimachinery, pkg/util/strategicpatch/patch.go (mergeMap): only what is there and would be merged.
                    throw new ApiException(500, "", $"unable to find api field in struct RawExtension for the json field \"{name}\"");
                }

                Set(target, name, wanted);
            }
        }

        foreach ((string name, JsonNode? order) in patch.Where(member => member.Key.StartsWith(ElementOrder, StringComparison.Ordinal)))
        {
            Sort(target, name[ElementOrder.Length..], order as JsonArray ?? []);
        }
    }

    private static void Set(JsonObject target, string name, JsonNode? wanted)
    {
        switch (wanted)
        {
            case null:
                target.Remove(name);
                break;
            case JsonObject inner when inner.TextAt(Directive) == "delete":
                target.Remove(name);
                break;
            case JsonObject inner:
                Apply(target.Child(name), inner, s_raw.Contains(name));
                break;
            case JsonArray list when s_mergeKeys.TryGetValue(name, out string? key):
                target[name] = MergeList(target.ListAt(name) ?? [], list, key);
                break;
            case JsonArray list when s_sets.Contains(name) && target.ListAt(name) is { } present:
                target[name] = new JsonArray([.. present.Concat(list.Where(added => !present.Any(node => JsonNode.DeepEquals(node, added)))).Select(node => node?.DeepClone())]);
                break;
            default:
                target[name] = wanted.DeepClone();
                break;
        }
    }

    private static JsonArray MergeList(JsonArray present, JsonArray patch, string key)
    {
        bool replace = patch.Any(element => element.TextAt(Directive) == "replace");
        List<JsonObject> merged = replace ? [] : [.. present.OfType<JsonObject>().Select(element => element.Copy())];
        foreach (JsonNode? node in patch)
        {
            JsonObject element = node as JsonObject ?? throw ApiException.BadRequest($"an element without the merge key {key}");
            string? directive = element.TextAt(Directive);
            if (directive == "replace")
            {
                continue;
            }

            JsonNode identity = element.At(key) ?? throw ApiException.BadRequest($"map: does not contain declared merge key: {key}");
            JsonObject? same = merged.Find(other => JsonNode.DeepEquals(other.At(key), identity));
            if (directive == "delete")
            {
                merged.RemoveAll(other => ReferenceEquals(other, same));
            }
            else if (same is not null)
            {
                Apply(same, element);
            }
            else
            {
                JsonObject added = [];
                Apply(added, element);
                merged.Add(added);
            }
        }

        return new([.. merged]);
    }

    private static void Subtract(JsonArray list, JsonArray gone)
    {
        foreach (JsonNode? node in list.Where(node => gone.Any(other => JsonNode.DeepEquals(node, other))).ToArray())
        {
            list.Remove(node);
        }
    }

    // Elements that the order does not name stay behind those that it does.
    private static void Sort(JsonObject target, string name, JsonArray order)
    {
        if (target.ListAt(name) is not { } list)
        {
            return;
        }

        string? key = s_mergeKeys.GetValueOrDefault(name);
        JsonNode?[] wanted = [.. order.Select(element => key is null ? element : element.At(key))];
        int Rank(JsonNode? element)
        {
            int rank = Array.FindIndex(wanted, other => JsonNode.DeepEquals(other, key is null ? element : element.At(key)));
            return rank < 0 ? int.MaxValue : rank;
        }

        target[name] = new JsonArray([.. list.OrderBy(Rank).Select(element => element?.DeepClone())]);
    }
}
