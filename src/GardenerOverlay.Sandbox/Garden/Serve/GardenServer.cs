using System.Net;
using System.Security.Cryptography.X509Certificates;
using GardenerOverlay.Sandbox.Garden.Landscape;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GardenerOverlay.Sandbox.Garden.Serve;

/// <summary>A garden that listens on the loopback address.</summary>
internal sealed class GardenServer : IAsyncDisposable
{
    private readonly WebApplication _host;
    private readonly X509Certificate2 _certificate;

    private GardenServer(GardenModel garden, WebApplication host, X509Certificate2 certificate)
    {
        Garden = garden;
        _host = host;
        _certificate = certificate;
    }

    public GardenModel Garden { get; }

    /// <param name="source">What the garden is filled with.</param>
    /// <param name="port">0 for any that is free.</param>
    /// <exception cref="CannotStartException">The port is taken, or the landscape cannot be read.</exception>
    public static async Task<GardenServer> StartAsync(LandscapeSource source, int port)
    {
        GardenModel garden = new();
        try
        {
            source.Fill(garden);
            X509Certificate2 certificate = garden.Credentials.Authority.IssueServer();
            WebApplication host = Build(port, certificate);
            host.Run(new RequestPipeline(garden).HandleAsync);
            await host.StartAsync();
            garden.Address.Root = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
            return new(garden, host, certificate);
        }
        catch (Exception problem) when (problem is IOException or AddressInUseException)
        {
            garden.Dispose();
            throw new CannotStartException($"serve: port {port} cannot be used. {problem.Message}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Watches have no end of their own: they are not waited for.
        await _host.StopAsync(new CancellationToken(canceled: true));
        await _host.DisposeAsync();
        _certificate.Dispose();
        Garden.Dispose();
    }

    private static WebApplication Build(int port, X509Certificate2 certificate)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MinResponseDataRate = null;
            // Lists are large, and the client is on the same machine.
            kestrel.Limits.MaxResponseBufferSize = 4 << 20;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.Http2.MaxStreamsPerConnection = 250;
            kestrel.Listen(IPAddress.Loopback, port, listen =>
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.UseHttps(new HttpsConnectionAdapterOptions
                {
                    ServerCertificate = certificate,
                    ClientCertificateMode = ClientCertificateMode.AllowCertificate,
                    // Who is not known is told so by a Status, as kube-apiserver does, not by a broken handshake.
                    ClientCertificateValidation = (_, _, _) => true,
                });
            });
        });

        // Signals are the sandbox's own business.
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        return builder.Build();
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
