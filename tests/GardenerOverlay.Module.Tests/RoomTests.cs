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
    [InlineData("src/GardenerOverlay.Sandbox/bin/Release/net10.0/GardenerOverlay.Sandbox.dll", "Microsoft.AspNetCore.App System.Management.Automation YamlDotNet")]
    public void A_room_knows_only_what_it_may(string assembly, string allowed)
    {
        using PEReader file = new(File.OpenRead(Path.Combine(TestEnvironment.RepositoryRoot, assembly)));
        MetadataReader metadata = file.GetMetadataReader();
        IEnumerable<string> known = metadata.AssemblyReferences
            .Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))
            .Where(name => name == "System.Management.Automation" || !(name == "System" || name == "netstandard" || name.StartsWith("System.", StringComparison.Ordinal)))
            // A shared framework, not a package each.
            .Select(name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) ? "Microsoft.AspNetCore.App" : name)
            .Distinct();
        Assert.Equal(allowed.Split(' ', StringSplitOptions.RemoveEmptyEntries), known.Order(StringComparer.Ordinal));
    }
}
