namespace GardenerOverlay;

/// <summary>How much a property test tries: more of the same where GARDENER_OVERLAY_TEST_LONG is set.</summary>
internal static class TestCounts
{
    public static bool IsLong { get; } = Environment.GetEnvironmentVariable("GARDENER_OVERLAY_TEST_LONG") == "1";

    public static int Cases { get; } = IsLong ? 100_000 : 10_000;
}
