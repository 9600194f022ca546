using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using GardenerOverlay.Sandbox.Garden.Store;

namespace GardenerOverlay.Sandbox.Garden.Api;

/// <summary>
/// One watch: writes each change once and in order, from a version on, until the client goes, its time is up, or the
/// log was cut beyond its place (410, which says: list again).
/// </summary>
internal sealed class WatchStream(ResourceStore store, ApiCall call, Stream output)
{
    private static readonly TimeSpan s_bookmarkInterval = TimeSpan.FromSeconds(15);
    private readonly ObjectFilter _filter = call.Filter();
    private readonly ArrayBufferWriter<byte> _frame = new();
    private readonly bool _bookmarks = call.Flag("allowWatchBookmarks");
    private readonly ChangeLog _log = store.Changes(call.Type);
    private long _place;
    private long _seen;

    public async Task RunAsync(CancellationToken cancellation)
    {
        if (!await StartAsync(cancellation))
        {
            return;
        }

        var timeLeft = TimeSpan.FromSeconds(Math.Min(call.Number("timeoutSeconds") ?? 1800, int.MaxValue));
        long started = Stopwatch.GetTimestamp();
        while (await WriteChangesAsync(cancellation))
        {
            TimeSpan left = timeLeft - Stopwatch.GetElapsedTime(started);
            if (left <= TimeSpan.Zero)
            {
                // The last word of a watch that ends in peace: from here one can go on.
                await WriteBookmarkAsync(initial: false, cancellation);
                return;
            }

            if (!await ChangedWithinAsync(left < s_bookmarkInterval ? left : s_bookmarkInterval, cancellation) && left > s_bookmarkInterval)
            {
                await WriteBookmarkAsync(initial: false, cancellation);
            }
        }
    }

    // Without a version, or from "0", the present state comes first. Source: kubernetes.io, API concepts, semantics for watch.
    private async Task<bool> StartAsync(CancellationToken cancellation)
    {
        long version = call.Number("resourceVersion") ?? 0;
        bool initialEvents = call.Flag("sendInitialEvents");
        if (version != 0 && !initialEvents)
        {
            _seen = version;
            if (_log.PlaceAfter(version) is { } place)
            {
                _place = place;
                await output.FlushAsync(cancellation);
                return true;
            }

            return await WriteGoneAsync(version, cancellation);
        }

        Snapshot snapshot = store.Read(call.Type);
        _seen = snapshot.Version;
        _place = _log.PlaceAfter(snapshot.Version) ?? 0;
        foreach (StoredObject stored in snapshot.Objects.Values.Where(_filter.Matches))
        {
            await WriteAsync("ADDED", stored, cancellation);
        }

        if (initialEvents)
        {
            await WriteBookmarkAsync(initial: true, cancellation);
        }

        await output.FlushAsync(cancellation);
        return true;
    }

    private async Task<bool> WriteChangesAsync(CancellationToken cancellation)
    {
        if (_log.From(_place) is not { } changes)
        {
            return await WriteGoneAsync(_seen, cancellation);
        }

        foreach (Change change in changes)
        {
            (string Type, StoredObject Shown)? seen = Seen(change);
            if (seen is { } one)
            {
                await WriteAsync(one.Type, one.Shown, cancellation);
            }

            _seen = change.Version;
            _place++;
        }

        if (changes.Count > 0)
        {
            await output.FlushAsync(cancellation);
        }

        return true;
    }

    // To a selector an object comes and goes as it begins and ceases to fit.
    private (string Type, StoredObject Shown)? Seen(Change change)
    {
        bool before = change.Before is not null && _filter.Matches(change.Before);
        bool after = change.After is not null && _filter.Matches(change.After);
        return (before, after) switch
        {
            (false, true) => ("ADDED", change.After!),
            (true, true) => ("MODIFIED", change.After!),
            (true, false) => ("DELETED", change.Before!.At(call.Type, change.Version)),
            _ => null,
        };
    }

    private async Task<bool> ChangedWithinAsync(TimeSpan time, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(time);
        try
        {
            await _log.WaitAsync(_place, limit.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<bool> WriteGoneAsync(long version, CancellationToken cancellation)
    {
        await WriteFrameAsync("ERROR", [ApiException.Expired($"too old resource version: {version} ({store.Version})").Body.ToUtf8()], cancellation);
        await output.FlushAsync(cancellation);
        return false;
    }

    private async Task WriteBookmarkAsync(bool initial, CancellationToken cancellation)
    {
        if (!_bookmarks)
        {
            return;
        }

        JsonObject metadata = new() { ["resourceVersion"] = _seen.ToString(CultureInfo.InvariantCulture) };
        if (initial)
        {
            metadata["annotations"] = new JsonObject { ["k8s.io/initial-events-end"] = "true" };
        }

        JsonObject mark = new() { ["kind"] = call.Type.Kind, ["apiVersion"] = call.Type.ApiVersion, ["metadata"] = metadata };
        await WriteFrameAsync("BOOKMARK", [mark.ToUtf8()], cancellation);
        await output.FlushAsync(cancellation);
    }

    private Task WriteAsync(string type, StoredObject stored, CancellationToken cancellation) =>
        WriteFrameAsync(type, ObjectReader.Show(call, stored).Body, cancellation);

    private async Task WriteFrameAsync(string type, IReadOnlyList<ReadOnlyMemory<byte>> content, CancellationToken cancellation)
    {
        _frame.ResetWrittenCount();
        _frame.Write(Encoding.UTF8.GetBytes($$"""{"type":"{{type}}","object":"""));
        foreach (ReadOnlyMemory<byte> piece in content)
        {
            _frame.Write(piece.Span);
        }

        _frame.Write("}\n"u8);
        await output.WriteAsync(_frame.WrittenMemory, cancellation);
    }
}
