using System.Buffers;
using System.Text.Json;

namespace GardenerOverlay.Clients.Manifests;

/// <summary>Feeds Utf8JsonReader from a stream, as much at a time as a step needs, and knows where in the file it is.</summary>
internal sealed class JsonBuffer(Stream stream, CancellationToken cancellation) : IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(1 << 18);
    private int _start;
    private int _end;
    private bool _isFinal;
    private JsonReaderState _state = new(Options);

    /// <summary>Bytes behind <see cref="_start"/> that <see cref="_line"/> and <see cref="_column"/> count already.</summary>
    private int _counted;

    /// <summary>Bytes that were read before <see cref="_start"/>, modulo 2^32: only texts that are in memory ask for it.</summary>
    private int _before;
    private int _tokenOffset;
    private int _line = 1;
    private long _column = 1;
    private (int Line, long Column) _token = (1, 1);

    /// <summary>Succeeds, or asks for more bytes by returning false and is run again from its beginning.</summary>
    public delegate bool Step<T>(ref Utf8JsonReader reader, out T result);

    public static JsonReaderOptions Options { get; } = new() { MaxDepth = ManifestLimits.Depth };

    /// <summary>The line of the last token that was taken or looked at.</summary>
    public int Line => _line;

    /// <summary>Where the last token that was taken begins, in bytes.</summary>
    public int TokenOffset => _tokenOffset;

    /// <summary>Where the token that was looked at begins, in bytes.</summary>
    public int Offset => unchecked(_before + _counted);

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);

    /// <summary>Runs a step that succeeds once the buffer holds what it needs.</summary>
    public T Take<T>(Step<T> step)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                Utf8JsonReader reader = new(_bytes.AsSpan(_start, _end - _start), _isFinal, _state);
                if (step(ref reader, out T result))
                {
                    Consume(reader);
                    return result;
                }
            }
            catch (JsonException exception)
            {
                throw Error(exception);
            }
            Fill();
        }
    }

    public (JsonTokenType Token, string Text) NextToken() => Take((ref Utf8JsonReader reader, out (JsonTokenType, string) token) =>
    {
        bool read = reader.Read();
        if (read)
        {
            CheckScalar(reader);
        }
        token = read ? (reader.TokenType, reader.TokenType == JsonTokenType.PropertyName ? TextOf(ref reader) : "") : default;
        return read || _isFinal;
    });

    /// <summary>Looks at the next token without taking it.</summary>
    public JsonTokenType PeekToken() => Take((ref Utf8JsonReader reader, out JsonTokenType token) =>
    {
        Utf8JsonReader ahead = reader;
        bool read = ahead.Read();
        token = read ? ahead.TokenType : JsonTokenType.None;
        if (read)
        {
            CountTo((int)ahead.TokenStartIndex);
        }
        return read || _isFinal;
    });

    /// <summary>Whether the buffer holds the whole next value; checks the limits on the way.</summary>
    public bool HasWholeValue(Utf8JsonReader reader)
    {
        int open = 0;
        do
        {
            if (!reader.Read())
            {
                return false;
            }
            CheckScalar(reader);
            open += reader.TokenType switch
            {
                JsonTokenType.StartObject or JsonTokenType.StartArray => 1,
                JsonTokenType.EndObject or JsonTokenType.EndArray => -1,
                _ => 0,
            };
        }
        while (open > 0);
        return true;
    }

    /// <summary>The string or key at the reader. Its escapes may spell half a surrogate pair, which the syntax allows.</summary>
    public string TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw ErrorAt(reader, "a string is not valid Unicode");
        }
    }

    /// <summary>An error at the last token that was taken.</summary>
    public ManifestSyntaxException ErrorHere(string message) => new(message, _token.Line, _token.Column);

    public ManifestSyntaxException ErrorAt(in Utf8JsonReader reader, string message)
    {
        (int line, long column) = Position((int)reader.TokenStartIndex);
        return new ManifestSyntaxException(message, line, column);
    }

    private void CheckScalar(in Utf8JsonReader reader)
    {
        if (reader.ValueSpan.Length > ManifestLimits.ScalarLength)
        {
            (int line, long column) = Position((int)reader.TokenStartIndex);
            throw ManifestSyntaxException.ScalarTooLong(line, column);
        }
    }

    private void Consume(in Utf8JsonReader reader)
    {
        int consumed = (int)reader.BytesConsumed;
        if (consumed > 0)
        {
            _token = Position((int)reader.TokenStartIndex);
            _tokenOffset = unchecked(_before + (int)reader.TokenStartIndex);
        }
        _state = reader.CurrentState;
        CountTo(consumed);
        _start += consumed;
        _before = unchecked(_before + consumed);
        _counted -= consumed;
    }

    private void CountTo(int offset)
    {
        if (offset > _counted)
        {
            (_line, _column) = Position(offset);
            _counted = offset;
        }
    }

    /// <summary>Line and column of a byte behind <see cref="_start"/>.</summary>
    private (int Line, long Column) Position(int offset)
    {
        if (offset <= _counted)
        {
            return (_line, _column);
        }
        ReadOnlySpan<byte> passed = _bytes.AsSpan(_start + _counted, offset - _counted);
        int lastEnd = passed.LastIndexOf((byte)'\n');
        return lastEnd < 0 ? (_line, _column + passed.Length) : (_line + passed.Count((byte)'\n'), passed.Length - lastEnd);
    }

    private void Fill()
    {
        if (_end - _start > ManifestLimits.ObjectBytes)
        {
            throw ManifestSyntaxException.ObjectTooLarge(_line);
        }
        if (_start > 0)
        {
            _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
            (_start, _end) = (0, _end - _start);
        }
        if (_end == _bytes.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(_bytes.Length * 2);
            _bytes.AsSpan(0, _end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }
        // To the brim: a step starts anew each time, so small portions would make a large object quadratic.
        int read = stream.ReadAtLeast(_bytes.AsSpan(_end), _bytes.Length - _end, throwOnEndOfStream: false);
        _isFinal = read < _bytes.Length - _end;
        _end += read;
    }

    private static ManifestSyntaxException Error(JsonException exception)
    {
        bool tooDeep = exception.Message.Contains("maximum configured depth", StringComparison.Ordinal);
        long line = (exception.LineNumber ?? 0) + 1;
        long column = (exception.BytePositionInLine ?? 0) + 1;
        // The message ends with the position, which we give in our own words.
        int position = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return tooDeep
            ? ManifestSyntaxException.TooDeep(line, column)
            : new ManifestSyntaxException((position < 0 ? exception.Message : exception.Message[..position]).TrimEnd('.'), line, column);
    }
}
