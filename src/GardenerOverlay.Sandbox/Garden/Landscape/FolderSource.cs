using System.Text.Json.Nodes;
using GardenerOverlay.Sandbox.Garden.Api;
using GardenerOverlay.Sandbox.Garden.Kinds;
using GardenerOverlay.Sandbox.Garden.Serve;
using GardenerOverlay.Sandbox.Garden.Store;

namespace GardenerOverlay.Sandbox.Garden.Landscape;

/// <summary>
/// Manifests in folders named as the paths: <c>garden</c>, <c>seed/NAME</c>, <c>shoot/TECHNICALID</c>, each a folder or a
/// file. A shoot without one has no API server that answers.
/// </summary>
internal sealed record FolderSource(string Path) : LandscapeSource
{
    public override void Fill(GardenModel garden)
    {
        string root = System.IO.Path.GetFullPath(Path);
        string gardenFolder = System.IO.Path.Combine(root, "garden");
        if (!Directory.Exists(gardenFolder))
        {
            throw new CannotStartException($"The landscape '{Path}' has no folder 'garden'.", ExitCodes.WrongUsage);
        }

        Load(garden.Garden, ManifestFiles(gardenFolder));
        foreach ((string name, string place) in Places(root, "seed"))
        {
            Load(garden.AddSeed(name), ManifestFiles(place));
        }

        foreach ((string name, string place) in Places(root, "shoot"))
        {
            Load(garden.AddShoot(name), ManifestFiles(place));
        }

        ManagedSeeds.Connect(garden);
    }

    private static IEnumerable<(string Name, string Place)> Places(string root, string kind)
    {
        string folder = System.IO.Path.Combine(root, kind);
        return Directory.Exists(folder)
            ? Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal).Select(place => (System.IO.Path.GetFileNameWithoutExtension(place), place))
            : [];
    }

    private static IEnumerable<string> ManifestFiles(string place) => File.Exists(place)
        ? [place]
        : Directory.EnumerateFiles(place, "*", SearchOption.AllDirectories)
            .Where(file => System.IO.Path.GetExtension(file) is ".yaml" or ".yml" or ".json")
            .Order(StringComparer.Ordinal);

    private static void Load(ApiServer cluster, IEnumerable<string> files)
    {
        Loader loader = new(cluster);
        foreach (string file in files)
        {
            try
            {
                using StreamReader text = new(file);
                foreach (JsonNode document in YamlJson.Documents(text))
                {
                    loader.Add(document);
                }
            }
            catch (Exception problem) when (problem is FormatException or IOException or UnauthorizedAccessException)
            {
                throw new CannotStartException($"The landscape cannot be read: {file}: {problem.Message}");
            }
        }

        loader.Finish();
    }

    /// <summary>Collects the objects of one cluster, and completes them as the server would.</summary>
    private sealed class Loader(ApiServer cluster)
    {
        private readonly Dictionary<ResourceType, Dictionary<ResourceKey, JsonObject>> _objects = [];

        public void Add(JsonNode document)
        {
            if (document.TextAt("kind")?.EndsWith("List", StringComparison.Ordinal) == true && document.ListAt("items") is { } items)
            {
                foreach (JsonNode? item in items)
                {
                    Add(item ?? throw new FormatException("an item of a list is empty"));
                }

                return;
            }

            (string apiVersion, string kind) = (document.TextAt("apiVersion") ?? "", document.TextAt("kind") ?? "");
            ResourceType type = cluster.Types.FirstOrDefault(type => type.Kind == kind && type.ApiVersion == apiVersion)
                ?? throw new FormatException($"{cluster.Prefix} does not serve '{kind}' of '{apiVersion}'");
            JsonObject complete = Imported.Complete(cluster.Prefix, type, document.AsObject());
            ResourceKey key = new(complete.TextAt("metadata", "namespace") ?? "", complete.TextAt("metadata", "name")!);
            if (!OfType(type).TryAdd(key, complete))
            {
                throw new FormatException($"{kind} {key.Namespace}/{key.Name} is there twice");
            }
        }

        public void Finish()
        {
            AddNamespaces();
            foreach ((ResourceType type, Dictionary<ResourceKey, JsonObject> objects) in _objects)
            {
                cluster.Store.Load(type, objects.Values);
            }
        }

        private void AddNamespaces()
        {
            ResourceType type = cluster.Types.First(type => type is { Kind: "Namespace", Group: "" });
            foreach (string name in _objects.Values.SelectMany(objects => objects.Keys).Select(key => key.Namespace).Append("default").Distinct().ToArray())
            {
                if (name.Length > 0 && !OfType(type).ContainsKey(new("", name)))
                {
                    JsonObject made = new() { ["metadata"] = new JsonObject { ["name"] = name } };
                    OfType(type).Add(new("", name), Imported.Complete(cluster.Prefix, type, made));
                }
            }
        }

        private Dictionary<ResourceKey, JsonObject> OfType(ResourceType type)
        {
            if (!_objects.TryGetValue(type, out Dictionary<ResourceKey, JsonObject>? found))
            {
                _objects[type] = found = [];
            }

            return found;
        }
    }
}
