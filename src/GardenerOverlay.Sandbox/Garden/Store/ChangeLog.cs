namespace GardenerOverlay.Sandbox.Garden.Store;

/// <summary>One write.</summary>
/// <param name="Version">The version it made.</param>
/// <param name="Before">Null for a new object.</param>
/// <param name="After">Null for a deleted object.</param>
internal sealed record Change(long Version, StoredObject? Before, StoredObject? After);

/// <summary>
/// The last writes of one kind, in order, from which watches read. Each watch keeps its own place: a slow one delays
/// nobody, and is told that its place is gone once the log was cut beyond it.
/// </summary>
internal sealed class ChangeLog
{
    private const int MaxChanges = 20_000;
    private const long MaxBytes = 64 << 20;
    private readonly Lock _gate = new();
    private readonly List<Change> _changes = [];
    private long _firstPlace;
    private long _oldest;
    private long _bytes;
    private TaskCompletionSource _pulse = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The version from which on the log is complete.</summary>
    public long Oldest
    {
        get
        {
            lock (_gate)
            {
                return _oldest;
            }
        }
    }

    public void Append(Change change)
    {
        TaskCompletionSource pulse;
        lock (_gate)
        {
            _changes.Add(change);
            _bytes += Size(change);
            if (_changes.Count > MaxChanges || _bytes > MaxBytes)
            {
                Cut(_changes.Count / 4 + 1);
            }

            pulse = _pulse;
            _pulse = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        pulse.SetResult();
    }

    /// <summary>Forgets everything: every place and every older version is gone.</summary>
    public void Forget(long version)
    {
        lock (_gate)
        {
            Cut(_changes.Count);
            _oldest = Math.Max(_oldest, version);
        }
    }

    /// <returns>The place of the first write after a version; null if such writes may be forgotten.</returns>
    public long? PlaceAfter(long version)
    {
        lock (_gate)
        {
            if (version < _oldest)
            {
                return null;
            }

            int low = 0;
            for (int high = _changes.Count; low < high;)
            {
                int middle = (low + high) / 2;
                (low, high) = _changes[middle].Version <= version ? (middle + 1, high) : (low, middle);
            }

            return _firstPlace + low;
        }
    }

    /// <returns>The writes from a place on, none if there are none yet; null if the place is gone.</returns>
    public IReadOnlyList<Change>? From(long place)
    {
        lock (_gate)
        {
            return place < _firstPlace ? null : _changes[(int)(place - _firstPlace)..];
        }
    }

    /// <summary>Waits until there is a write at a place, or the place is gone.</summary>
    public Task WaitAsync(long place, CancellationToken cancellation)
    {
        lock (_gate)
        {
            bool there = place < _firstPlace + _changes.Count;
            return there ? Task.CompletedTask : _pulse.Task.WaitAsync(cancellation);
        }
    }

    private void Cut(int count)
    {
        if (count == 0)
        {
            return;
        }

        _oldest = _changes[count - 1].Version;
        _bytes -= _changes.Take(count).Sum(Size);
        _changes.RemoveRange(0, count);
        _firstPlace += count;
    }

    private static long Size(Change change) => (change.Before?.Json.Length ?? 0) + (change.After?.Json.Length ?? 0);
}
