using System.Text;

namespace GardenerOverlay.Clients.Manifests;

/// <summary>Opens manifest files as UTF-8 and looks over them before they are parsed.</summary>
internal static class ManifestStream
{
    private const int BufferSize = 1 << 16;

    /// <summary>Opens a file as UTF-8 without a byte order mark; UTF-16 (what Windows PowerShell's redirection writes) is recoded.</summary>
    public static Stream Open(string path)
    {
        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BufferSize, FileOptions.SequentialScan);
        try
        {
            if (!file.CanSeek)
            {
                throw new IOException("it is not a regular file");
            }
            Span<byte> mark = stackalloc byte[3];
            int read = file.ReadAtLeast(mark, 3, throwOnEndOfStream: false);
            (Encoding? encoding, int length) = mark[..read] switch
            {
                [0xEF, 0xBB, 0xBF] => (null, 3),
                [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
                [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
                _ => ((Encoding?)null, 0),
            };
            file.Position = length;
            return encoding is null ? file : Encoding.CreateTranscodingStream(file, encoding, Encoding.UTF8);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Finds in one fast pass what a parser would find late or never: NUL bytes (YamlDotNet takes them for blanks)
    /// and YAML documents over the limit. Also tells whether the text is JSON.
    /// </summary>
    /// <exception cref="ManifestSyntaxException">A NUL byte, or a document that is too large.</exception>
    public static bool Examine(Stream stream, bool assumeJson)
    {
        byte[] buffer = new byte[BufferSize];
        int read = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        bool isJson = assumeJson || JsonManifest.LooksLikeJson(buffer.AsSpan(0, read));
        DocumentMeter meter = new();
        while (read > 0)
        {
            ReadOnlySpan<byte> chunk = buffer.AsSpan(0, read);
            int nul = chunk.IndexOf((byte)0);
            meter.Add(nul < 0 ? chunk : chunk[..nul]);
            if (nul >= 0)
            {
                throw new ManifestSyntaxException("a NUL byte: this is not text", meter.Line, meter.Column);
            }
            if (!isJson && meter.IsTooLarge)
            {
                throw ManifestSyntaxException.ObjectTooLarge(meter.DocumentLine);
            }
            read = stream.Read(buffer);
        }
        if (!isJson && meter.IsLastTooLarge)
        {
            throw ManifestSyntaxException.ObjectTooLarge(meter.DocumentLine);
        }
        return isJson;
    }

    /// <summary>
    /// Measures YAML documents by their separators. A document with <c>items:</c> at the margin is a list, which is
    /// read item by item and may have any length.
    /// </summary>
    private struct DocumentMeter
    {
        private const int PrefixLength = 6;
        private ulong _prefix;
        private int _column;
        private long _documentBytes;
        private bool _isList;

        public DocumentMeter()
        {
        }

        public int Line { get; private set; } = 1;

        public readonly int Column => _column + 1;

        public int DocumentLine { get; private set; } = 1;

        public bool IsTooLarge { get; private set; }

        public readonly bool IsLastTooLarge => IsTooLarge || (!_isList && _documentBytes > ManifestLimits.ObjectBytes);

        public void Add(ReadOnlySpan<byte> chunk)
        {
            while (!chunk.IsEmpty)
            {
                int end = chunk.IndexOf((byte)'\n');
                ReadOnlySpan<byte> piece = end < 0 ? chunk : chunk[..end];
                for (int index = 0; _column + index < PrefixLength && index < piece.Length; index++)
                {
                    _prefix = (_prefix << 8) | piece[index];
                }
                _column += piece.Length;
                _documentBytes += piece.Length + 1;
                if (end < 0)
                {
                    return;
                }
                EndLine();
                chunk = chunk[(end + 1)..];
            }
        }

        private void EndLine()
        {
            int length = Math.Min(_column, PrefixLength);
            _isList |= length == PrefixLength && _prefix == Pack("items:"u8);
            if (length >= 3 && _prefix >> (8 * (length - 3)) == Pack("---"u8))
            {
                IsTooLarge |= !_isList && _documentBytes > ManifestLimits.ObjectBytes;
                if (!IsTooLarge)
                {
                    (_documentBytes, _isList, DocumentLine) = (0, false, Line);
                }
            }
            (_prefix, _column) = (0, 0);
            Line++;
        }

        private static ulong Pack(ReadOnlySpan<byte> text)
        {
            ulong packed = 0;
            foreach (byte character in text)
            {
                packed = (packed << 8) | character;
            }
            return packed;
        }
    }
}
