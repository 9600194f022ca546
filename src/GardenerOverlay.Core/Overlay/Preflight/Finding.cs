namespace GardenerOverlay.Core.Overlay;

/// <summary>What a check says of a shoot, before the shoot's address is added.</summary>
internal sealed record Finding(CheckStatus Status, string Detail, string? Recommendation = null, string? Field = null)
{
    public static Finding Passed(string detail) => new(CheckStatus.Passed, detail);

    public static Finding Warning(string detail, string recommendation, string? field = null) => new(CheckStatus.Warning, detail, recommendation, field);

    public static Finding Failed(string detail, string recommendation, string? field = null) => new(CheckStatus.Failed, detail, recommendation, field);

    /// <summary>The source does not tell.</summary>
    /// <param name="detail">What is not told.</param>
    /// <param name="recommendation">What would tell it.</param>
    public static Finding Skipped(string detail, string recommendation) => new(CheckStatus.Skipped, detail, recommendation);
}
