using GardenerOverlay.Sandbox.Garden.Kinds;
using GardenerOverlay.Sandbox.Garden.Serve;
using GardenerOverlay.Sandbox.Garden.Store;

namespace GardenerOverlay.Sandbox.Garden.Landscape;

/// <summary>A ManagedSeed names the Shoot that its seed is.</summary>
internal static class ManagedSeeds
{
    public static void Connect(GardenModel garden)
    {
        ResourceType type = garden.Garden.Types.First(type => type.Kind == "ManagedSeed");
        foreach (StoredObject stored in garden.Garden.Store.Read(type).Objects.Values)
        {
            ResourceKey shoot = new(stored.Key.Namespace, stored.Read().TextAt("spec", "shoot", "name") ?? "");
            if (garden.Garden.Store.Find(GardenerKinds.Shoot, shoot)?.Read().TextAt("status", "technicalID") is { } technicalId)
            {
                garden.AddManagedSeed(stored.Key.Name, technicalId);
            }
        }
    }
}
