using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace GardenerOverlay.Module.Tests;

/// <summary>How the sandbox's garden starts, what it says, and how it ends. What it serves is tried beside the clients.</summary>
public sealed class ServeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gardener-overlay-serve-").FullName;
    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    public ServeTests() => _end.CancelAfter(TimeSpan.FromSeconds(60));

    private string Kubeconfigs => Path.Combine(_folder, "Ada's kubeconfigs");

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _end.Dispose();
    }

    [Theory]
    [InlineData("-INT")]
    [InlineData("-TERM")]
    public async Task It_says_how_to_reach_it_and_ends_cleanly(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent with kill.");
        await Stopping.AssertWithinPromiseAsync(async () =>
        {
            using Process process = Sandbox.Start("serve", "--kubeconfigs", Kubeconfigs);
            try
            {
                string said = await UntilReadyAsync(process);
                string file = Path.Combine(Kubeconfigs, "garden.yaml");
                Assert.Contains($"\n  PowerShell:  $env:KUBECONFIG = '{file.Replace("'", "''", StringComparison.Ordinal)}'\n", said, StringComparison.Ordinal);
                Assert.Equal(file, await ShellAsync(said.Split("sh:")[1].Split('\n')[0] + "; printf %s \"$KUBECONFIG\""));
                Assert.Contains("A garden with 19 shoots, and 19 API servers of seeds and shoots.", said, StringComparison.Ordinal);
                Assert.Equal(HttpStatusCode.OK, await AskAsync(file));
                AssertPrivate(Directory.GetFiles(Kubeconfigs));

                Stopwatch watch = Stopwatch.StartNew();
                using Process kill = Process.Start("kill", [signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
                await process.WaitForExitAsync(_end.Token);
                TimeSpan taken = watch.Elapsed;
                Assert.Equal(0, process.ExitCode);
                Assert.False(Directory.Exists(Kubeconfigs));
                return taken;
            }
            finally
            {
                End(process);
            }
        });
    }

    [Fact]
    public async Task It_makes_as_many_shoots_as_are_asked_for_on_the_port_that_is_asked_for()
    {
        int port = FreePort();
        using Process process = Sandbox.Start("serve", "--shoots", "60", "--port", $"{port}", "--kubeconfigs", Kubeconfigs);
        try
        {
            string said = await UntilReadyAsync(process);
            Assert.Contains("A garden with 60 shoots", said, StringComparison.Ordinal);
            Assert.Contains($"https://127.0.0.1:{port}/garden", said, StringComparison.Ordinal);
            (int code, string output, string error) = await Sandbox.RunAsync("serve", "--port", $"{port}", "--kubeconfigs", Path.Combine(_folder, "other"));
            Assert.Equal((2, ""), (code, output));
            Assert.Contains($"serve: port {port} cannot be used.", error, StringComparison.Ordinal);
        }
        finally
        {
            End(process);
        }
    }

    [Fact]
    public async Task It_begins_with_the_faults_that_were_asked_for()
    {
        using Process process = Sandbox.Start("serve", "--kubeconfigs", Kubeconfigs, "--fault", "error,path=/garden/version,times=1");
        try
        {
            _ = await UntilReadyAsync(process);
            string file = Path.Combine(Kubeconfigs, "garden.yaml");
            Assert.Equal(HttpStatusCode.InternalServerError, await AskAsync(file));
            Assert.Equal(HttpStatusCode.OK, await AskAsync(file));
        }
        finally
        {
            End(process);
        }
    }

    [Theory]
    [InlineData(64, "--landscape and --shoots exclude each other", "--landscape", ".", "--shoots", "3")]
    [InlineData(64, "--shoots: 'many' is no number from 1 to 100000", "--shoots", "many")]
    [InlineData(64, "--port: the value is missing", "--port")]
    [InlineData(64, "There is no fault 'flood'", "--fault", "flood")]
    [InlineData(64, "unknown option '--quick'", "--quick", "yes")]
    [InlineData(64, "has no folder 'garden'", "--landscape", "nowhere")]
    public async Task A_wrong_command_line_is_refused(int exitCode, string message, params string[] options)
    {
        (int code, string output, string error) = await Sandbox.RunAsync(["serve", "--kubeconfigs", Kubeconfigs, .. options]);
        Assert.Equal((exitCode, ""), (code, output));
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kind: Shoot", "does not serve 'Shoot' of ''")]
    [InlineData("a: b: c", "line 1, column 5")]
    [InlineData("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}", "ConfigMap a has no namespace")]
    [InlineData("apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n---\napiVersion: v1\nkind: Namespace\nmetadata: {name: a}", "Namespace /a is there twice")]
    public async Task A_landscape_that_cannot_be_read_names_the_file(string manifest, string message)
    {
        string file = Path.Combine(_folder, "garden", "one.yaml");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await File.WriteAllTextAsync(file, manifest, _end.Token);
        (int code, _, string error) = await Sandbox.RunAsync("serve", "--kubeconfigs", Kubeconfigs, "--landscape", _folder);
        Assert.Equal(2, code);
        Assert.Contains($"The landscape cannot be read: {file}: ", error, StringComparison.Ordinal);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_runs_with_a_garden_of_its_own()
    {
        (int code, string output, string error) = await Sandbox.RunAsync("run", "--landscape", Path.Combine(TestEnvironment.Samples, "landscape"), "-c", """
            $env:KUBECONFIG
            [IO.File]::ReadAllText($env:KUBECONFIG) -match 'server: (https://127\.0\.0\.1:\d+/garden)'
            $handler = [Net.Http.HttpClientHandler]::new()
            $handler.ServerCertificateCustomValidationCallback = [Net.Http.HttpClientHandler]::DangerousAcceptAnyServerCertificateValidator
            [Net.Http.HttpClient]::new($handler).GetStringAsync("$($Matches[1])/healthz").Result
            """);
        Assert.Equal("", error);
        Assert.Equal(0, code);
        string[] lines = output.Split('\n');
        Assert.Equal(["True", "ok", ""], lines[1..]);
        Assert.False(File.Exists(lines[0]));
    }

    private async Task<string> UntilReadyAsync(Process process)
    {
        List<string> lines = [];
        while (await process.StandardOutput.ReadLineAsync(_end.Token) is { } line)
        {
            lines.Add(line);
            if (line.StartsWith("Ready after ", StringComparison.Ordinal))
            {
                return string.Join('\n', lines);
            }
        }
        Assert.Fail($"The garden did not start: {await process.StandardError.ReadToEndAsync(_end.Token)}");
        return "";
    }

    private async Task<HttpStatusCode> AskAsync(string kubeconfig)
    {
        string text = await File.ReadAllTextAsync(kubeconfig, _end.Token);
        string Value(string key) => text.Split('\n').Single(line => line.TrimStart().StartsWith(key + ": ", StringComparison.Ordinal)).Split(' ')[^1];
        using X509Certificate2 authority = X509Certificate2.CreateFromPem(Encoding.UTF8.GetString(Convert.FromBase64String(Value("certificate-authority-data"))));
        X509ChainPolicy trust = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { authority }, RevocationMode = X509RevocationMode.NoCheck };
        using SocketsHttpHandler handler = new() { SslOptions = { CertificateChainPolicy = trust } };
        using HttpClient client = new(handler);
        using HttpResponseMessage answer = await client.GetAsync(new Uri(Value("server") + "/version"), _end.Token);
        return answer.StatusCode;
    }

    private async Task<string> ShellAsync(string command)
    {
        using Process shell = Process.Start(new ProcessStartInfo("sh", ["-c", command]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        return await shell.StandardOutput.ReadToEndAsync(_end.Token);
    }

    private static void AssertPrivate(string[] files)
    {
        foreach (string file in files)
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(file));
        }
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static void End(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }
    }
}
