using System.Globalization;
using System.Text.Json.Nodes;

namespace GardenerOverlay.Sandbox.Garden.Kinds;

/// <summary>A column of kubectl get. One of priority 1 shows with -o wide only.</summary>
internal sealed record Column(string Name, Func<JsonObject, JsonNode?> Value, int Priority = 0, string Type = "string")
{
    /// <summary>A column that shows one field, a placeholder where it is missing.</summary>
    public static Column Of(string name, string path, int priority = 0)
    {
        string[] parts = path.Split('.');
        return new(name, content => content.At(parts)?.DeepClone() ?? "<none>", priority);
    }

    /// <summary>A column that shows the status of one condition.</summary>
    public static Column OfCondition(string name, string condition, int priority = 0) =>
        new(name, content => ConditionStatus(content, condition) ?? "<unknown>", priority);

    /// <summary>A column of numbers, 0 where the counter is missing.</summary>
    public static Column OfCount(string name, string path)
    {
        string[] parts = path.Split('.');
        return new(name, content => content.NumberAt(parts) ?? 0, Type: "integer");
    }

    public static string? ConditionStatus(JsonObject content, string type) =>
        content.ListAt("status", "conditions")?.FirstOrDefault(condition => condition.TextAt("type") == type).TextAt("status");

    /// <summary>How long ago, in the units kubectl uses. Source: k8s.io/apimachinery, util/duration.</summary>
    public static string Age(string? timestamp, DateTimeOffset now)
    {
        if (!DateTimeOffset.TryParse(timestamp, CultureInfo.InvariantCulture, out DateTimeOffset time))
        {
            return "<unknown>";
        }

        TimeSpan age = now > time ? now - time : TimeSpan.Zero;
        (int days, int hours, int minutes) = ((int)age.TotalDays, (int)age.TotalHours, (int)age.TotalMinutes);
        return age switch
        {
            { TotalMinutes: < 2 } => $"{(int)age.TotalSeconds}s",
            { TotalMinutes: < 10 } => Two(minutes, "m", age.Seconds, "s"),
            { TotalHours: < 3 } => $"{minutes}m",
            { TotalHours: < 8 } => Two(hours, "h", age.Minutes, "m"),
            { TotalDays: < 2 } => $"{hours}h",
            { TotalDays: < 8 } => Two(days, "d", age.Hours, "h"),
            { TotalDays: < 730 } => $"{days}d",
            { TotalDays: < 2920 } => Two(days / 365, "y", days % 365, "d"),
            _ => $"{days / 365}y",
        };
    }

    private static string Two(int large, string largeUnit, int small, string smallUnit) =>
        small == 0 ? $"{large}{largeUnit}" : $"{large}{largeUnit}{small}{smallUnit}";
}
