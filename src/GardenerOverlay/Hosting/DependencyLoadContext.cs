using System.Reflection;
using System.Runtime.Loader;
using GardenerOverlay.Core.Ports;

namespace GardenerOverlay.Hosting;

/// <summary>
/// Loads GardenerOverlay.Clients and its packages from <c>dependencies/</c> into a context of their own, so that other
/// modules' versions of YamlDotNet or AWSSDK and ours do not meet. Nothing is loaded before the first call.
/// </summary>
internal sealed class DependencyLoadContext : AssemblyLoadContext
{
    private const string ClientsAssembly = "GardenerOverlay.Clients";

    private static readonly Lazy<Type> s_clients = new(LoadClients);
    private readonly AssemblyDependencyResolver _resolver;

    private DependencyLoadContext(string clientsPath)
        : base("GardenerOverlay.Dependencies", isCollectible: false) => _resolver = new AssemblyDependencyResolver(clientsPath);

    /// <summary>The door to the world; a new one for every command.</summary>
    public static IClients CreateClients() => (IClients)Activator.CreateInstance(s_clients.Value)!;

    /// <summary>Core and the engine are shared with the module; all else is ours alone or the runtime's.</summary>
    protected override Assembly? Load(AssemblyName assemblyName) =>
        assemblyName.Name is "GardenerOverlay.Core" or "System.Management.Automation" ? null
        : _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path)
        : null;

    private static Type LoadClients()
    {
        string module = Path.GetDirectoryName(typeof(DependencyLoadContext).Assembly.Location)!;
        string path = Path.Combine(module, "dependencies", ClientsAssembly + ".dll");
        return new DependencyLoadContext(path).LoadFromAssemblyPath(path).GetType(ClientsAssembly + ".ModuleClients", throwOnError: true)!;
    }
}
