using System.Management.Automation;

namespace GardenerOverlay.Module.Tests;

public sealed class PumpTests : IDisposable
{
    private readonly Session _session = new(typeof(TestPumpFloodCommand), typeof(TestPumpWaitCommand), typeof(TestPumpAskCommand));

    public void Dispose() => _session.Dispose();

    [Fact]
    public void All_objects_of_all_threads_arrive()
    {
        int[] indexes = [.. _session.Run("Test-PumpFlood -Count 10000 -Threads 8").OutputOf<TestPumpFloodCommand.Payload>().Select(payload => payload.Index)];
        Assert.Equal(Enumerable.Range(0, 10_000), indexes.Order());
    }

    [Fact]
    public void Ten_thousand_writes_against_a_slow_reader_stay_bounded()
    {
        // 10,000 objects of 100 KB are 1 GB; the reader stops looking after each and measures how far the body is ahead.
        SessionResult result = _session.Run("""
            $seen = 0; $ahead = 0
            Test-PumpFlood -Count 10000 -Threads 4 -PayloadSize 100000 | ForEach-Object {
                $seen++
                if ($seen % 1000 -eq 0) { [Threading.Thread]::Sleep(20) }
                $ahead = [Math]::Max($ahead, [GardenerOverlay.Module.Tests.TestPumpFloodCommand]::Written - $seen)
            }
            $seen, $ahead, ([GC]::GetTotalMemory($true) / 1MB)
            """);
        Assert.Null(result.Thrown);
        Assert.Equal(10_000, (int)result.Output[0].BaseObject);
        Assert.InRange((int)result.Output[1].BaseObject, 0, 80);
        Assert.InRange(Convert.ToDouble(result.Output[2].BaseObject, System.Globalization.CultureInfo.InvariantCulture), 0, 200);
    }

    [Theory]
    [InlineData("Test-PumpWait")]
    [InlineData("Test-PumpWait -Deaf")]
    [InlineData("Test-PumpWait -SlowCleanUp")]
    [InlineData("Test-PumpFlood -Count 2000000000 | ForEach-Object { [Threading.Thread]::Sleep(1) }")]
    public Task A_stop_ends_the_command_within_a_second(string script) => Stopping.AssertStopsAsync(_session, script, TimeSpan.FromMilliseconds(500));

    [Theory]
    [InlineData("foreach ($x in 1) { Test-PumpFlood -Count 2000000000 -Threads 4 | ForEach-Object { break } }")]
    [InlineData("Test-PumpFlood -Count 2000000000 -Threads 4 | ForEach-Object { throw 'enough' }")]
    public async Task A_downstream_stop_does_not_hang(string script)
    {
        // A guard: a hang would last for ever.
        await Task.Run(() => _session.Run(script), TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        int written = TestPumpFloodCommand.Written;
        await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.Equal(written, TestPumpFloodCommand.Written);
    }

    [Fact]
    public void A_message_that_a_preference_turns_into_an_error_ends_the_command()
    {
        SessionResult result = _session.Run("Test-PumpAsk -WarningAction Stop");
        Assert.NotNull(result.Thrown);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void Questions_are_answered_on_the_pipeline_thread()
    {
        Assert.Equal(5, _session.Run("Test-PumpAsk").Output.Single().BaseObject);
        Assert.Equal(0, _session.Run("Test-PumpAsk -WhatIf").Output.Single().BaseObject);
    }

    [Fact]
    public void An_exception_of_the_body_is_a_terminating_error_with_its_id()
    {
        ErrorRecord error = _session.Run("try { Test-PumpAsk -Fail } catch { $_ }").Output.Select(item => (ErrorRecord)item.BaseObject).Single();
        Assert.StartsWith("ShootNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
        Assert.Equal("web", error.TargetObject);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
    }
}
