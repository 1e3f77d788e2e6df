using MlOps.TensorBoard;
using MlOps.Testing;

namespace MlOps.Tests.TensorBoard;

public sealed class SessionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_session_holds_numbers_truth_values_and_texts_as_such_and_how_it_ended()
    {
        using (var file = new EventFile(_folder.Path, TimeProvider.System))
        {
            file.Write(0, Session.Start([("rate", "5e-05"), ("ema", "true"), ("base", "bert")], "run-1", DateTimeOffset.FromUnixTimeSeconds(1000)));
            file.Write(0, Session.End(passed: false, DateTimeOffset.FromUnixTimeSeconds(1060)));
        }

        var events = EventFileReader.ReadFolder(_folder.Path);

        Assert.Equal(["_hparams_/session_start_info", "_hparams_/session_end_info"], events.Select(one => one.Tag));
        Assert.All(events, one => Assert.Equal("hparams", one.Plugin));
        var start = events[0].PluginData.Message(3);
        Assert.Equal(["rate", "ema", "base"], start.Messages(1).Select(entry => entry.Text(1)));
        var values = start.Messages(1).Select(entry => entry.Message(2)).ToList();
        Assert.Equal(5e-5, values[0].Double(2));
        Assert.Equal(1, values[1].Whole(4));
        Assert.Equal("bert", values[2].Text(3));
        Assert.Equal(("run-1", 1000), (start.Text(4), start.Double(5)));
        Assert.Equal((2, 1060), (events[1].PluginData.Message(4).Whole(1), events[1].PluginData.Message(4).Double(2)));
    }
}
