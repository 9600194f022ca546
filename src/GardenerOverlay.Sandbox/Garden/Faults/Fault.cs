using System.Globalization;
using System.IO.Enumeration;
using System.Text.Json.Nodes;

namespace GardenerOverlay.Sandbox.Garden.Faults;

/// <summary>What goes wrong.</summary>
internal enum FaultKind
{
    /// <summary>429 with Retry-After.</summary>
    TooManyRequests,
    /// <summary>500.</summary>
    Error,
    /// <summary>The answer comes late.</summary>
    Slow,
    /// <summary>The answer ends in the middle: by the end of the connection, or of the stream in HTTP/2.</summary>
    Cut,
    /// <summary>410 for a continue token or a watch that goes on.</summary>
    Expired,
    /// <summary>409 for a change, as if somebody else had been faster.</summary>
    Conflict,
    /// <summary>Nobody answers: the connection ends at once.</summary>
    Away,
}

/// <summary>
/// A fault on request. As text: the kind, then parts <c>name=value</c> behind commas, for instance
/// <c>too-many-requests,times=3,after=1,path=/garden/*/shoots*,method=GET</c>.
/// </summary>
/// <param name="Kind">What goes wrong.</param>
/// <param name="Path">Which paths, with wildcards.</param>
/// <param name="Method">Which method; empty for all.</param>
/// <param name="Times">How often; after that all is well again. Null for always.</param>
/// <param name="After">Seconds: Retry-After, or how late.</param>
/// <param name="Bytes">How much is sent before the connection ends.</param>
internal sealed record Fault(FaultKind Kind, string Path, string Method, int? Times, double After, long Bytes)
{
    public const string Names = "too-many-requests, error, slow, cut, expired, conflict, away";

    /// <exception cref="FormatException">The text is no fault.</exception>
    public static Fault Parse(string text)
    {
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
        FaultKind kind = ParseKind(parts[0]);
        Fault fault = new(kind, "*", "", Times: null, kind == FaultKind.Slow ? 0.05 : 1, Bytes: 2000);
        return parts.Skip(1).Aggregate(fault, With);
    }

    public bool Fits(string method, string path) =>
        (Method.Length == 0 || string.Equals(Method, method, StringComparison.OrdinalIgnoreCase))
        && FileSystemName.MatchesSimpleExpression(Path, path, ignoreCase: false);

    public JsonObject ToJson() => new()
    {
        ["kind"] = KindName(Kind),
        ["path"] = Path,
        ["method"] = Method,
        ["times"] = Times,
        ["after"] = After,
        ["bytes"] = Bytes,
    };

    private static Fault With(Fault fault, string part)
    {
        int sign = part.IndexOf('=', StringComparison.Ordinal);
        string value = part[(sign + 1)..];
        return (sign < 0 ? "" : part[..sign]) switch
        {
            "path" => fault with { Path = value },
            "method" => fault with { Method = value },
            "times" => fault with { Times = Whole("times", value) },
            "after" => fault with { After = Number(value) },
            "bytes" => fault with { Bytes = Whole("bytes", value) },
            _ => throw new FormatException($"'{part}' is no part of a fault. There are: path=, method=, times=, after= (seconds), bytes=."),
        };
    }

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number)
            ? number
            : throw new FormatException($"'{text}' is no number.");

    private static int Whole(string part, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw new FormatException($"{part}: '{text}' is no whole number from 1 on.");

    private static FaultKind ParseKind(string name)
    {
        foreach (FaultKind kind in Enum.GetValues<FaultKind>())
        {
            if (KindName(kind) == name)
            {
                return kind;
            }
        }

        throw new FormatException($"There is no fault '{name}'. There are: {Names}.");
    }

    private static string KindName(FaultKind kind) => kind == FaultKind.TooManyRequests ? "too-many-requests" : kind.ToString().ToLowerInvariant();
}
