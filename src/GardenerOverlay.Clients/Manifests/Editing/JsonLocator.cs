using System.Text;
using System.Text.Json;

namespace GardenerOverlay.Clients.Manifests.Editing;

/// <summary>The same for JSON: where <c>spec.networking</c> of every object stands, and a fingerprint of all else.</summary>
internal sealed class JsonLocator(byte[] utf8)
{
    private readonly TextPositions _positions = new(utf8);

    public List<LocatedObject> Objects { get; } = [];

    public Fingerprint Rest { get; } = new();

    /// <summary>Looks through the whole text, which is known to be JSON.</summary>
    public void Locate()
    {
        Utf8JsonReader reader = new(utf8, JsonBuffer.Options);
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            ReadList(ref reader);
        }
        else if (reader.TokenType == JsonTokenType.StartObject)
        {
            ReadObject(ref reader, isRoot: true);
        }
    }

    private void ReadList(ref Utf8JsonReader reader)
    {
        Rest.Add(3);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                ReadObject(ref reader, isRoot: false);
            }
            else
            {
                Pass(ref reader, Rest);
            }
        }
        Rest.Add(4);
    }

    private void ReadObject(ref Utf8JsonReader reader, bool isRoot)
    {
        LocatedObject located = new((int)reader.TokenStartIndex);
        Objects.Add(located);
        Rest.Add(2);
        while (NextKey(ref reader, Rest) is { } key)
        {
            reader.Read();
            if (isRoot && key == "items" && reader.TokenType == JsonTokenType.StartArray)
            {
                ReadList(ref reader);
            }
            else if (key == "spec" && reader.TokenType == JsonTokenType.StartObject)
            {
                ReadSpec(ref reader, located);
            }
            else
            {
                Pass(ref reader, Rest);
            }
        }
        Rest.Add(4);
    }

    private void ReadSpec(ref Utf8JsonReader reader, LocatedObject located)
    {
        Rest.Add(2);
        while (NextKey(ref reader, Rest) is { } key)
        {
            int keyStart = _positions.Of((int)reader.TokenStartIndex);
            reader.Read();
            if (key == "networking" && reader.TokenType == JsonTokenType.StartObject)
            {
                located.NetworkingKeyStart = keyStart;
                located.Networking = ReadNetworking(ref reader, located);
            }
            else
            {
                Pass(ref reader, Rest);
            }
        }
        Rest.Add(4);
    }

    private TextNode ReadNetworking(ref Utf8JsonReader reader, LocatedObject located)
    {
        TextNode node = new(TextNodeKind.FlowMapping, _positions.Of((int)reader.TokenStartIndex), null);
        Rest.Add(2);
        while (NextKey(ref reader, null) is { } key)
        {
            Fingerprint print = key == "providerConfig" ? located.ProviderConfig : Rest;
            print.Add(key);
            (int start, int end) = Span(reader);
            reader.Read();
            node.Entries.Add(new TextEntry(key, start, end, Build(ref reader, print)));
        }
        Rest.Add(4);
        node.End = _positions.Of((int)reader.BytesConsumed);
        return node;
    }

    private TextNode Build(ref Utf8JsonReader reader, Fingerprint print)
    {
        (int start, int end) = Span(reader);
        TextNodeKind kind = reader.TokenType switch
        {
            JsonTokenType.StartObject => TextNodeKind.FlowMapping,
            JsonTokenType.StartArray => TextNodeKind.Sequence,
            _ => TextNodeKind.Scalar,
        };
        TextNode node = new(kind, start, null) { End = end };
        Add(reader, print);
        if (kind == TextNodeKind.Scalar)
        {
            return node;
        }
        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            if (kind == TextNodeKind.Sequence)
            {
                node.Items.Add(Build(ref reader, print));
                continue;
            }
            string key = KeyOf(reader);
            print.Add(key);
            (int keyStart, int keyEnd) = Span(reader);
            reader.Read();
            node.Entries.Add(new TextEntry(key, keyStart, keyEnd, Build(ref reader, print)));
        }
        print.Add(4);
        node.End = _positions.Of((int)reader.BytesConsumed);
        return node;
    }

    /// <summary>The next key of an object; null at its end.</summary>
    private static string? NextKey(ref Utf8JsonReader reader, Fingerprint? print)
    {
        if (!reader.Read() || reader.TokenType == JsonTokenType.EndObject)
        {
            return null;
        }
        string key = KeyOf(reader);
        print?.Add(key);
        return key;
    }

    /// <summary>The key; as it is written where its escapes are no Unicode, which the syntax allows.</summary>
    private static string KeyOf(in Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }

    private static void Pass(ref Utf8JsonReader reader, Fingerprint print)
    {
        int depth = reader.CurrentDepth;
        Add(reader, print);
        while ((reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray || reader.CurrentDepth > depth) && reader.Read())
        {
            Add(reader, print);
        }
    }

    private static void Add(in Utf8JsonReader reader, Fingerprint print)
    {
        print.Add((int)reader.TokenType);
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName or JsonTokenType.Number)
        {
            print.Add(Encoding.UTF8.GetString(reader.ValueSpan));
        }
    }

    private (int Start, int End) Span(in Utf8JsonReader reader) => (_positions.Of((int)reader.TokenStartIndex), _positions.Of(EndOf(reader)));

    // BytesConsumed of a key includes its colon.
    private static int EndOf(in Utf8JsonReader reader) => (int)reader.TokenStartIndex + reader.ValueSpan.Length
        + (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? 2 : 0);

    /// <summary>Turns positions in bytes into positions in characters; each is behind the one before, or near.</summary>
    private sealed class TextPositions(byte[] utf8)
    {
        private int _bytes;
        private int _characters;

        public int Of(int bytes)
        {
            if (bytes < _bytes)
            {
                return _characters - Encoding.UTF8.GetCharCount(utf8.AsSpan(bytes, _bytes - bytes));
            }
            _characters += Encoding.UTF8.GetCharCount(utf8.AsSpan(_bytes, bytes - _bytes));
            _bytes = bytes;
            return _characters;
        }
    }
}
