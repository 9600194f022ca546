using System.Diagnostics;
using GardenerOverlay.Clients.Manifests;
using GardenerOverlay.Core.Errors;
using GardenerOverlay.Core.Ports;

namespace GardenerOverlay.Clients.Tests;

public sealed class FileTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_that_is_not_there_is_an_error() =>
        Assert.Equal(ErrorTable.PathNotFound, Manifests.Error(_folder["absent.yaml"]).Error);

    [Fact]
    public void A_file_in_a_folder_that_is_not_there_is_an_error() =>
        Assert.Equal(ErrorTable.PathNotFound, Manifests.Error(_folder["absent/absent.yaml"]).Error);

    [Fact]
    public void A_file_in_a_file_is_an_error()
    {
        _folder.Write("a.yaml", "a: 1");
        Assert.Contains(Manifests.Error(_folder["a.yaml/b.yaml"]).Error, (ErrorDefinition[])[ErrorTable.PathNotFound, ErrorTable.ManifestReadFailed]);
    }

    [Fact]
    public void A_folder_that_is_read_as_a_file_is_an_error()
    {
        Directory.CreateDirectory(_folder["a.yaml"]);
        GardenerOverlayException error = Manifests.Error(_folder["a.yaml"]);
        Assert.Equal(ErrorTable.ManifestReadFailed, error.Error);
        Assert.Contains("folder", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_named_pipe_is_refused_at_once()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no named pipes in its file system.");
        string pipe = _folder.Pipe("pipe.yaml");
        string link = _folder.Link("link.yaml", "pipe.yaml");
        // On another thread: opening a pipe to which nobody writes would hold this one for ever.
        foreach (string path in (string[])[pipe, link])
        {
            GardenerOverlayException error = await Soon(() => Manifests.Error(path));
            Assert.Equal(ErrorTable.ManifestReadFailed, error.Error);
            Assert.Contains("not a regular file", error.Message, StringComparison.Ordinal);
            Assert.False(await Soon(() => new ManifestReader().LooksStored(path)));
        }
    }

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("/dev/null")]
    [InlineData("/dev/random")]
    public void A_device_ends_soon(string device)
    {
        Assert.SkipUnless(File.Exists(device), "This system has no such device.");
        Assert.DoesNotContain(Manifests.Read(device, Manifests.Soon), entry => entry.Shoot is not null);
    }

    [Fact]
    public void An_empty_file_without_the_right_to_write_is_empty()
    {
        string path = _folder.Write("a.yaml", "");
        File.SetAttributes(path, FileAttributes.ReadOnly);
        Assert.Empty(Manifests.Read(path));
        File.SetAttributes(path, FileAttributes.Normal);
    }

    [Fact]
    public void A_file_without_rights_is_an_error()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "root may read everything.");
        string path = _folder.Write("a.yaml", "kind: Shoot\nmetadata: {name: web}\n");
        TestFolder.SetMode(path, UnixFileMode.None);
        Assert.Equal(ErrorTable.PathAccessDenied, Manifests.Error(path).Error);
    }

    [Fact]
    public void Links_to_files_are_followed()
    {
        _folder.Write("real/a.yaml", Manifests.Shoot("web"));
        _folder.Link("one.yaml", "real/a.yaml");
        Assert.Single(Manifests.Shoots(_folder.Link("two.yaml", "one.yaml")));
        Assert.Single(Manifests.Shoots(_folder.Link("three.yaml", _folder["two.yaml"])));
        // Behind a link to a folder, .. is the parent of the target.
        _folder.Link("far/away/real", _folder["real"], isFolder: true);
        _folder.Link("real/up.yaml", "../one.yaml");
        Assert.Single(Manifests.Shoots(_folder["far/away/real/up.yaml"]));
    }

    [Fact]
    public void Links_that_lead_nowhere_or_in_circles_are_errors()
    {
        Assert.Equal(ErrorTable.PathNotFound, Manifests.Error(_folder.Link("dangling.yaml", "absent.yaml")).Error);
        _folder.Link("left.yaml", "right.yaml");
        Assert.Equal(ErrorTable.ManifestReadFailed, Manifests.Error(_folder.Link("right.yaml", "left.yaml"), Manifests.Soon).Error);
        Assert.Equal(ErrorTable.ManifestReadFailed, Manifests.Error(_folder.Link("self.yaml", "self.yaml"), Manifests.Soon).Error);
    }

    [Theory]
    [InlineData("a.yaml", "- kind: ConfigMap\n", "")]
    [InlineData("a.json", "{\"kind\":\"ConfigMap\"},\n", "[")]
    public void A_file_that_shrinks_while_it_is_read_ends_with_what_is_there(string name, string part, string start)
    {
        string path = _folder.Write(name, start + string.Concat(Enumerable.Repeat(part, 200_000)) + (start.Length > 0 ? "{}]" : ""));
        List<ManifestEntry> entries = [];
        foreach (ManifestEntry entry in new ManifestReader().Read(path, CancellationToken.None))
        {
            if (entries.Count == 0)
            {
                using FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
                file.SetLength(1_000_000);
            }
            entries.Add(entry);
        }
        Assert.InRange(entries.Count, 1_000_000 / part.Length - 1, 199_999);
        Assert.DoesNotContain(entries.SkipLast(1), entry => entry.Error is not null);
        Assert.True(entries[^1].Error is not null || name == "a.yaml");
    }

    [Fact]
    public void A_file_that_vanishes_while_it_is_read_is_read_to_its_end()
    {
        string path = _folder.Write("a.yaml", string.Concat(Enumerable.Repeat("---\nkind: ConfigMap\n", 50_000)));
        int count = 0;
        foreach (ManifestEntry entry in new ManifestReader().Read(path, CancellationToken.None))
        {
            Assert.Null(entry.Error);
            if (count++ == 0)
            {
                File.Delete(path);
            }
        }
        Assert.Equal(50_000, count);
    }

    [Theory]
    [InlineData("a.yaml", "- kind: ConfigMap\n", "")]
    [InlineData("a.json", "{\"kind\":\"ConfigMap\"},\n", "[")]
    public void Reading_stops_when_it_is_cancelled(string name, string part, string start)
    {
        string path = _folder.Write(name, start + string.Concat(Enumerable.Repeat(part, 200_000)));
        using CancellationTokenSource stop = new();
        using IEnumerator<ManifestEntry> entries = new ManifestReader().Read(path, stop.Token).GetEnumerator();
        Assert.True(entries.MoveNext());
        stop.Cancel();
        Stopwatch clock = Stopwatch.StartNew();
        Assert.ThrowsAny<OperationCanceledException>(() => entries.MoveNext());
        Assert.True(clock.Elapsed < Manifests.Soon);
        Assert.ThrowsAny<OperationCanceledException>(() => new ManifestReader().Read(path, stop.Token).Count());
    }

    [Fact]
    public void A_file_can_be_changed_and_deleted_after_reading_was_given_up()
    {
        string path = _folder.Write("a.yaml", string.Concat(Enumerable.Repeat("---\nkind: ConfigMap\n", 50_000)));
        Assert.NotNull(new ManifestReader().Read(path, CancellationToken.None).First().PassedOver);
        using FileStream alone = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.True(alone.Length > 0);
    }

    private static Task<T> Soon<T>(Func<T> read) => Task.Run(read).WaitAsync(Manifests.Soon, TestContext.Current.CancellationToken);
}
