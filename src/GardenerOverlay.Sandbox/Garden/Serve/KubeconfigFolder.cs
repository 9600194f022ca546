using GardenerOverlay.Sandbox.Garden.Access;
using GardenerOverlay.Sandbox.Garden.Api;

namespace GardenerOverlay.Sandbox.Garden.Serve;

/// <summary>The kubeconfigs of all clusters as files, which are deleted when the garden ends: they would open nothing then.</summary>
internal sealed class KubeconfigFolder : IDisposable
{
    public const string GardenFile = "garden.yaml";
    private static readonly TimeSpan s_lifetime = TimeSpan.FromDays(30);
    private readonly List<string> _files = [];
    private readonly string _folder;
    private readonly GardenModel _garden;
    private readonly bool _made;

    /// <exception cref="CannotStartException">The folder cannot be written.</exception>
    public KubeconfigFolder(GardenModel garden, string folder)
    {
        (_garden, _folder, _made) = (garden, folder, !Directory.Exists(folder));
        try
        {
            Directory.CreateDirectory(folder);
            foreach (ApiServer cluster in garden.Clusters)
            {
                Write(cluster);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Dispose();
            throw new CannotStartException($"The kubeconfigs cannot be written. {problem.Message}");
        }
    }

    /// <summary>Of the garden, with all rights.</summary>
    public string Garden => Path.Combine(_folder, GardenFile);

    public void Dispose()
    {
        foreach (string file in _files)
        {
            File.Delete(file);
        }

        if (_made && Directory.Exists(_folder) && !Directory.EnumerateFileSystemEntries(_folder).Any())
        {
            Directory.Delete(_folder);
        }
    }

    private void Write(ApiServer cluster)
    {
        string name = cluster.Prefix.TrimStart('/').Replace('/', '-').Replace("shoot-shoot--", "shoot--", StringComparison.Ordinal);
        bool isGarden = cluster == _garden.Garden;
        DateTimeOffset until = DateTimeOffset.UtcNow + s_lifetime;
        Kubeconfig file = new(name, _garden.Address.Of(cluster.Prefix), _garden.Credentials.Authority.Pem, isGarden ? "garden" : "default");
        User operatorOfIt = new("operator@example.org", Role.Full, cluster.Prefix, until);
        Save($"{name}.yaml", file.With(_garden.Credentials.IssueCertificate(operatorOfIt)));
        if (isGarden)
        {
            User reader = new("reader@example.org", Role.Reader, cluster.Prefix, until);
            Save($"{name}-reader.yaml", (file with { Context = $"{name}-reader" }).With(_garden.Credentials.IssueToken(reader)));
        }
    }

    private void Save(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.Delete(path);
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using StreamWriter writer = new(path, options);
        _files.Add(path);
        writer.Write(text);
    }
}
