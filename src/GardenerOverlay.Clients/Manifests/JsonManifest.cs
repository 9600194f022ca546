using System.Buffers;
using System.Text;
using System.Text.Json;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Clients.Manifests;

/// <summary>
/// Reads JSON value by value: of a list with thousands of objects only one is in memory at a time.
/// The root is an object, a list of Kubernetes (<c>items</c>), or an array of objects.
/// </summary>
internal sealed class JsonManifest : IDisposable
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = ManifestLimits.Depth };

    private readonly Stream _stream;
    private readonly FieldSelection _selection;
    private readonly CancellationToken _cancellation;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(1 << 18);
    private int _start;
    private int _end;
    private bool _isFinal;
    private int _line = 1;
    private JsonReaderState _state = new(Options);

    private JsonManifest(Stream stream, FieldSelection selection, CancellationToken cancellation) =>
        (_stream, _selection, _cancellation) = (stream, selection, cancellation);

    private delegate bool Step<T>(ref Utf8JsonReader reader, out T result);

    /// <summary>Reads the file.</summary>
    /// <exception cref="ManifestSyntaxException">The text is not JSON, or exceeds a limit.</exception>
    public static IEnumerable<ManifestItem> Read(Stream stream, FieldSelection selection, CancellationToken cancellation)
    {
        using JsonManifest manifest = new(stream, selection, cancellation);
        foreach (ManifestItem item in manifest.ReadRoot())
        {
            yield return item;
        }
    }

    /// <summary>Whether the beginning of a file can be the beginning of JSON.</summary>
    public static bool LooksLikeJson(ReadOnlySpan<byte> beginning)
    {
        int first = beginning.IndexOfAnyExcept(" \t\r\n"u8);
        if (first < 0 || beginning[first] is not ((byte)'{' or (byte)'['))
        {
            return false;
        }
        try
        {
            Utf8JsonReader reader = new(beginning, isFinalBlock: false, new JsonReaderState(Options));
            while (reader.Read())
            {
                // Only the syntax counts.
            }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private IEnumerable<ManifestItem> ReadRoot()
    {
        (JsonTokenType token, _) = NextToken();
        int line = _line;
        if (token == JsonTokenType.StartArray)
        {
            ManifestList array = new();
            foreach (ManifestItem item in ReadItems(array))
            {
                yield return item;
            }
        }
        else if (token == JsonTokenType.StartObject)
        {
            foreach (ManifestItem item in ReadObject(line))
            {
                yield return item;
            }
        }
        // Nothing may follow: the reader reports it.
        NextToken();
    }

    private IEnumerable<ManifestItem> ReadObject(int line)
    {
        List<KeyValuePair<string, ManifestNode>> entries = [];
        ManifestList? list = null;
        while (true)
        {
            (JsonTokenType token, string key) = NextToken();
            if (token == JsonTokenType.EndObject)
            {
                break;
            }
            if (key == "items" && Take<JsonTokenType>(PeekToken) == JsonTokenType.StartArray)
            {
                NextToken();
                list = new ManifestList { ApiVersion = TextOf(entries, "apiVersion"), Kind = TextOf(entries, "kind") };
                foreach (ManifestItem item in ReadItems(list))
                {
                    yield return item;
                }
                continue;
            }
            AddEntry(entries, key, ReadValue(_selection[key]), _line);
        }
        if (list is null)
        {
            yield return new ManifestItem(ManifestNode.OfEntries(entries, 0), line, TextOf(entries, "apiVersion"), TextOf(entries, "kind"));
            yield break;
        }
        list.ApiVersion = TextOf(entries, "apiVersion");
        list.Kind = TextOf(entries, "kind");
        foreach (ManifestItem item in list.Flush())
        {
            yield return item;
        }
    }

    private IEnumerable<ManifestItem> ReadItems(ManifestList list)
    {
        while (Take<JsonTokenType>(PeekToken) != JsonTokenType.EndArray)
        {
            int line = _line;
            if (ReadValue(_selection) is { Kind: ManifestNodeKind.Mapping } node && list.Add(node, line) is { } item)
            {
                yield return item;
            }
        }
        NextToken();
    }

    private ManifestNode? ReadValue(FieldSelection? selection) => Take((ref Utf8JsonReader reader, out ManifestNode? node) =>
    {
        node = null;
        if (!IsWhole(reader))
        {
            return false;
        }
        reader.Read();
        node = Build(ref reader, selection);
        return true;
    });

    private (JsonTokenType Token, string Text) NextToken() => Take((ref Utf8JsonReader reader, out (JsonTokenType, string) token) =>
    {
        bool read = reader.Read();
        token = read ? (reader.TokenType, reader.TokenType == JsonTokenType.PropertyName ? reader.GetString()! : "") : default;
        return read || _isFinal;
    });

    /// <summary>Looks at the next token without taking it; the white space before it is taken, so that its line is known.</summary>
    private bool PeekToken(ref Utf8JsonReader reader, out JsonTokenType token)
    {
        Utf8JsonReader ahead = reader;
        bool read = ahead.Read();
        token = read ? ahead.TokenType : JsonTokenType.None;
        if (read)
        {
            CountLines((int)ahead.TokenStartIndex);
        }
        return read || _isFinal;
    }

    /// <summary>Runs a step that succeeds once the buffer holds what it needs.</summary>
    private T Take<T>(Step<T> step)
    {
        while (true)
        {
            _cancellation.ThrowIfCancellationRequested();
            try
            {
                Utf8JsonReader reader = new(_buffer.AsSpan(_start, _end - _start), _isFinal, _state);
                if (step(ref reader, out T result))
                {
                    _state = reader.CurrentState;
                    CountLines((int)reader.BytesConsumed);
                    _start += (int)reader.BytesConsumed;
                    _counted -= (int)reader.BytesConsumed;
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

    /// <summary>Bytes behind <see cref="_start"/> whose line ends are already in <see cref="_line"/>.</summary>
    private int _counted;

    private void CountLines(int upTo)
    {
        if (upTo > _counted)
        {
            _line += _buffer.AsSpan(_start + _counted, upTo - _counted).Count((byte)'\n');
            _counted = upTo;
        }
    }

    private void Fill()
    {
        if (_end - _start > ManifestLimits.ObjectBytes)
        {
            throw ManifestSyntaxException.ObjectTooLarge(_line);
        }
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        if (_end == _buffer.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.AsSpan(0, _end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        int read = _stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _isFinal = read == 0;
    }

    /// <summary>Whether the buffer holds the whole next value; checks the limits on the way.</summary>
    private bool IsWhole(Utf8JsonReader reader)
    {
        int depth = reader.CurrentDepth;
        do
        {
            if (!reader.Read())
            {
                return false;
            }
            if (reader.ValueSpan.Length > ManifestLimits.ScalarLength)
            {
                throw ManifestSyntaxException.ScalarTooLong(_line, 1);
            }
        }
        while (reader.TokenType is JsonTokenType.PropertyName || reader.CurrentDepth > depth);
        return true;
    }

    private ManifestNode? Build(ref Utf8JsonReader reader, FieldSelection? selection)
    {
        if (selection is null)
        {
            reader.Skip();
            return null;
        }
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => BuildMapping(ref reader, selection),
            JsonTokenType.StartArray => BuildSequence(ref reader, selection),
            JsonTokenType.String => ManifestNode.OfText(reader.GetString()!, 0),
            JsonTokenType.Number => ManifestNode.OfNumber(Encoding.ASCII.GetString(reader.ValueSpan), 0),
            JsonTokenType.True => ManifestNode.OfBoolean(value: true, "true", 0),
            JsonTokenType.False => ManifestNode.OfBoolean(value: false, "false", 0),
            _ => ManifestNode.OfNull(0),
        };
    }

    private ManifestNode BuildMapping(ref Utf8JsonReader reader, FieldSelection selection)
    {
        List<KeyValuePair<string, ManifestNode>> entries = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            string key = reader.GetString()!;
            reader.Read();
            AddEntry(entries, key, Build(ref reader, selection[key]), _line);
        }
        return ManifestNode.OfEntries(entries, 0);
    }

    private ManifestNode BuildSequence(ref Utf8JsonReader reader, FieldSelection selection)
    {
        List<ManifestNode> items = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Build(ref reader, selection)!);
        }
        return ManifestNode.OfItems(items, 0);
    }

    private static void AddEntry(List<KeyValuePair<string, ManifestNode>> entries, string key, ManifestNode? value, int line)
    {
        if (value is null)
        {
            return;
        }
        if (entries.Exists(entry => entry.Key == key))
        {
            throw new ManifestSyntaxException($"the key \"{key}\" occurs twice in one object", line, 1);
        }
        entries.Add(new KeyValuePair<string, ManifestNode>(key, value));
    }

    private static string? TextOf(List<KeyValuePair<string, ManifestNode>> entries, string key) => entries.Find(entry => entry.Key == key).Value?.Text;

    private static ManifestSyntaxException Error(JsonException exception)
    {
        bool tooDeep = exception.Message.Contains("maximum configured depth", StringComparison.Ordinal);
        long line = (exception.LineNumber ?? 0) + 1;
        long column = (exception.BytePositionInLine ?? 0) + 1;
        // The message ends with the position, which we give in our own words.
        int position = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return tooDeep
            ? ManifestSyntaxException.TooDeep(line, column)
            : new ManifestSyntaxException(position < 0 ? exception.Message : exception.Message[..position], line, column);
    }
}
