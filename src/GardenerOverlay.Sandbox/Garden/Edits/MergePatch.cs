using System.Text.Json.Nodes;

namespace GardenerOverlay.Sandbox.Garden.Edits;

/// <summary>JSON merge patch: null removes, objects merge, everything else replaces. Source: RFC 7396.</summary>
internal static class MergePatch
{
    public static void Apply(JsonObject target, JsonObject patch)
    {
        foreach ((string name, JsonNode? wanted) in patch)
        {
            switch (wanted)
            {
                case null:
                    target.Remove(name);
                    break;
                case JsonObject inner:
                    // Even into nothing: what the patch wants removed must not be stored as null.
                    Apply(target.Child(name), inner);
                    break;
                default:
                    target[name] = wanted.DeepClone();
                    break;
            }
        }
    }
}
