using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using GardenerOverlay.Clients.Manifests;
using GardenerOverlay.Core.Errors;
using GardenerOverlay.Core.Ports;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Clients.Tests;

/// <summary>Reads manifests for the tests, which all go through the reader's front door.</summary>
internal static class Manifests
{
    /// <summary>
    /// A guard, not a measurement: what would take minutes or for ever without a limit ends long before, on a busy
    /// machine too. How long it takes is measured in bench/.
    /// </summary>
    public static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private static readonly JsonSerializerOptions s_withoutPlace = new()
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver
        {
            Modifiers = { WithoutPlace },
        },
    };

    /// <summary>Reads a file; it has this time and no more.</summary>
    public static List<ManifestEntry> Read(string path, TimeSpan? within = null)
    {
        Stopwatch clock = Stopwatch.StartNew();
        using CancellationTokenSource stop = new(within is null ? TimeSpan.FromMinutes(1) : within.Value * 4);
        List<ManifestEntry> entries = [.. new ManifestReader().Read(path, stop.Token)];
        Assert.True(clock.Elapsed < (within ?? TimeSpan.FromMinutes(1)), $"took {clock.Elapsed}");
        return entries;
    }

    /// <summary>The shoots of a file that has no errors.</summary>
    public static List<Shoot> Shoots(string path)
    {
        List<ManifestEntry> entries = Read(path);
        Assert.DoesNotContain(entries, entry => entry.Error is not null);
        return [.. entries.Where(entry => entry.Shoot is not null).Select(entry => entry.Shoot!)];
    }

    /// <summary>The only error of a file, its last entry.</summary>
    public static GardenerOverlayException Error(string path, TimeSpan? within = null)
    {
        List<ManifestEntry> entries = Read(path, within);
        Assert.NotEmpty(entries);
        GardenerOverlayException error = Assert.IsType<GardenerOverlayException>(entries[^1].Error);
        Assert.Single(entries, entry => entry.Error is not null);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        return error;
    }

    /// <summary>All of a shoot but where it stood.</summary>
    public static string Describe(Shoot shoot) => JsonSerializer.Serialize(shoot, s_withoutPlace);

    public static string Describe(ManifestNode? node) => JsonSerializer.Serialize(node, s_withoutPlace);

    public static string Shoot(string name, string more = "") =>
        $"apiVersion: core.gardener.cloud/v1beta1\nkind: Shoot\nmetadata:\n  name: {name}\n{more}";

    /// <summary>A shoot whose spec.networking.providerConfig is the given text.</summary>
    public static string WithConfig(string config) => Shoot("web", $"spec:\n  networking:\n    providerConfig: {config}\n");

    private static void WithoutPlace(JsonTypeInfo type)
    {
        for (int index = type.Properties.Count - 1; index >= 0; index--)
        {
            if (type.Properties[index].Name is "Line" or "Path")
            {
                type.Properties.RemoveAt(index);
            }
        }
    }
}
