using System.Diagnostics;
using System.Text;

namespace GardenerOverlay.Clients.Tests;

/// <summary>A folder of its own for a test; gone afterwards.</summary>
public sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("gardener-overlay-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllBytes(this[name], content);
        return this[name];
    }

    /// <summary>Makes a symbolic link; the target stays as it is given, relative or not.</summary>
    public string Link(string name, string target, bool isFolder = false)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        _ = isFolder ? Directory.CreateSymbolicLink(this[name], target) : File.CreateSymbolicLink(this[name], target);
        return this[name];
    }

    /// <summary>Makes a named pipe, to which nobody writes.</summary>
    public string Pipe(string name)
    {
        using Process process = Process.Start("mkfifo", [this[name]]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return this[name];
    }

    public static void SetMode(string path, UnixFileMode mode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other rights.");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
