using System.Management.Automation.Host;

namespace GardenerOverlay.Sandbox;

/// <summary>The size of the screen, from which the formatter takes its width; everything else is left out.</summary>
internal sealed class SandboxRawUserInterface : PSHostRawUserInterface
{
    public override Size WindowSize
    {
        get
        {
            (int width, int height) = TerminalFacts.Size();
            return new(width, height);
        }

        set
        {
        }
    }

    public override Size BufferSize
    {
        get => WindowSize;
        set
        {
        }
    }

    public override Size MaxPhysicalWindowSize => WindowSize;
    public override Size MaxWindowSize => WindowSize;
    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;
    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;
    public override Coordinates CursorPosition { get; set; }
    public override int CursorSize { get; set; } = 1;
    public override Coordinates WindowPosition { get; set; }
    public override string WindowTitle { get; set; } = "";
    public override bool KeyAvailable => false;

    public override void FlushInputBuffer()
    {
    }

    public override KeyInfo ReadKey(ReadKeyOptions options) => throw KeyboardInput.NotInteractive();

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw new NotSupportedException();

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) =>
        throw new NotSupportedException();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw new NotSupportedException();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw new NotSupportedException();
}
