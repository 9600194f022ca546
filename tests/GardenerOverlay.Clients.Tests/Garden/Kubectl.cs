using System.Diagnostics;

namespace GardenerOverlay.Clients.Tests.Garden;

/// <summary>What a call of kubectl ended with.</summary>
public sealed record KubectlResult(int ExitCode, string Output, string Error)
{
    /// <summary>The output of a call that must have succeeded.</summary>
    public string Ok
    {
        get
        {
            Assert.True(ExitCode == 0, $"kubectl ended with {ExitCode}: {Error}");
            return Output;
        }
    }

    /// <summary>The message of a call that must have failed.</summary>
    public string Refused
    {
        get
        {
            Assert.True(ExitCode != 0, $"kubectl succeeded: {Output}");
            return Error;
        }
    }
}

/// <summary>The real kubectl, with a home of its own, and a cache beside the server it is about.</summary>
public sealed class Kubectl : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private readonly TestFolder _home = new();
    private readonly string _kubeconfig;
    private readonly string _cache;
    private readonly string _program;

    /// <summary>Where there is no kubectl, the test is skipped, and says so.</summary>
    public Kubectl(GardenProcess garden, string name = "garden")
    {
        string? program = Find();
        Assert.SkipWhen(program is null, "kubectl is missing on the PATH: what it makes of the garden was not tried.");
        (_kubeconfig, _cache, _program) = (garden.Kubeconfig(name), garden.KubectlCache, program!);
    }

    public TestFolder Home => _home;

    public Task<KubectlResult> RunAsync(params string[] arguments) => RunAsync(input: null, arguments);

    public async Task<KubectlResult> RunAsync(string? input, string[] arguments)
    {
        using Process process = Start(arguments);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        end.CancelAfter(s_patience);
        try
        {
            await process.StandardInput.WriteAsync(input ?? "");
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync(end.Token);
            Task<string> error = process.StandardError.ReadToEndAsync(end.Token);
            await process.WaitForExitAsync(end.Token);
            return new(process.ExitCode, await output, await error);
        }
        finally
        {
            End(process);
        }
    }

    /// <summary>Starts a call that goes on by itself, such as a watch.</summary>
    public Process Start(params string[] arguments)
    {
        ProcessStartInfo start = new(_program) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        start.ArgumentList.Add("--kubeconfig=" + _kubeconfig);
        start.ArgumentList.Add("--cache-dir=" + _cache);
        start.Environment["HOME"] = _home.Path;
        start.Environment.Remove("KUBECONFIG");
        start.Environment.Remove("KUBECTL_EXTERNAL_DIFF");
        return Process.Start(start)!;
    }

    public static void End(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }
    }

    public void Dispose() => _home.Dispose();

    private static string? Find()
    {
        string name = OperatingSystem.IsWindows() ? "kubectl.exe" : "kubectl";
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
    }
}
