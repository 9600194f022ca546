namespace GardenerOverlay.Core.Errors;

/// <summary>What kind of error it is; the names are those of PowerShell's ErrorCategory.</summary>
public enum ErrorKind
{
    /// <summary>A parameter has a value that cannot be used.</summary>
    InvalidArgument,

    /// <summary>Data that was read cannot be understood.</summary>
    InvalidData,

    /// <summary>Something that was named does not exist.</summary>
    ObjectNotFound,

    /// <summary>Rights are missing.</summary>
    PermissionDenied,

    /// <summary>Reading failed.</summary>
    ReadError,

    /// <summary>A limit that protects the session was exceeded.</summary>
    LimitsExceeded,

    /// <summary>What was asked for is used up.</summary>
    ResourceUnavailable,

    /// <summary>Somebody else is changing it.</summary>
    ResourceBusy,

    /// <summary>It must not, or cannot, be done like this.</summary>
    InvalidOperation,

    /// <summary>Writing failed.</summary>
    WriteError,
}

/// <summary>An error as users meet it.</summary>
/// <param name="Id">Stable; scripts may switch on it. about_GardenerOverlay explains each.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Advice">What to do about it.</param>
public sealed record ErrorDefinition(string Id, ErrorKind Kind, string Advice);

/// <summary>All errors of the module.</summary>
public static partial class ErrorTable
{
    /// <summary>A path, or what a wildcard should match, does not exist.</summary>
    public static ErrorDefinition PathNotFound { get; } = new(nameof(PathNotFound), ErrorKind.ObjectNotFound,
        "Check the path. -Path takes wildcards; use -LiteralPath for a name with brackets.");

    /// <summary>The path is in the registry, a variable drive or the like.</summary>
    public static ErrorDefinition PathNotInFileSystem { get; } = new(nameof(PathNotInFileSystem), ErrorKind.InvalidArgument,
        "Give the path of a file or folder.");

    /// <summary>No right to read a file or folder.</summary>
    public static ErrorDefinition PathAccessDenied { get; } = new(nameof(PathAccessDenied), ErrorKind.PermissionDenied,
        "Give your user the right to read it, or leave it out.");

    /// <summary>A symbolic link leads back to a folder above it.</summary>
    public static ErrorDefinition SymbolicLinkLoop { get; } = new(nameof(SymbolicLinkLoop), ErrorKind.InvalidArgument,
        "Remove the link, or name the folders to read one by one.");

    /// <summary>Reading a file failed.</summary>
    public static ErrorDefinition ManifestReadFailed { get; } = new(nameof(ManifestReadFailed), ErrorKind.ReadError,
        "Check that it is a regular file on a healthy disk and try again.");

    /// <summary>A file is neither YAML nor JSON.</summary>
    public static ErrorDefinition ManifestSyntax { get; } = new(nameof(ManifestSyntax), ErrorKind.InvalidData,
        "Correct the file at the line and column of the message; text is read as UTF-8, or as UTF-16 with a byte order mark.");

    /// <summary>A file exceeds the size, depth or scalar limit.</summary>
    public static ErrorDefinition ManifestLimit { get; } = new(nameof(ManifestLimit), ErrorKind.LimitsExceeded,
        "Make the object smaller, or split the file. Lists of many shoots may have any size; a single object may not.");

    /// <summary>A Shoot without a name.</summary>
    public static ErrorDefinition ManifestWithoutName { get; } = new(nameof(ManifestWithoutName), ErrorKind.InvalidData,
        "Give the object a metadata.name.");

    /// <summary>No shoot of that name in the source.</summary>
    public static ErrorDefinition ShootNotFound { get; } = new(nameof(ShootNotFound), ErrorKind.ObjectNotFound,
        "Check the name, or use a wildcard where none is fine.");

    /// <summary>An object came in that does not say where its shoot is to be read.</summary>
    public static ErrorDefinition SourceUnknown { get; } = new(nameof(SourceUnknown), ErrorKind.InvalidArgument,
        "Pass on the objects that Get-ShootOverlay emitted in this session.");

    /// <summary>A range that is no CIDR; it never counts as "no overlap".</summary>
    public static ErrorDefinition CidrUnreadable { get; } = new(nameof(CidrUnreadable), ErrorKind.InvalidData,
        "Write it as address/prefix length, for example 100.96.0.0/11.");

    /// <summary>An object that is no range, no shoot and no file.</summary>
    public static ErrorDefinition InputNotUnderstood { get; } = new(nameof(InputNotUnderstood), ErrorKind.InvalidArgument,
        "Give CIDR strings, files, shoots of Get-ShootOverlay, or objects with Name and Cidr or PodCidr.");

    /// <summary>A network that no shoot of the input is in.</summary>
    public static ErrorDefinition NetworkNotFound { get; } = new(nameof(NetworkNotFound), ErrorKind.ObjectNotFound,
        "See NetworkId of Get-ShootOverlay for the networks there are.");

    /// <summary>A wildcard pattern that is none.</summary>
    public static ErrorDefinition WildcardInvalid { get; } = new(nameof(WildcardInvalid), ErrorKind.InvalidArgument,
        "Close the bracket, or write `[ for the character itself.");

    /// <summary>A shoot that does not tell its pod CIDR; it never counts as "no overlap".</summary>
    public static ErrorDefinition PodCidrUnknown { get; } = new(nameof(PodCidrUnknown), ErrorKind.InvalidData,
        "Write spec.networking.pods, or read the stored shoot: without it the default of its seed counts, which a manifest does not tell.");

    /// <summary>A value of -Peered that is not a list of networks.</summary>
    public static ErrorDefinition PeeringUnreadable { get; } = new(nameof(PeeringUnreadable), ErrorKind.InvalidArgument,
        "Write the networks that are joined with = between them, for example 'aws/eu-west-1/vpc-1=aws/eu-west-1/vpc-2'.");

    /// <summary>Not everything could be read, so what seems free may be used.</summary>
    public static ErrorDefinition SourceIncomplete { get; } = new(nameof(SourceIncomplete), ErrorKind.InvalidData,
        "Correct what the errors before this one name, or leave it out of the sources.");

    /// <summary>The size of the wanted range is missing, twice there, or impossible.</summary>
    public static ErrorDefinition RangeSizeInvalid { get; } = new(nameof(RangeSizeInvalid), ErrorKind.InvalidArgument,
        "Give either -PrefixLength or -NodeCount, such that the range holds at least one node and lies in -Within.");

    /// <summary>No range of that size is free.</summary>
    public static ErrorDefinition NoFreeRange { get; } = new(nameof(NoFreeRange), ErrorKind.ResourceUnavailable,
        "Ask for a smaller range, or look in other ranges with -Within.");

    /// <summary>Parameters of a switch that exclude each other.</summary>
    public static ErrorDefinition SwitchParametersContradict { get; } = new(nameof(SwitchParametersContradict), ErrorKind.InvalidArgument,
        "-Encapsulation goes with -State Enabled, -CreatePodRoutes with -State Disabled.");

    /// <summary>A name given to -SkipCheck that no check has.</summary>
    public static ErrorDefinition CheckUnknown { get; } = new(nameof(CheckUnknown), ErrorKind.InvalidArgument,
        "See Get-Help Test-ShootOverlaySwitch for the checks, or use a wildcard.");

    /// <summary>backend and ipv4.mode would be written where the overlay key wins over them.</summary>
    public static ErrorDefinition OverlayKeyWins { get; } = new(nameof(OverlayKeyWins), ErrorKind.InvalidArgument,
        "Leave -ConfigStyle out: overlay.enabled is what counts.");

    /// <summary>The object is no Shoot, but what Gardener makes of one.</summary>
    public static ErrorDefinition NotAShoot { get; } = new(nameof(NotAShoot), ErrorKind.InvalidArgument,
        "Change the Shoot: Gardener overwrites the Network with it at every reconcile.");

    /// <summary>A check of the preflight failed; nothing was changed.</summary>
    public static ErrorDefinition PreflightFailed { get; } = new(nameof(PreflightFailed), ErrorKind.InvalidOperation,
        "Follow the recommendation of Test-ShootOverlaySwitch. A judgement can be set aside by its name with -SkipCheck, what Gardener refuses cannot.");

    /// <summary>Nobody can be asked whether many shoots are meant.</summary>
    public static ErrorDefinition ConfirmationNeeded { get; } = new(nameof(ConfirmationNeeded), ErrorKind.InvalidOperation,
        "Give -Force where several shoots are meant, or name one.");

    /// <summary>The text of the manifest cannot be changed without changing something else.</summary>
    public static ErrorDefinition ManifestNotEditable { get; } = new(nameof(ManifestNotEditable), ErrorKind.InvalidOperation,
        "Write the values out where they are used, without anchor, alias or merge key, and run it again.");

    /// <summary>The file is another than the one that was read.</summary>
    public static ErrorDefinition ManifestChanged { get; } = new(nameof(ManifestChanged), ErrorKind.ResourceBusy,
        "Run it again: somebody else is changing the file.");

    /// <summary>Writing failed; the file is as it was.</summary>
    public static ErrorDefinition ManifestWriteFailed { get; } = new(nameof(ManifestWriteFailed), ErrorKind.WriteError,
        "Check the rights to the file and its folder, and the space on the disk.");

    /// <summary>Every error, for documentation and tests.</summary>
    public static IReadOnlyList<ErrorDefinition> All =>
    [
        PathNotFound, PathNotInFileSystem, PathAccessDenied, SymbolicLinkLoop,
        ManifestReadFailed, ManifestSyntax, ManifestLimit, ManifestWithoutName, ShootNotFound, SourceUnknown,
        CidrUnreadable, PodCidrUnknown, WildcardInvalid, InputNotUnderstood, NetworkNotFound, PeeringUnreadable, SourceIncomplete, RangeSizeInvalid, NoFreeRange,
        SwitchParametersContradict, CheckUnknown, OverlayKeyWins, NotAShoot, PreflightFailed, ConfirmationNeeded, ManifestNotEditable, ManifestChanged, ManifestWriteFailed,
        .. OfRoutes,
    ];
}
