using System.Globalization;

namespace MlOps.TensorBoard;

/// <summary>
/// A row of TensorBoard's HPARAMS tab: what a run was set to, and how it ended. Its metrics are the scalars in the folders below its own.
/// No record of the experiment as a whole is written: TensorBoard takes the first that it finds for all runs, and without one it
/// draws names, types and ranges from every session, and shows which settings differ.
/// </summary>
/// <remarks>tensorboard/plugins/hparams/plugin_data.proto.</remarks>
internal static class Session
{
    private const int StartInfo = 3;
    private const int EndInfo = 4;
    private const int Success = 1;
    private const int Failure = 2;

    /// <summary>The record at a session's start.</summary>
    /// <param name="parameters">Names and values; a value that reads as a number or truth value becomes one.</param>
    /// <param name="name">What the row is called.</param>
    /// <param name="started">When it starts.</param>
    public static ProtoMessage Start(IEnumerable<(string Name, string Value)> parameters, string name, DateTimeOffset started)
    {
        var start = new ProtoMessage();
        foreach (var (key, value) in parameters)
        {
            _ = start.Message(1, new ProtoMessage().Text(1, key).Message(2, Value(value)));
        }

        return SummaryValue.HyperParameters("_hparams_/session_start_info", StartInfo, start.Text(4, name).Double(5, Seconds(started)));
    }

    /// <summary>The record at its end. Of a killed run there is none.</summary>
    /// <param name="passed">True when the run did what it was to do.</param>
    /// <param name="ended">When it ended.</param>
    public static ProtoMessage End(bool passed, DateTimeOffset ended) => SummaryValue.HyperParameters(
        "_hparams_/session_end_info", EndInfo, new ProtoMessage().Whole(1, passed ? Success : Failure).Double(2, Seconds(ended)));

    // google.protobuf.Value
    private static ProtoMessage Value(string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? new ProtoMessage().Double(2, number)
        : bool.TryParse(value, out var truth) ? new ProtoMessage().Whole(4, truth ? 1 : 0)
        : new ProtoMessage().Text(3, value);

    private static double Seconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).TotalSeconds;
}
