using System.Globalization;

namespace GardenerOverlay.Clients.Manifests.Editing;

/// <summary>
/// A new file beside the old one that takes its place by a rename, or goes. Mode and owner are those of the old one.
/// </summary>
internal sealed class FileReplacement : IDisposable
{
    /// <summary>No manifest ends like this, so that what a killed process leaves behind is never taken for one.</summary>
    public const string TemporaryExtension = ".gardener-overlay-tmp";

    private readonly string _path;
    private readonly string _temporary;
    private bool _done;

    public FileReplacement(string path, byte[] bytes)
    {
        _path = path;
        // A rename would go through on a file that its user must not write.
        using (File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete))
        {
        }
        _temporary = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Path.GetRandomFileName()[..8]}{TemporaryExtension}");
        try
        {
            WriteNew(_temporary, bytes, path);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Keeps the old bytes in a file of their own.</summary>
    public static void KeepOld(string path, byte[] bytes)
    {
        string time = DateTime.UtcNow.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);
        WriteNew($"{path}.{time}.bak", bytes, path);
    }

    /// <summary>What the disk holds.</summary>
    public byte[] ReadBack() => File.ReadAllBytes(_temporary);

    /// <summary>The new file becomes the old one, at once.</summary>
    public void Commit()
    {
        if (OperatingSystem.IsWindows())
        {
            // Unlike a rename it keeps the access rights.
            File.Replace(_temporary, _path, destinationBackupFileName: null);
        }
        else
        {
            File.Move(_temporary, _path, overwrite: true);
        }
        _done = true;
    }

    public void Dispose()
    {
        if (!_done)
        {
            File.Delete(_temporary);
        }
    }

    private static void WriteNew(string path, byte[] bytes, string like)
    {
        using (FileStream file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0))
        {
            if (!OperatingSystem.IsWindows())
            {
                FileOwner.Copy(like, path);
                File.SetUnixFileMode(file.SafeFileHandle, File.GetUnixFileMode(like));
            }
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }
    }
}
