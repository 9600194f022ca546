using System.Diagnostics;
using System.Reflection;
using System.Text;
using k8s;

namespace GardenerOverlay.Clients.Tests.Garden;

/// <summary>The landscape of the samples, served by a process of its own: one for all tests of a class.</summary>
public class GardenProcess : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private readonly TestFolder _folder = new();
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? _process;

    public static string Program { get; } = Metadata("Sandbox");

    public static string RepositoryRoot { get; } = Metadata("RepositoryRoot");

    /// <summary>What is served instead of the landscape.</summary>
    protected virtual string[] Options => [];

    public int ProcessId => _process!.Id;

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>The kubeconfig of a cluster: garden, garden-reader, seed-NAME, or a shoot's technical ID.</summary>
    public string Kubeconfig(string name) => Path.Combine(_folder.Path, "kubeconfigs", name + ".yaml");

    public Kubernetes Client(string name = "garden") => new(KubernetesClientConfiguration.BuildConfigFromConfigFile(Kubeconfig(name)));

    public async ValueTask InitializeAsync()
    {
        ProcessStartInfo start = new("dotnet") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in new[] { Program, "serve", "--kubeconfigs", Path.Combine(_folder.Path, "kubeconfigs") }.Concat(Options))
        {
            start.ArgumentList.Add(argument);
        }
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Collect(line.Data);
        _process.ErrorDataReceived += (_, line) => Collect(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Task ended = _process.WaitForExitAsync();
        Task first = await Task.WhenAny(_ready.Task, ended, Task.Delay(s_patience));
        Assert.True(first == _ready.Task, $"The garden did not start: {Output}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            if (!_process.HasExited)
            {
                _process.Kill();
            }
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private void Collect(string? line)
    {
        if (line is null)
        {
            return;
        }
        lock (_output)
        {
            _output.Append(line).Append('\n');
        }
        if (line.StartsWith("Ready after", StringComparison.Ordinal))
        {
            _ready.TrySetResult();
        }
    }

    private static string Metadata(string key) =>
        typeof(GardenProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
