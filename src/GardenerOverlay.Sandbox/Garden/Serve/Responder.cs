using System.IO.Compression;
using System.IO.Pipelines;
using GardenerOverlay.Sandbox.Garden.Api;
using GardenerOverlay.Sandbox.Garden.Faults;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace GardenerOverlay.Sandbox.Garden.Serve;

/// <summary>Writes answers as kube-apiserver does.</summary>
internal static class Responder
{
    // Source: k8s.io/apiserver, pkg/endpoints/handlers/responsewriters/writers.go.
    private const int GzipThreshold = 128 << 10;
    private const int FlushThreshold = 256 << 10;

    public static async Task WriteAsync(HttpContext context, Answer answer)
    {
        HttpResponse response = context.Response;
        response.StatusCode = answer.Code;
        response.ContentType = answer.ContentType;
        response.Headers.CacheControl = "no-cache, private";
        if (answer.Length > GzipThreshold && AcceptsGzip(context.Request))
        {
            response.Headers.ContentEncoding = "gzip";
            response.Headers.Vary = "Accept-Encoding";
            await using GZipStream gzip = new(response.Body, CompressionLevel.Fastest, leaveOpen: true);
            foreach (ReadOnlyMemory<byte> piece in answer.Body)
            {
                await gzip.WriteAsync(piece, context.RequestAborted);
            }

            return;
        }

        response.ContentLength = answer.Length;
        await WritePiecesAsync(response.BodyWriter, answer.Body, context.RequestAborted);
    }

    public static Task WriteAsync(HttpContext context, ApiException problem)
    {
        if (context.Response.HasStarted)
        {
            Drop(context);
            return Task.CompletedTask;
        }

        if (problem.RetryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return WriteAsync(context, Answer.Of(problem.Body, problem.Code));
    }

    /// <summary>Ends the connection without a word.</summary>
    public static Answer? Drop(HttpContext context)
    {
        // Not only the stream of one request: all that share an HTTP/2 connection see it end.
        if (context.Features.Get<IConnectionLifetimeFeature>() is { } connection)
        {
            connection.Abort();
        }
        else
        {
            context.Abort();
        }

        return null;
    }

    /// <summary>Lets the answer end once some bytes of it are written.</summary>
    public static void CutAfter(HttpContext context, long bytes) =>
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(new CuttingStream(context.Response.Body, bytes)));

    private static async Task WritePiecesAsync(PipeWriter output, IReadOnlyList<ReadOnlyMemory<byte>> pieces, CancellationToken cancellation)
    {
        foreach (ReadOnlyMemory<byte> piece in pieces)
        {
            System.Buffers.BuffersExtensions.Write(output, piece.Span);
            if (output.UnflushedBytes > FlushThreshold)
            {
                await output.FlushAsync(cancellation);
            }
        }

        await output.FlushAsync(cancellation);
    }

    private static bool AcceptsGzip(HttpRequest request) =>
        request.Headers.AcceptEncoding.ToString().Split(',', ';').Any(coding => coding.Trim() is "gzip");
}
