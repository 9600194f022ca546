using System.Management.Automation;

namespace GardenerOverlay.Sandbox;

/// <summary>Turns progress records into one line of text: that of the activity reported last.</summary>
internal sealed class ProgressLine
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private readonly TimeProvider _clock = TimeProvider.System;
    private long _shownAt;

    /// <returns>The line, an empty text to remove it, or null to leave it as it is.</returns>
    public string? Next(ProgressRecord record, int width)
    {
        if (record.RecordType == ProgressRecordType.Completed)
        {
            _shownAt = 0;
            return "";
        }

        // A terminal is slow: an activity that reports each of many steps must not wait for it.
        long now = _clock.GetTimestamp();
        if (_shownAt != 0 && _clock.GetElapsedTime(_shownAt, now) < Interval)
        {
            return null;
        }

        _shownAt = now;
        string percent = record.PercentComplete < 0 ? "" : $"{record.PercentComplete,3}% ";
        string line = PlainText.Of($"{percent}{record.Activity}: {record.StatusDescription} {record.CurrentOperation}")
            .ReplaceLineEndings(" ").TrimEnd();
        return line.Length < width ? line : line[..(width - 1)];
    }
}
