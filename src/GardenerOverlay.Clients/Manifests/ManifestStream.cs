using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace GardenerOverlay.Clients.Manifests;

/// <summary>Opens manifest files as UTF-8 and looks over them before they are parsed.</summary>
internal static class ManifestStream
{
    private const int BufferSize = 1 << 16;

    /// <summary>Opens a file as UTF-8 without a byte order mark; UTF-16 (what Windows PowerShell's redirection writes) is recoded.</summary>
    public static Stream Open(string path)
    {
        Stream file = OpenRaw(path);
        try
        {
            Span<byte> mark = stackalloc byte[3];
            int read = file.ReadAtLeast(mark, 3, throwOnEndOfStream: false);
            (Encoding? encoding, int length) = MarkOf(mark[..read]);
            file.Position = length;
            return encoding is null ? file : Encoding.CreateTranscodingStream(file, encoding, Encoding.UTF8);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Opens a file as it is; it is seekable.</summary>
    public static Stream OpenRaw(string path) => LengthOf(path) == 0
        ? OpenEmpty(path)
        // Unbuffered: all that read from it have large buffers of their own.
        : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);

    /// <summary>What the beginning of a file says about its encoding.</summary>
    /// <returns>UTF-16, or null for UTF-8; and the length of the byte order mark.</returns>
    public static (Encoding? Encoding, int Length) MarkOf(ReadOnlySpan<byte> beginning) => beginning switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (null, 3),
        [0xFF, 0xFE, ..] => (new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true), 2),
        [0xFE, 0xFF, ..] => (new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true), 2),
        _ => (null, 0),
    };

    /// <summary>
    /// Finds in one fast pass what a parser would find late or never: NUL bytes (YamlDotNet takes them for blanks), text
    /// that is not UTF-8, and YAML documents over the limit. Also tells whether the text is JSON.
    /// </summary>
    /// <exception cref="ManifestSyntaxException">A NUL byte, a byte that is not UTF-8, or a document that is too large.</exception>
    public static bool Examine(Stream stream, bool assumeJson, CancellationToken cancellation)
    {
        byte[] bytes = ArrayPool<byte>.Shared.Rent(BufferSize);
        char[] characters = ArrayPool<char>.Shared.Rent(BufferSize);
        try
        {
            DocumentMeter meter = new();
            bool? isJson = assumeJson ? true : null;
            int kept = 0;
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                int wanted = BufferSize - kept;
                int read = stream.ReadAtLeast(bytes.AsSpan(kept, wanted), wanted, throwOnEndOfStream: false);
                ReadOnlySpan<byte> chunk = bytes.AsSpan(0, kept + read);
                isJson ??= JsonManifest.LooksLikeJson(chunk);
                bool isLast = read < wanted;
                int good = Check(chunk, characters, isLast, ref meter);
                if (!isJson.Value && (meter.IsTooLarge || (isLast && meter.IsLastTooLarge)))
                {
                    throw ManifestSyntaxException.ObjectTooLarge(meter.DocumentLine);
                }
                if (isLast)
                {
                    return isJson.Value;
                }
                // The first bytes of a character whose others have not been read yet.
                chunk[good..].CopyTo(bytes);
                kept = chunk.Length - good;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
            ArrayPool<char>.Shared.Return(characters);
        }
    }

    /// <summary>Whether there seems to be a key <c>uid</c>, of YAML or JSON.</summary>
    public static bool HasUid(Stream stream)
    {
        byte[] bytes = new byte[BufferSize];
        // The end of a chunk stays, so that a key across the border is found.
        const int Overlap = 5;
        int kept = 0;
        for (int read = -1; read != 0;)
        {
            read = stream.ReadAtLeast(bytes.AsSpan(kept), BufferSize - kept, throwOnEndOfStream: false);
            ReadOnlySpan<byte> chunk = bytes.AsSpan(0, kept + read);
            if (chunk.IndexOf(" uid:"u8) >= 0 || chunk.IndexOf("\"uid\":"u8) >= 0)
            {
                return true;
            }
            kept = Math.Min(Overlap, chunk.Length);
            chunk[^kept..].CopyTo(bytes);
        }
        return false;
    }

    private static long LengthOf(string path)
    {
        if (Directory.Exists(path))
        {
            throw new IOException("it is a folder");
        }
        FileInfo file = new(path);
        // Length would be that of the link.
        return (file.LinkTarget is null ? file : new FileInfo(RealPath.Of(path))).Length;
    }

    /// <summary>
    /// A file without length is empty, or it is a pipe or a device: opening one to read may wait for ever, opening it to
    /// read and write does not.
    /// </summary>
    private static Stream OpenEmpty(string path)
    {
        try
        {
            using FileStream probe = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            if (probe.CanSeek)
            {
                return Stream.Null;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Without the right to write nobody can tell, and nothing is there to read that would not make us wait.
            return Stream.Null;
        }
        throw new IOException("it is not a regular file");
    }

    /// <summary>Measures a chunk and returns how many of its bytes are whole characters.</summary>
    private static int Check(ReadOnlySpan<byte> chunk, Span<char> characters, bool isLast, ref DocumentMeter meter)
    {
        int nul = chunk.IndexOf((byte)0);
        ReadOnlySpan<byte> text = nul < 0 ? chunk : chunk[..nul];
        OperationStatus status = Utf8.ToUtf16(text, characters, out int good, out _, replaceInvalidSequences: false, isFinalBlock: isLast || nul >= 0);
        meter.Add(text[..good]);
        if (status == OperationStatus.InvalidData)
        {
            throw new ManifestSyntaxException("this is not UTF-8 text", meter.Line, meter.Column);
        }
        return nul < 0 ? good : throw new ManifestSyntaxException("a NUL byte: this is not text", meter.Line, meter.Column);
    }
}
