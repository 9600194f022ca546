namespace GardenerOverlay.Core.Errors;

/// <summary>An error of one item: what happened, to which item, and what to do.</summary>
/// <param name="error">Its entry in the table.</param>
/// <param name="target">The item: a path or name.</param>
/// <param name="message">What happened, naming the item.</param>
/// <param name="innerException">The original, kept for its details.</param>
#pragma warning disable CA1032 // An error without an entry of the table must not exist, so the usual constructors do not either.
public sealed class GardenerOverlayException(ErrorDefinition error, string target, string message, Exception? innerException = null)
    : Exception(message, innerException)
#pragma warning restore CA1032
{
    /// <summary>The entry of the table.</summary>
    public ErrorDefinition Error { get; } = error;

    /// <summary>The item that the error is about.</summary>
    public string Target { get; } = target;
}
