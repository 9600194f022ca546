using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace GardenerOverlay.Module.Tests;

/// <summary>The arrows between the rooms go one way: cmdlets to Core, Clients to Core, the sandbox to nobody.</summary>
public sealed class RoomTests
{
    [Theory]
    [InlineData("src/GardenerOverlay.Core/bin/Release/net8.0/GardenerOverlay.Core.dll", "")]
    [InlineData("src/GardenerOverlay.Clients/bin/Release/net8.0/GardenerOverlay.Clients.dll", "GardenerOverlay.Core YamlDotNet")]
    [InlineData("src/GardenerOverlay/bin/Release/net8.0/GardenerOverlay.dll", "GardenerOverlay.Core System.Management.Automation")]
    [InlineData("src/GardenerOverlay.Sandbox/bin/Release/net10.0/GardenerOverlay.Sandbox.dll", "System.Management.Automation")]
    public void A_room_knows_only_what_it_may(string assembly, string allowed)
    {
        using PEReader file = new(File.OpenRead(Path.Combine(TestEnvironment.RepositoryRoot, assembly)));
        MetadataReader metadata = file.GetMetadataReader();
        IEnumerable<string> known = metadata.AssemblyReferences
            .Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))
            .Where(name => name == "System.Management.Automation" || !(name == "System" || name == "netstandard" || name.StartsWith("System.", StringComparison.Ordinal)));
        Assert.Equal(allowed.Split(' ', StringSplitOptions.RemoveEmptyEntries), known.Order(StringComparer.Ordinal));
    }
}
