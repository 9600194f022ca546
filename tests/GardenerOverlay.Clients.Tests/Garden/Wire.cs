using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using k8s;

namespace GardenerOverlay.Clients.Tests.Garden;

/// <summary>Requests as they are, without a client that knows Kubernetes.</summary>
public sealed class Wire(Kubernetes client) : IDisposable
{
    /// <summary>For what a request may take, and for what has no end of its own.</summary>
    private readonly CancellationTokenSource _end = new(TimeSpan.FromSeconds(30));

    public CancellationToken End => _end.Token;

    public void Dispose()
    {
        client.Dispose();
        _end.Dispose();
    }

    public Task<HttpResponseMessage> GetAsync(string path, string accept = "application/json") =>
        SendAsync(HttpMethod.Get, path, request => request.Headers.TryAddWithoutValidation("Accept", accept));

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string body, string mediaType) =>
        SendAsync(method, path, request => request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(mediaType) } });

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, Action<HttpRequestMessage> change)
    {
        using HttpRequestMessage request = new(method, new Uri(client.BaseUri, path));
        change(request);
        if (client.Credentials is { } credentials)
        {
            await credentials.ProcessHttpRequestAsync(request, End);
        }
        return await client.HttpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, End);
    }

    /// <summary>The body, of an answer with that code.</summary>
    public async Task<JsonNode> ReadAsync(Task<HttpResponseMessage> answer, HttpStatusCode code = HttpStatusCode.OK)
    {
        using HttpResponseMessage got = await answer;
        string text = await got.Content.ReadAsStringAsync(End);
        Assert.True(got.StatusCode == code, $"{(int)got.StatusCode}: {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>The reason and the message of a Status, which says its code itself.</summary>
    public async Task<string> RefusalAsync(Task<HttpResponseMessage> answer, HttpStatusCode code)
    {
        JsonNode status = await ReadAsync(answer, code);
        Assert.Equal("Status v1 Failure", $"{status["kind"]} {status["apiVersion"]} {status["status"]}");
        Assert.Equal((int)code, status["code"]!.GetValue<int>());
        return $"{status["reason"]}: {status["message"]}";
    }

    /// <summary>Reads the events of a watch until the server ends it.</summary>
    public async Task<List<JsonNode>> WatchAsync(string path, string accept = "application/json")
    {
        using HttpResponseMessage answer = await GetAsync(path, accept);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using StreamReader reader = new(await answer.Content.ReadAsStreamAsync(End));
        List<JsonNode> events = [];
        while (await reader.ReadLineAsync(End) is { } line)
        {
            events.Add(JsonNode.Parse(line)!);
        }
        return events;
    }
}
