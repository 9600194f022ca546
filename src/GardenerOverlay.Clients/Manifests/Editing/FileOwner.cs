using System.Runtime.InteropServices;

namespace GardenerOverlay.Clients.Manifests.Editing;

/// <summary>Gives a file the owner and group of another; .NET has no call for it.</summary>
internal static partial class FileOwner
{
    // Source: linux/stat.h and fcntl.h; struct statx is the same on every architecture.
    private const int CurrentDirectory = -100;
    private const uint OwnerAndGroup = 0x8 | 0x10;
    private const int StatxLength = 256;
    private const int OwnerOffset = 20;
    private const int GroupOffset = 24;

    /// <summary>Copies owner and group where they differ. On other systems than Linux a new file is its maker's.</summary>
    /// <exception cref="IOException">They differ and cannot be given.</exception>
    public static void Copy(string from, string to)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }
        (uint owner, uint group) = Of(from);
        if ((owner, group) != Of(to) && ChangeOwner(to, owner, group) != 0)
        {
            throw new IOException($"its owner ({owner}:{group}) cannot be kept: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    private static (uint Owner, uint Group) Of(string path)
    {
        Span<byte> status = stackalloc byte[StatxLength];
        if (Status(CurrentDirectory, path, 0, OwnerAndGroup, ref MemoryMarshal.GetReference(status)) != 0)
        {
            throw new IOException($"the owner of '{path}' cannot be read: {Marshal.GetLastPInvokeErrorMessage()}");
        }
        return (MemoryMarshal.Read<uint>(status[OwnerOffset..]), MemoryMarshal.Read<uint>(status[GroupOffset..]));
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Status(int folder, string path, int flags, uint mask, ref byte status);

    [LibraryImport("libc", EntryPoint = "chown", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ChangeOwner(string path, uint owner, uint group);
}
