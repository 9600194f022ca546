using System.Numerics;

namespace GardenerOverlay.Clients.Manifests.Editing;

/// <summary>
/// A number that two texts share only if they say the same, within this process: scalars, keys, anchors and the shape
/// of objects and lists count, comments and blanks do not.
/// </summary>
internal sealed class Fingerprint
{
    public ulong Value { get; private set; } = 0x9E37_79B9_7F4A_7C15;

    public void Add(int mark) => Value = (BitOperations.RotateLeft(Value, 7) ^ (uint)mark) * 0xFF51_AFD7_ED55_8CCD;

    public void Add(string text)
    {
        Add(text.Length);
        Add(text.GetHashCode(StringComparison.Ordinal));
    }
}
