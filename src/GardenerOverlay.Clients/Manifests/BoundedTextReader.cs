namespace GardenerOverlay.Clients.Manifests;

/// <summary>
/// Feeds the YAML scanner and stops it in the middle of a scalar that is too long: by the time the scanner reports
/// the scalar, its memory is spent.
/// </summary>
internal sealed class BoundedTextReader(TextReader inner) : TextReader
{
    private int _sinceEvent;

    /// <summary>The parser has reported something: the next scalar may be as long again.</summary>
    public void EventRead() => _sinceEvent = 0;

    public override int Peek() => inner.Peek();

    public override int Read()
    {
        Count(1);
        return inner.Read();
    }

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read(Span<char> buffer)
    {
        int read = inner.Read(buffer);
        Count(read);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }
        base.Dispose(disposing);
    }

    private void Count(int read)
    {
        _sinceEvent += read;
        if (_sinceEvent > ManifestLimits.ScalarLength)
        {
            throw new ScalarTooLongException();
        }
    }
}

/// <summary>Thrown through the scanner; only the parser's user knows the line.</summary>
internal sealed class ScalarTooLongException : Exception;
