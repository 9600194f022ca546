using System.Globalization;
using GardenerOverlay.Sandbox.Garden.Faults;
using GardenerOverlay.Sandbox.Garden.Serve;

namespace GardenerOverlay.Sandbox;

/// <summary>Reads the options of serve.</summary>
internal static class ServeOptions
{
    public static Request Parse(string[] arguments)
    {
        GardenOptions options = new(RepositoryLayout.Landscape, Shoots: null, Port: 0, RepositoryLayout.Kubeconfigs, Faults: []);
        bool hasLandscape = false;
        try
        {
            for (int index = 0; index < arguments.Length; index += 2)
            {
                string option = arguments[index];
                string value = index + 1 < arguments.Length ? arguments[index + 1] : throw new FormatException($"{option}: the value is missing");
                hasLandscape |= option == "--landscape";
                options = With(options, option, value);
            }
        }
        catch (FormatException problem)
        {
            return new WrongRequest($"serve: {problem.Message.TrimEnd('.')}.");
        }

        return hasLandscape && options.Shoots is not null
            ? new WrongRequest("serve: --landscape and --shoots exclude each other.")
            : new ServeRequest(options);
    }

    private static GardenOptions With(GardenOptions options, string option, string value) => option switch
    {
        "--landscape" => options with { Landscape = value },
        "--shoots" => options with { Shoots = Number(option, value, 1, 100_000) },
        "--port" => options with { Port = Number(option, value, 0, ushort.MaxValue) },
        "--kubeconfigs" => options with { Kubeconfigs = Path.GetFullPath(value) },
        "--fault" => options with { Faults = [.. options.Faults, Fault.Parse(value)] },
        _ => throw new FormatException($"unknown option '{option}'"),
    };

    private static int Number(string option, string text, int smallest, int largest) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= smallest && number <= largest
            ? number
            : throw new FormatException($"{option}: '{text}' is no number from {smallest} to {largest}");
}
