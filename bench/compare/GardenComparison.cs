using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace GardenerOverlay.Bench;

/// <summary>The embedded garden in a process of its own: how soon it is ready, how fast it gives a list, what it keeps.</summary>
internal static class GardenComparison
{
    private const int Shoots = 5_000;
    private const int Rounds = 7;
    private const int Patches = 2_000;
    private const double BytesPerSecond = 100e6;

    public static async Task RunAsync(Report report)
    {
        string folder = Directory.CreateTempSubdirectory("gardener-overlay-bench-").FullName;
        ProcessStartInfo start = new("dotnet") { ArgumentList = { Report.Metadata("Sandbox"), "serve", "--shoots", $"{Shoots}", "--kubeconfigs", folder }, UseShellExecute = false, RedirectStandardOutput = true };
        Stopwatch watch = Stopwatch.StartNew();
        using Process process = Process.Start(start)!;
        try
        {
            while (await process.StandardOutput.ReadLineAsync() is { } line && !line.StartsWith("Ready after", StringComparison.Ordinal))
            {
            }
            report.Promise($"a garden with {Shoots:N0} shoots is ready after", watch.Elapsed.TotalSeconds, 10, "s");
            using HttpClient client = Client(await File.ReadAllTextAsync(Path.Combine(folder, "garden-reader.yaml")));
            await MeasureListAsync(report, client);
            _ = await ListAsync(client, "application/json;as=Table;v=v1;g=meta.k8s.io");
            using HttpClient writer = Client(await File.ReadAllTextAsync(Path.Combine(folder, "garden.yaml")));
            double seconds = await PatchAsync(writer);
            report.Fact(string.Create(CultureInfo.InvariantCulture, $"{Patches:N0} merge patches one after another: {Patches / seconds:0} a second"));
            process.Refresh();
            report.Promise("working set after these lists and patches", process.WorkingSet64 / 1e6, 400, "MB");
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureListAsync(Report report, HttpClient client)
    {
        List<double> seconds = [];
        long bytes = 0;
        for (int round = 0; round < Rounds; round++)
        {
            Stopwatch watch = Stopwatch.StartNew();
            bytes = await ListAsync(client, "application/json");
            seconds.Add(watch.Elapsed.TotalSeconds);
        }
        double median = Report.Median(seconds);
        report.Fact(string.Create(CultureInfo.InvariantCulture, $"a raw list of {bytes / 1e6:0} MB, median of {Rounds}: {bytes / median / 1e6:0} MB/s (slowest {bytes / seconds.Max() / 1e6:0})"));
        report.Promise("the raw list against 100 MB/s", 1000 * median, 1000 * bytes / BytesPerSecond, "ms");
    }

    private static async Task<long> ListAsync(HttpClient client, string accept)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "apis/core.gardener.cloud/v1beta1/shoots");
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using HttpResponseMessage answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        await using Stream body = await answer.Content.ReadAsStreamAsync();
        byte[] buffer = new byte[128 << 10];
        long bytes = 0;
        for (int read; (read = await body.ReadAsync(buffer)) > 0;)
        {
            bytes += read;
        }
        return bytes;
    }

    private static async Task<double> PatchAsync(HttpClient client)
    {
        Stopwatch watch = Stopwatch.StartNew();
        for (int index = 0; index < Patches; index++)
        {
            using StringContent patch = new($$$$"""{"metadata":{"annotations":{"a":"{{{{index}}}}"}}}""", new MediaTypeHeaderValue("application/merge-patch+json"));
            string path = string.Create(CultureInfo.InvariantCulture, $"apis/core.gardener.cloud/v1beta1/namespaces/garden-team-{index % 50:00}/shoots/shoot-{index:00000}");
            using HttpResponseMessage answer = await client.PatchAsync(new Uri(path, UriKind.Relative), patch);
            answer.EnsureSuccessStatusCode();
        }
        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>With what a kubeconfig of the garden says: where, whom to trust, who one is.</summary>
    private static HttpClient Client(string kubeconfig)
    {
        string? Value(string key) => kubeconfig.Split('\n').FirstOrDefault(line => line.TrimStart().StartsWith(key + ": ", StringComparison.Ordinal))?.Split(' ')[^1];
        string Pem(string key) => Encoding.UTF8.GetString(Convert.FromBase64String(Value(key)!));
        X509ChainPolicy trust = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { X509Certificate2.CreateFromPem(Pem("certificate-authority-data")) }, RevocationMode = X509RevocationMode.NoCheck };
        SocketsHttpHandler handler = new() { SslOptions = { CertificateChainPolicy = trust } };
        HttpClient client = new(handler) { BaseAddress = new Uri(Value("server") + "/") };
        if (Value("token") is { } token)
        {
            client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        }
        else
        {
            using X509Certificate2 certificate = X509Certificate2.CreateFromPem(Pem("client-certificate-data"), Pem("client-key-data"));
            // A round trip, because Windows cannot use a key that was never stored.
            handler.SslOptions.ClientCertificates = [X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null)];
        }
        return client;
    }
}
