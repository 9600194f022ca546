namespace GardenerOverlay.Help;

/// <summary>The folder that ships: it holds what this run made and nothing else.</summary>
internal static class OutputFolder
{
    /// <summary>A file that has not changed keeps its time, so that builds after this one have nothing to do.</summary>
    public static void Write(string folder, IReadOnlyDictionary<string, string> files)
    {
        Directory.CreateDirectory(folder);
        foreach ((string name, string text) in files)
        {
            string path = Path.Combine(folder, name);
            if (!File.Exists(path) || !string.Equals(File.ReadAllText(path), text, StringComparison.Ordinal))
            {
                File.WriteAllText(path, text);
            }
        }

        foreach (string stale in Directory.EnumerateFiles(folder).Where(path => !files.ContainsKey(Path.GetFileName(path))).ToArray())
        {
            File.Delete(stale);
        }
    }
}
