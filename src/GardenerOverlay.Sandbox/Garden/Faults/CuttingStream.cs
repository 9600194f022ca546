namespace GardenerOverlay.Sandbox.Garden.Faults;

/// <summary>An answer ends in the middle on request: thrown on, it makes the server close what it has begun.</summary>
internal sealed class AnswerCutException() : Exception("The answer was cut on request.");

/// <summary>Passes on a number of bytes and no more.</summary>
internal sealed class CuttingStream(Stream inner, long bytes) : Stream
{
    private long _left = bytes;

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="AnswerCutException">There is more to write than may pass.</exception>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count = (int)Math.Min(_left, buffer.Length);
        await inner.WriteAsync(buffer[..count], cancellationToken);
        _left -= count;
        if (_left == 0)
        {
            await inner.FlushAsync(cancellationToken);
            throw new AnswerCutException();
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => inner.Flush();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
