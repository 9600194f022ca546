using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;

namespace GardenerOverlay.Clients.Tests.Garden;

/// <summary>What goes wrong on request, and only then.</summary>
public sealed class FaultTests(GardenProcess garden) : IClassFixture<GardenProcess>, IAsyncDisposable
{
    private const string Group = "/garden/apis/core.gardener.cloud/v1beta1";
    private const string Shoots = Group + "/shoots";
    private readonly Wire _wire = new(garden.Client());

    public async ValueTask DisposeAsync()
    {
        await garden.NoFaultsAsync();
        _wire.Dispose();
    }

    [Fact]
    public async Task Too_many_requests_pass_after_as_many_as_were_asked_for()
    {
        await garden.FaultAsync("too-many-requests,times=2,after=3,path=*/shoots*,method=GET");
        for (int time = 0; time < 2; time++)
        {
            using HttpResponseMessage busy = await _wire.GetAsync(Shoots);
            Assert.Equal(TimeSpan.FromSeconds(3), busy.Headers.RetryAfter!.Delta);
            Assert.StartsWith("TooManyRequests: ", await _wire.RefusalAsync(Task.FromResult(busy), HttpStatusCode.TooManyRequests), StringComparison.Ordinal);
            _ = await _wire.ReadAsync(_wire.GetAsync(Group + "/seeds"));
        }
        _ = await _wire.ReadAsync(_wire.GetAsync(Shoots));
    }

    [Fact]
    public async Task An_error_of_the_server_lasts_until_it_is_taken_back()
    {
        await garden.FaultAsync("error");
        for (int time = 0; time < 3; time++)
        {
            Assert.StartsWith("InternalError: ", await _wire.RefusalAsync(_wire.GetAsync(Shoots), HttpStatusCode.InternalServerError), StringComparison.Ordinal);
        }
        await garden.NoFaultsAsync();
        _ = await _wire.ReadAsync(_wire.GetAsync(Shoots));
    }

    [Fact]
    public async Task A_slow_answer_is_complete()
    {
        await garden.FaultAsync("slow,after=0.5,times=1");
        long started = Stopwatch.GetTimestamp();
        JsonNode list = await _wire.ReadAsync(_wire.GetAsync(Shoots));
        Assert.True(Stopwatch.GetElapsedTime(started) > TimeSpan.FromSeconds(0.45));
        Assert.Equal(19, list["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_list_breaks_off_in_the_middle()
    {
        await garden.FaultAsync("cut,bytes=5000,times=1");
        using HttpResponseMessage broken = await _wire.GetAsync(Shoots);
        Assert.Equal(HttpStatusCode.OK, broken.StatusCode);
        await using Stream body = await broken.Content.ReadAsStreamAsync(_wire.End);
        using MemoryStream got = new();
        await Assert.ThrowsAnyAsync<IOException>(() => body.CopyToAsync(got, _wire.End));
        Assert.InRange(got.Length, 1, 5000);
        _ = await _wire.ReadAsync(_wire.GetAsync(Shoots));
    }

    [Fact]
    public async Task A_watch_breaks_off_in_the_middle()
    {
        await garden.FaultAsync("cut,bytes=5000,times=1");
        await Assert.ThrowsAnyAsync<IOException>(() => _wire.WatchAsync(Shoots + "?watch=true&timeoutSeconds=20"));
    }

    [Fact]
    public async Task What_goes_on_is_expired_and_what_begins_is_not()
    {
        await garden.FaultAsync("expired");
        JsonNode list = await _wire.ReadAsync(_wire.GetAsync(Shoots + "?limit=3"));
        JsonNode metadata = list["metadata"]!;
        Assert.StartsWith("Expired: ", await _wire.RefusalAsync(_wire.GetAsync($"{Shoots}?limit=3&continue={metadata["continue"]}"), HttpStatusCode.Gone), StringComparison.Ordinal);
        Assert.StartsWith("Expired: ", await _wire.RefusalAsync(_wire.GetAsync($"{Shoots}?watch=true&resourceVersion={metadata["resourceVersion"]}"), HttpStatusCode.Gone), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_is_a_conflict_as_if_somebody_had_been_faster()
    {
        await garden.FaultAsync("conflict,times=1");
        const string Mesh = Group + "/namespaces/garden-lab/shoots/mesh";
        Task<HttpResponseMessage> Label() => _wire.SendAsync(HttpMethod.Patch, Mesh, """{"metadata":{"labels":{"a":"b"}}}""", "application/merge-patch+json");
        Assert.StartsWith("Conflict: ", await _wire.RefusalAsync(Label(), HttpStatusCode.Conflict), StringComparison.Ordinal);
        Assert.Equal("b", (await _wire.ReadAsync(Label()))["metadata"]!["labels"]!["a"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_API_server_is_away_while_the_others_are_there()
    {
        await garden.FaultAsync("away,path=/shoot/shoot--shop--web/*");
        using Wire shoot = new(garden.Client("shoot--shop--web"));
        await Assert.ThrowsAsync<HttpRequestException>(() => shoot.GetAsync("/shoot/shoot--shop--web/api/v1/nodes"));
        _ = await _wire.ReadAsync(_wire.GetAsync(Shoots));
        await garden.NoFaultsAsync();
        _ = await shoot.ReadAsync(shoot.GetAsync("/shoot/shoot--shop--web/api/v1/nodes"));
    }

    [Theory]
    [InlineData("flood", "There is no fault 'flood'. There are: too-many-requests, error,")]
    [InlineData("slow,times=some", "times: 'some' is no whole number")]
    [InlineData("slow,times=0", "times: '0' is no whole number from 1 on")]
    [InlineData("slow,speed=3", "'speed=3' is no part of a fault")]
    [InlineData("error\nflood", "There is no fault 'flood'")]
    public async Task What_is_no_fault_is_refused_as_a_whole(string text, string message)
    {
        Assert.Contains(message, await _wire.RefusalAsync(_wire.SendAsync(HttpMethod.Post, "/garden/control/faults", text, "text/plain"), HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Empty((await _wire.ReadAsync(_wire.GetAsync("/garden/control/faults")))["faults"]!.AsArray());
    }
}
