using System.Diagnostics;
using System.Text.RegularExpressions;
using GardenerOverlay.Clients.Manifests;
using GardenerOverlay.Clients.Manifests.Editing;
using GardenerOverlay.Core.Errors;
using GardenerOverlay.Core.Ports;

namespace GardenerOverlay.Clients.Tests;

/// <summary>What becomes of the file around the new text.</summary>
public sealed partial class EditorFileTests : IDisposable
{
    private const string Before = "kind: Shoot\nmetadata: {name: web}\nspec: {networking: {type: calico, providerConfig: {apiVersion: calico.networking.extensions.gardener.cloud/v1alpha1, overlay: {enabled: true}}}}\n";

    private static readonly string s_after = Before.Replace("enabled: true", "enabled: false", StringComparison.Ordinal);

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_is_replaced_and_nothing_is_left_beside_it()
    {
        string path = _folder.Write("shoot.yaml", Before);
        Editing.Switch(path, Editing.Off);
        Assert.Equal(s_after, File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute)]
    public void The_mode_stays(UnixFileMode mode)
    {
        string path = _folder.Write("shoot.yaml", Before);
        TestFolder.SetMode(path, mode);
        Prepare(path).Write(backup: true);
        Assert.All(Directory.GetFiles(_folder.Path), file => Assert.Equal(mode, Mode(file)));
    }

    [Fact]
    public void The_owner_stays()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root can give files away.");
        string path = _folder.Write("shoot.yaml", Before);
        Run("chown", "12345:54321", path);
        Prepare(path).Write(backup: true);
        Assert.Equal(["12345:54321", "12345:54321"], Directory.GetFiles(_folder.Path).Select(file => Run("stat", "-c", "%u:%g", file)));
    }

    [Theory]
    [InlineData("real/shoot.yaml")]
    [InlineData("ABSOLUTE/real/shoot.yaml")]
    public void A_link_is_written_through(string target)
    {
        string real = _folder.Write("real/shoot.yaml", Before);
        string link = _folder.Link("link.yaml", target.Replace("ABSOLUTE", _folder.Path, StringComparison.Ordinal));
        Editing.Switch(_folder.Link("further.yaml", "link.yaml"), Editing.Off);
        Assert.NotNull(new FileInfo(link).LinkTarget);
        Assert.Null(new FileInfo(real).LinkTarget);
        Assert.Equal(s_after, File.ReadAllText(real));
        Assert.Equal([real], Directory.GetFiles(_folder["real"]));
    }

    [Fact]
    public void The_old_file_is_kept_where_a_backup_is_asked_for()
    {
        string path = _folder.Write("shoot.yaml", Before);
        DateTime start = DateTime.UtcNow.AddMilliseconds(-1);
        Prepare(path).Write(backup: true);
        string backup = Assert.Single(Directory.GetFiles(_folder.Path), file => file != path);
        Match name = BackupName().Match(Path.GetFileName(backup));
        Assert.True(name.Success, backup);
        DateTime time = DateTime.ParseExact(name.Groups["time"].Value, "yyyyMMdd'T'HHmmssfff", System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(time, start, DateTime.UtcNow);
        Assert.Equal(Before, File.ReadAllText(backup));
        Assert.Equal([path], new ManifestReader().Find(_folder.Path, recurse: false).Select(file => file.Path));
    }

    [Fact]
    public void A_file_that_must_not_be_written_is_left_alone()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "Root may write everything.");
        string path = _folder.Write("shoot.yaml", Before);
        TestFolder.SetMode(path, UnixFileMode.UserRead);
        Assert.Equal(ErrorTable.PathAccessDenied, Assert.Throws<GardenerOverlayException>(() => Prepare(path).Write(backup: true)).Error);
        Assert.Equal(Before, File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_file_that_is_gone_is_an_error_of_it()
    {
        string path = _folder.Write("shoot.yaml", Before);
        IManifestRewrite rewrite = Prepare(path);
        File.Delete(path);
        GardenerOverlayException error = Assert.Throws<GardenerOverlayException>(() => rewrite.Write(backup: false));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void After_a_stop_nothing_is_written()
    {
        string path = _folder.Write("shoot.yaml", Before);
        using CancellationTokenSource stop = new();
        ManifestEditor editor = new();
        ManifestSource source = editor.Read(path, stop.Token);
        ManifestEdit edit = new(source.Entries[0].Shoot!, Core.Overlay.OverlayEdit.Plan(source.Entries[0].Shoot!, Editing.Off).After!);
        IManifestRewrite rewrite = editor.Rewrite(source, [edit], stop.Token);
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => rewrite.Write(backup: false));
        Assert.Equal(Before, File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    /// <summary>A killed process leaves its temporary file; neither a folder nor a wildcard may bring it in.</summary>
    [Fact]
    public void What_a_killed_process_leaves_is_never_read_as_a_manifest()
    {
        string left = _folder.Write($".shoot.yaml.abcdefgh{FileReplacement.TemporaryExtension}", Before);
        Assert.Empty(new ManifestReader().Find(_folder.Path, recurse: true));
        Assert.Empty(new ManifestReader().Find(left, recurse: true));
    }

    private static IManifestRewrite Prepare(string path) => Editing.Prepare(path, Editing.Off);

    private static UnixFileMode Mode(string path) => OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path);

    private static string Run(string command, params string[] arguments)
    {
        ProcessStartInfo start = new(command, arguments) { RedirectStandardOutput = true, UseShellExecute = false };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }

    [GeneratedRegex(@"^shoot\.yaml\.(?<time>\d{8}T\d{9})Z\.bak$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BackupName();
}
