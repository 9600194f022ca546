using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Core.Overlay;

/// <summary>Gives problems of the NetworkConfig the line of the key that they name, or of the nearest object that is there.</summary>
internal static class ProblemLines
{
    public static void Locate(List<ShootProblem> problems, Shoot shoot)
    {
        string prefix = OverlayRules.ConfigPath(shoot);
        for (int index = 0; index < problems.Count; index++)
        {
            ShootProblem problem = problems[index];
            if (problem.Line is null && problem.Field.StartsWith(prefix, StringComparison.Ordinal))
            {
                problems[index] = problem with { Line = LineOf(shoot.ProviderConfig, problem.Field[prefix.Length..]) };
            }
        }
    }

    private static int? LineOf(ManifestNode? config, string path)
    {
        ManifestNode? node = config;
        foreach (string key in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            if (node?[key] is not { } next)
            {
                break;
            }
            node = next;
        }
        return node is { Line: > 0 } ? node.Line : null;
    }
}
