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
    public string Kubeconfig(string name) => _folder[$"kubeconfigs/{name}.yaml"];

    /// <summary>What kubectl learned of this server, for its next call.</summary>
    public string KubectlCache => _folder["kubectl-cache"];

    /// <summary>A client of that cluster; <paramref name="change"/> may take its credentials away, for instance.</summary>
    public Kubernetes Client(string name = "garden", Action<KubernetesClientConfiguration>? change = null)
    {
        KubernetesClientConfiguration configuration = KubernetesClientConfiguration.BuildConfigFromConfigFile(Kubeconfig(name));
        change?.Invoke(configuration);
        return new(configuration);
    }

    /// <summary>Lets the server forget what was: no page and no watch can go on from there.</summary>
    public Task ForgetAsync() => ControlAsync(HttpMethod.Post, "forget");

    /// <summary>Asks for faults, one a line.</summary>
    public Task FaultAsync(string faults) => ControlAsync(HttpMethod.Post, "faults", faults);

    public Task NoFaultsAsync() => ControlAsync(HttpMethod.Delete, "faults");

    public async ValueTask InitializeAsync()
    {
        // Whatever happens to the tests: where there is a command for it, the server has an end of its own.
        string[] command = OperatingSystem.IsLinux() ? ["timeout", "--kill-after=5", "540", "dotnet", Program] : ["dotnet", Program];
        ProcessStartInfo start = new(command[0]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])[.. command[1..], "serve", "--kubeconfigs", _folder["kubeconfigs"], .. Options])
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
                _process.Kill(entireProcessTree: true);
            }
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task ControlAsync(HttpMethod method, string path, string body = "")
    {
        using Kubernetes client = Client();
        using HttpRequestMessage request = new(method, new Uri(client.BaseUri, $"/garden/control/{path}")) { Content = new StringContent(body) };
        using HttpResponseMessage answer = await client.HttpClient.SendAsync(request, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
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
