using System.Management.Automation;
using System.Text;

namespace GardenerOverlay.Sandbox;

/// <summary>The standard input, line by line.</summary>
internal sealed class KeyboardInput
{
    // Not Console.In, which switches a terminal's mode with escape sequences.
    private readonly Lazy<StreamReader> _reader = new(() => new StreamReader(Console.OpenStandardInput(), Encoding.UTF8));

    /// <summary>Reads a line, or fails as a console without a user does.</summary>
    public string ReadLine()
    {
        try
        {
            return _reader.Value.ReadLine() ?? throw NotInteractive();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // The stream is closed.
            throw NotInteractive();
        }
    }

    public static PSInvalidOperationException NotInteractive() =>
        new("PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.");
}
