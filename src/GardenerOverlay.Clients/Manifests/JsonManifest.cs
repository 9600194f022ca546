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
    private readonly JsonBuffer _json;
    private readonly FieldSelection _selection;
    private readonly ManifestShape _shape;

    private JsonManifest(Stream stream, FieldSelection selection, ManifestShape shape, CancellationToken cancellation) =>
        (_json, _selection, _shape) = (new JsonBuffer(stream, cancellation), selection, shape);

    /// <summary>Reads the file.</summary>
    /// <exception cref="ManifestSyntaxException">The text is not JSON, or exceeds a limit.</exception>
    public static IEnumerable<ManifestItem> Read(Stream stream, FieldSelection selection, CancellationToken cancellation, ManifestShape? shape = null)
    {
        using JsonManifest manifest = new(stream, selection, shape ?? ManifestShape.Manifest, cancellation);
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
            Utf8JsonReader reader = new(beginning, isFinalBlock: false, new JsonReaderState(JsonBuffer.Options));
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

    public void Dispose() => _json.Dispose();

    private IEnumerable<ManifestItem> ReadRoot()
    {
        (JsonTokenType token, _) = _json.NextToken();
        IEnumerable<ManifestItem> items = token switch
        {
            JsonTokenType.StartArray => ReadArray(),
            JsonTokenType.StartObject => ReadObject(_json.Line, _json.TokenOffset),
            _ => [],
        };
        foreach (ManifestItem item in items)
        {
            yield return item;
        }
        // Nothing may follow: the reader reports it.
        _json.NextToken();
    }

    private IEnumerable<ManifestItem> ReadArray()
    {
        ManifestList list = new(_shape, key: null);
        return ReadItems(list).Concat(list.Flush());
    }

    private IEnumerable<ManifestItem> ReadObject(int line, int start)
    {
        ManifestEntries entries = new();
        ManifestList? list = null;
        for ((JsonTokenType token, string key) = _json.NextToken(); token != JsonTokenType.EndObject; (token, key) = _json.NextToken())
        {
            if (!_shape.ListKeys.Contains(key) || _json.PeekToken() != JsonTokenType.StartArray)
            {
                ReadEntry(entries, key);
                continue;
            }
            if (list is not null)
            {
                throw _json.ErrorHere(ManifestSyntaxException.DuplicateKey(key));
            }
            _json.NextToken();
            list = new ManifestList(_shape, key) { ApiVersion = entries.TextOf("apiVersion"), Kind = entries.TextOf("kind") };
            foreach (ManifestItem item in ReadItems(list))
            {
                yield return item;
            }
        }
        if (list is null)
        {
            yield return ManifestList.Alone(entries.ToNode(0), line, start);
            yield break;
        }
        list.ApiVersion = entries.TextOf("apiVersion");
        list.Kind = entries.TextOf("kind");
        foreach (ManifestItem item in list.Flush(entries.ToNode(0), line))
        {
            yield return item;
        }
    }

    private IEnumerable<ManifestItem> ReadItems(ManifestList list)
    {
        while (_json.PeekToken() != JsonTokenType.EndArray)
        {
            (int line, int start) = (_json.Line, _json.Offset);
            if (ReadValue(_selection) is { } node && list.Takes(node) && list.Add(node, line, start) is { } item)
            {
                yield return item;
            }
        }
        _json.NextToken();
    }

    private ManifestNode? ReadValue(FieldSelection? selection) => _json.Take((ref Utf8JsonReader reader, out ManifestNode? node) =>
    {
        node = null;
        if (!_json.HasWholeValue(reader))
        {
            return false;
        }
        reader.Read();
        node = Build(ref reader, selection);
        return true;
    });

    private void ReadEntry(ManifestEntries entries, string key)
    {
        if (entries[key] is not null)
        {
            throw _json.ErrorHere(ManifestSyntaxException.DuplicateKey(key));
        }
        if (ReadValue(_selection[key]) is { } value)
        {
            entries.TryAdd(key, value);
        }
    }

    private ManifestNode? Build(ref Utf8JsonReader reader, FieldSelection? selection)
    {
        if (selection is null)
        {
            // Skip would refuse a buffer that is not the last one; the value is whole, so this skips it.
            reader.TrySkip();
            return null;
        }
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => BuildMapping(ref reader, selection),
            JsonTokenType.StartArray => BuildSequence(ref reader, selection),
            JsonTokenType.String => ManifestNode.OfText(_json.TextOf(ref reader), 0),
            JsonTokenType.Number => ManifestNode.OfNumber(Encoding.ASCII.GetString(reader.ValueSpan), 0),
            JsonTokenType.True => ManifestNode.OfBoolean(value: true, "true", 0),
            JsonTokenType.False => ManifestNode.OfBoolean(value: false, "false", 0),
            _ => ManifestNode.OfNull(0),
        };
    }

    private ManifestNode BuildMapping(ref Utf8JsonReader reader, FieldSelection selection)
    {
        ManifestEntries entries = new();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            Utf8JsonReader atKey = reader;
            string key = _json.TextOf(ref reader);
            reader.Read();
            if (Build(ref reader, selection[key]) is { } value && !entries.TryAdd(key, value))
            {
                throw _json.ErrorAt(atKey, ManifestSyntaxException.DuplicateKey(key));
            }
        }
        return entries.ToNode(0);
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
}
