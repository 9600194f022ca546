using GardenerOverlay.Clients.Manifests;
using GardenerOverlay.Core.Errors;
using GardenerOverlay.Core.Ports;

namespace GardenerOverlay.Clients.Tests;

public sealed class FolderTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_is_itself_whatever_its_name()
    {
        foreach (string name in (string[])["a.txt", "a", "absent.yaml"])
        {
            _folder.Write("a.txt", "");
            Assert.Equal([new FoundFile(_folder[name])], new ManifestReader().Find(_folder[name], recurse: true));
        }
    }

    [Fact]
    public void Manifests_of_a_folder_come_by_name()
    {
        foreach (string name in (string[])["b.yaml", "a.yml", "C.JSON", "a.YAML", "note.txt", "yaml", ".yaml", "b.yaml.bak", "sub/d.yaml", "a/e.yml"])
        {
            _folder.Write(name, "");
        }
        Directory.CreateDirectory(_folder["f.yaml"]);
        Assert.Equal([".yaml", "C.JSON", "a.YAML", "a.yml", "b.yaml"], Found(recurse: false));
        Assert.Equal([".yaml", "C.JSON", "a/e.yml", "a.YAML", "a.yml", "b.yaml", "sub/d.yaml"], Found(recurse: true).OrderBy(name => name.Replace('/', ' '), StringComparer.Ordinal));
    }

    [Fact]
    public void A_folder_that_is_named_like_a_manifest_is_a_folder()
    {
        _folder.Write("x.yaml/inner.yaml", "");
        Assert.Empty(Found(recurse: false));
        Assert.Equal(["x.yaml/inner.yaml"], Found(recurse: true));
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../../top")]
    [InlineData("../../../NAME/top/sub")]
    [InlineData("ABSOLUTE")]
    [InlineData("ABSOLUTE/top/../top/sub/")]
    public void A_link_to_a_folder_above_it_is_an_error_and_the_rest_is_found(string target)
    {
        _folder.Write("top/a.yaml", "");
        _folder.Write("top/sub/z.yaml", "");
        string loop = target.Replace("ABSOLUTE", _folder.Path, StringComparison.Ordinal).Replace("NAME", Path.GetFileName(_folder.Path), StringComparison.Ordinal);
        _folder.Link("top/sub/loop", loop, isFolder: true);
        List<FoundFile> found = [.. new ManifestReader().Find(_folder.Path, recurse: true)];
        Assert.Equal(["top/a.yaml", "top/sub/z.yaml"], Names(found));
        GardenerOverlayException error = Assert.Single(found, file => file.Error is not null).Error!;
        Assert.Equal(ErrorTable.SymbolicLinkLoop, error.Error);
        Assert.Contains("sub/loop", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../b", "../a")]
    [InlineData("..", "../..")]
    [InlineData("ABSOLUTE/b", "ABSOLUTE/a")]
    public void Links_that_lead_to_each_others_parents_end(string left, string right)
    {
        _folder.Write("a/a.yaml", "");
        _folder.Write("b/b.yaml", "");
        // Several of them: without a memory of what was entered, the ways multiply.
        for (int index = 0; index < 6; index++)
        {
            _folder.Link($"a/to{index}", left.Replace("ABSOLUTE", _folder.Path, StringComparison.Ordinal), isFolder: true);
            _folder.Link($"b/to{index}", right == "../.." ? ".." : right.Replace("ABSOLUTE", _folder.Path, StringComparison.Ordinal), isFolder: true);
        }
        List<FoundFile> found = [.. new ManifestReader().Find(_folder.Path, recurse: true).Take(1000)];
        Assert.Equal(["a.yaml", "b.yaml"], found.Where(file => file.Path is not null).Select(file => Path.GetFileName(file.Path!)).Order());
        Assert.InRange(found.Count(file => file.Error is not null), 6, 12);
        Assert.All(found.Where(file => file.Error is not null), file => Assert.Equal(ErrorTable.SymbolicLinkLoop, file.Error!.Error));
    }

    [Fact]
    public void Many_ways_to_the_same_folder_are_gone_once()
    {
        // Two links on each of 30 levels: a thousand million ways.
        for (int level = 0; level < 30; level++)
        {
            _folder.Write($"d{level:00}/f.yaml", "");
            _folder.Link($"d{level:00}/x", $"../d{level + 1:00}", isFolder: true);
            _folder.Link($"d{level:00}/y", $"../d{level + 1:00}", isFolder: true);
        }
        _folder.Write("d30/f.yaml", "");
        List<FoundFile> found = [.. new ManifestReader().Find(_folder["d00"], recurse: true).Take(1000)];
        Assert.Equal(31, found.Count);
        Assert.DoesNotContain(found, file => file.Error is not null);
    }

    [Fact]
    public void Folders_behind_links_are_found_but_only_with_recurse()
    {
        _folder.Write("real/deep/a.yaml", "");
        Directory.CreateDirectory(_folder["start"]);
        _folder.Link("start/link", "../real", isFolder: true);
        Assert.Equal(["link/deep/a.yaml"], Names([.. new ManifestReader().Find(_folder["start"], recurse: true)], _folder["start"]));
        Assert.Empty(new ManifestReader().Find(_folder["start"], recurse: false));
        Assert.Equal(["a.yaml"], Names([.. new ManifestReader().Find(_folder["start/link/deep"], recurse: true)], _folder["start/link/deep"]));
    }

    [Fact]
    public void Links_in_circles_are_left_out_of_a_folder()
    {
        _folder.Link("left", "right", isFolder: true);
        _folder.Link("right", "left", isFolder: true);
        _folder.Link("self.yaml", "self.yaml");
        _folder.Link("gone", "absent", isFolder: true);
        // A link named like a manifest is found, so that reading it reports the error.
        Assert.Equal(["self.yaml"], Found(recurse: true));
    }

    [Fact]
    public void A_folder_without_rights_is_an_error_and_the_others_are_found()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "root may enter every folder.");
        _folder.Write("a/a.yaml", "");
        _folder.Write("b/b.yaml", "");
        _folder.Write("c/c.yaml", "");
        TestFolder.SetMode(_folder["b"], UnixFileMode.None);
        List<FoundFile> found = [.. new ManifestReader().Find(_folder.Path, recurse: true)];
        TestFolder.SetMode(_folder["b"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Assert.Equal(["a/a.yaml", "c/c.yaml"], Names(found));
        Assert.Equal(ErrorTable.PathAccessDenied, Assert.Single(found, file => file.Error is not null).Error!.Error);
    }

    [Fact]
    public void A_folder_that_vanishes_before_it_is_entered_is_an_error_and_the_others_are_found()
    {
        _folder.Write("a/a.yaml", "");
        _folder.Write("b/b.yaml", "");
        _folder.Write("c/c.yaml", "");
        List<FoundFile> found = [];
        foreach (FoundFile file in new ManifestReader().Find(_folder.Path, recurse: true))
        {
            if (found.Count == 0)
            {
                Directory.Delete(_folder["b"], recursive: true);
            }
            found.Add(file);
        }
        Assert.Equal(["a/a.yaml", "c/c.yaml"], Names(found));
        Assert.Equal(ErrorTable.PathNotFound, Assert.Single(found, file => file.Error is not null).Error!.Error);
    }

    private List<string> Found(bool recurse) => Names([.. new ManifestReader().Find(_folder.Path, recurse)]);

    private List<string> Names(List<FoundFile> found, string? from = null) =>
        [.. found.Where(file => file.Path is not null).Select(file => Path.GetRelativePath(from ?? _folder.Path, file.Path!).Replace('\\', '/'))];
}
