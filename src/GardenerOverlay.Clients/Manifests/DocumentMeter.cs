namespace GardenerOverlay.Clients.Manifests;

/// <summary>
/// Measures YAML documents by their separators. A document with <c>items:</c>, or a list of the aws CLI, at the margin is
/// read item by item and may have any length.
/// </summary>
internal struct DocumentMeter
{
    private const int PrefixLength = 8;
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

    /// <summary>Whether a document that has ended is too large.</summary>
    public bool IsTooLarge { get; private set; }

    /// <summary>Whether any is, should the text end here.</summary>
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
            _documentBytes += piece.Length;
            if (end < 0)
            {
                return;
            }
            _documentBytes++;
            EndLine();
            chunk = chunk[(end + 1)..];
        }
    }

    private void EndLine()
    {
        _isList |= StartsWith("items:"u8) || StartsWith("RouteTab"u8) || StartsWith("Reservat"u8);
        if (StartsWith("---"u8))
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

    private readonly bool StartsWith(ReadOnlySpan<byte> text)
    {
        int length = Math.Min(_column, PrefixLength);
        return length >= text.Length && _prefix >> (8 * (length - text.Length)) == Pack(text);
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
