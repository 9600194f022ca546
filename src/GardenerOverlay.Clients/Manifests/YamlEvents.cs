using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace GardenerOverlay.Clients.Manifests;

/// <summary>YamlDotNet's parser with the limits that it lacks, and with errors that are ours.</summary>
internal sealed class YamlEvents : IDisposable
{
    private readonly BoundedTextReader _text;
    private readonly Scanner _scanner;
    private readonly Parser _parser;
    private readonly CancellationToken _cancellation;
    private readonly Action<ParsingEvent>? _observer;
    private long _objectStart;
    private long _objectLine = 1;
    private int _depth;

    public YamlEvents(TextReader text, Action<ParsingEvent>? observer, CancellationToken cancellation)
    {
        _text = new BoundedTextReader(text);
        _scanner = new Scanner(_text);
        _parser = new Parser(_scanner);
        (_cancellation, _observer) = (cancellation, observer);
    }

    public ParsingEvent Current => _parser.Current!;

    public int Line => (int)Current.Start.Line;

    /// <summary>Where the current event begins, in characters from the beginning of the text.</summary>
    public int Start => (int)Current.Start.Index;

    /// <summary>Takes the next event.</summary>
    /// <exception cref="ManifestSyntaxException">The text is not YAML, or exceeds a limit.</exception>
    public ParsingEvent Next()
    {
        _cancellation.ThrowIfCancellationRequested();
        Mark last = _parser.Current?.End ?? Mark.Empty;
        try
        {
            if (!_parser.MoveNext())
            {
                throw new ManifestSyntaxException("the file ends too early", last.Line, last.Column);
            }
        }
        catch (ScalarTooLongException)
        {
            throw ManifestSyntaxException.ScalarTooLong(last.Line, last.Column);
        }
        catch (YamlException exception)
        {
            // Some start where the object around the fault does; the fault itself is at the end of what was read.
            Mark fault = exception.End.Line > exception.Start.Line ? exception.End : exception.Start;
            // Of a tab, the commonest slip of all, only the scanner knows the place.
            fault = exception.Message.Contains("invalid tab", StringComparison.Ordinal) ? _scanner.CurrentPosition : fault;
            throw new ManifestSyntaxException(exception.Message.TrimEnd('.'), fault.Line, fault.Column);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or ArithmeticException or FormatException or IndexOutOfRangeException or NullReferenceException)
        {
            // The scanner stumbles over some texts that are not YAML, where it stands.
            throw new ManifestSyntaxException("this is not YAML", _scanner.CurrentPosition.Line, _scanner.CurrentPosition.Column);
        }
        _text.EventRead();
        if (Current.End.Index - _objectStart > ManifestLimits.ObjectBytes)
        {
            throw ManifestSyntaxException.ObjectTooLarge(_objectLine);
        }
        _observer?.Invoke(Current);
        return Current;
    }

    /// <summary>An object begins here: a document, an item of a list, or what follows a list.</summary>
    public void BeginObject() => (_objectStart, _objectLine) = (Current.Start.Index, Current.Start.Line);

    public void Enter()
    {
        if (++_depth > ManifestLimits.Depth)
        {
            throw ManifestSyntaxException.TooDeep(Current.Start.Line, Current.Start.Column);
        }
    }

    public void Leave() => _depth--;

    /// <summary>An error at the current event.</summary>
    public ManifestSyntaxException Error(string message) => new(message, Current.Start.Line, Current.Start.Column);

    public void Dispose() => _text.Dispose();
}
