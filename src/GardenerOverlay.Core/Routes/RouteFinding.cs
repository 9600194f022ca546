namespace GardenerOverlay.Core.Routes;

/// <summary>Something that users must know about beside the routes themselves.</summary>
/// <param name="Code">One of <see cref="RouteCode"/>.</param>
/// <param name="Message">What it is, naming the item.</param>
public sealed record RouteFinding(string Code, string Message)
{
    /// <summary>E.g. <c>NoNodes: no node has a route ...</c></summary>
    public override string ToString() => $"{Code}: {Message}";
}
