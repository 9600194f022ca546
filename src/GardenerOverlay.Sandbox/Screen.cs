using System.Text;

namespace GardenerOverlay.Sandbox;

/// <summary>The two output streams, and the transient progress line on top of them.</summary>
internal sealed class Screen(TerminalFacts terminal)
{
    private readonly Lock _gate = new();
    private readonly StreamWriter _output = Open(Console.OpenStandardOutput());
    private readonly StreamWriter _error = Open(Console.OpenStandardError());
    private string _progress = "";

    public TerminalFacts Terminal { get; } = terminal;

    public void WriteOutput(string text) => Write(_output, Terminal.ColorOutput ? text : PlainText.Of(text));

    public void WriteError(string text) => Write(_error, Terminal.ColorError ? text : PlainText.Of(text));

    /// <summary>Replaces the progress line; an empty text removes it.</summary>
    public void ShowProgress(string text)
    {
        if (!Terminal.IsTerminal)
        {
            return;
        }

        lock (_gate)
        {
            // Overwritten with blanks and not erased by an escape sequence, which NO_COLOR forbids.
            _error.Write('\r' + text.PadRight(_progress.Length) + '\r');
            _progress = text;
        }
    }

    private void Write(StreamWriter stream, string text)
    {
        lock (_gate)
        {
            if (_progress.Length > 0)
            {
                ShowProgress("");
            }

            stream.Write(text);
        }
    }

    // Console.Out would follow the locale's character set. Flushed at each write, so that output appears when it is emitted.
    private static StreamWriter Open(Stream stream) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
}
