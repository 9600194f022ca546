namespace GardenerOverlay.Bench;

/// <summary>Ranges as a large company has them: many small ones, some that hold others, some equal.</summary>
internal static class RangeData
{
    public static string[] Make(int count)
    {
        Random random = new(20261122);
        string[] ranges = new string[count];
        for (int index = 0; index < count; index++)
        {
            int length = random.Next(100) < 2 ? random.Next(12, 20) : random.Next(20, 29);
            uint address = (uint)random.NextInt64(1L << 32) & (uint.MaxValue << (32 - length));
            ranges[index] = $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}/{length}";
        }
        return ranges;
    }
}
