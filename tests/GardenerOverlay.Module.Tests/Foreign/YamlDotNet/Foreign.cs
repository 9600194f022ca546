namespace YamlDotNet;

/// <summary>Tells that this assembly, and not the real package, was loaded.</summary>
public static class Foreign
{
    public static string Name => "foreign";
}
