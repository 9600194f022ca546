using System.Management.Automation;
using GardenerOverlay.Core.Errors;
using GardenerOverlay.Core.Overlay;
using GardenerOverlay.Core.Ports;
using GardenerOverlay.Core.Shoots;
using GardenerOverlay.Hosting;

namespace GardenerOverlay.Commands;

/// <summary>Where shoots come from: the parameters that all commands about shoots share.</summary>
public abstract class ShootCommand : AsyncCmdlet
{
    /// <summary>The parameter set of -Path.</summary>
    protected const string PathSet = "Path";

    /// <summary>The parameter set of -LiteralPath.</summary>
    protected const string LiteralPathSet = "LiteralPath";

    /// <summary>The parameter set of -InputObject.</summary>
    protected const string InputObjectSet = "InputObject";

    private readonly SeenShoots _seen = new();
    private IClients? _clients;
    private NameFilter? _filter;
    private ManifestCursor? _cursor;

    /// <summary>Files and folders with manifests; wildcards are resolved.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Files and folders, taken as they are written.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Looks into the folders of a folder.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public SwitchParameter Recurse { get; set; }

    /// <summary>Only shoots of these names.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <summary>The world; from <see cref="BeginAsync"/> on.</summary>
    internal IClients Clients => _clients!;

    /// <summary>Does the command's work on one shoot.</summary>
    /// <param name="shoot">The shoot, of the command's sources and filters.</param>
    /// <param name="superseded">The number, from 0 in the order of the calls, of the same shoot's manifest that this stored object replaces.</param>
    protected virtual Task ProcessShootAsync(Shoot shoot, int? superseded) => Task.CompletedTask;

    /// <summary>Processes what the command takes by parameters of its own.</summary>
    protected abstract Task ProcessInputAsync();

    /// <summary>Reports what could not be read; other items go on.</summary>
    protected virtual void Report(GardenerOverlayException exception) => WriteError(exception);

    /// <inheritdoc/>
    protected override Task BeginAsync()
    {
        _clients = DependencyLoadContext.CreateClients();
        _filter = new NameFilter(Name ?? []);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected sealed override async Task ProcessAsync()
    {
        if (ParameterSetName is not (PathSet or LiteralPathSet))
        {
            await ProcessInputAsync();
            return;
        }
        bool isLiteral = ParameterSetName == LiteralPathSet;
        await ProcessPathsAsync(isLiteral ? LiteralPath : Path, isLiteral);
    }

    /// <inheritdoc/>
    protected override Task EndAsync()
    {
        foreach (string name in _filter!.Missed)
        {
            Report(new GardenerOverlayException(ErrorTable.ShootNotFound, name, $"There is no shoot '{name}' in what was read."));
        }
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _cursor?.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Reads a file.</summary>
    protected virtual IEnumerable<ManifestEntry> ReadFile(string file) => Clients.Manifests.Read(file, StopToken);

    /// <summary>Takes a shoot that was read.</summary>
    /// <param name="shoot">The shoot.</param>
    /// <param name="isNamed">Whether -Name asks for it.</param>
    protected virtual Task ProcessReadAsync(Shoot shoot, bool isNamed) => isNamed ? ProcessOnceAsync(shoot) : Task.CompletedTask;

    /// <summary>Reads a file, and takes all that is in it.</summary>
    protected async Task ProcessFileAsync(string file)
    {
        WriteVerbose($"Reading '{file}'.");
        foreach (ManifestEntry entry in ReadFile(file))
        {
            if (entry.Error is { } error)
            {
                Report(error);
            }
            else if (entry.PassedOver is { } reason)
            {
                WriteVerbose(reason);
            }
            else
            {
                await ProcessReadAsync(entry.Shoot!, _filter!.Accepts(entry.Shoot!.Name));
            }
        }
    }

    private Task ProcessOnceAsync(Shoot shoot)
    {
        if (_seen.Add(shoot, out string? note, out int? superseded))
        {
            return ProcessShootAsync(shoot, superseded);
        }
        WriteVerbose(note!);
        return Task.CompletedTask;
    }

    /// <summary>Reads a shoot again from where an earlier record says that it is.</summary>
    protected async Task ProcessAddressAsync(ShootOverlay address)
    {
        if (address.Path is null)
        {
            Report(new GardenerOverlayException(ErrorTable.SourceUnknown, address.ToString(), $"'{address.Namespace}/{address.Name}' does not say from which source it came."));
            return;
        }
        if (_cursor?.Path != address.Path)
        {
            _cursor?.Dispose();
            _cursor = new ManifestCursor(Clients.Manifests, address.Path);
        }
        ManifestEntry entry = _cursor.Find(address, StopToken);
        if (entry.Error is { } error)
        {
            Report(error);
        }
        else
        {
            await ProcessOnceAsync(entry.Shoot!);
        }
    }

    /// <summary>Reads the files behind paths. Where there are several, those with stored objects come first: they win over manifests.</summary>
    protected async Task ProcessPathsAsync(IEnumerable<string> paths, bool isLiteral)
    {
        List<string> files = [];
        foreach (string path in paths)
        {
            // Drives and the current location are the session's, which scripts downstream may be using.
            (IEnumerable<string> resolved, GardenerOverlayException? fault) = await AskAsync(() => Resolve(path, isLiteral));
            if (fault is not null)
            {
                Report(fault);
            }
            foreach (FoundFile found in resolved.SelectMany(entry => Clients.Manifests.Find(entry, Recurse)))
            {
                StopToken.ThrowIfCancellationRequested();
                if (found.Error is { } error)
                {
                    Report(error);
                }
                else
                {
                    files.Add(found.Path!);
                }
            }
        }
        IEnumerable<string> ordered = files.Count < 2 ? files : files.OrderByDescending(Clients.Manifests.LooksStored);
        foreach (string file in ordered)
        {
            await ProcessFileAsync(file);
        }
    }

    /// <summary>Finds what a path names; on the pipeline thread, which owns drives and the current location.</summary>
    private protected (IEnumerable<string> Paths, GardenerOverlayException? Fault) Resolve(string path, bool isLiteral)
    {
        ProviderInfo provider;
        IEnumerable<string> resolved;
        try
        {
            resolved = isLiteral
                ? [SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out provider, out _)]
                : GetResolvedProviderPathFromPSPath(path, out provider);
        }
        catch (Exception exception) when (exception is ItemNotFoundException or System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or WildcardPatternException)
        {
            return ([], new GardenerOverlayException(ErrorTable.PathNotFound, path, $"'{path}' does not exist: {exception.Message}", exception));
        }
        if (provider.Name != "FileSystem")
        {
            return ([], new GardenerOverlayException(ErrorTable.PathNotInFileSystem, path, $"'{path}' is a path of the provider {provider.Name}, not of the file system."));
        }
        return path.Contains('\0', StringComparison.Ordinal)
            ? ([], new GardenerOverlayException(ErrorTable.PathNotFound, path, "The path has a NUL character."))
            : (resolved, null);
    }
}
