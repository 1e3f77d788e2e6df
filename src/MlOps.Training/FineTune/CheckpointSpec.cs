using System.Globalization;
using MlOps.Spec;
using MlOps.Training.Trainer.Checkpoints;

namespace MlOps.Training.FineTune;

/// <summary>Reads when a training keeps a checkpoint.</summary>
internal static class CheckpointSpec
{
    private const string Form = "a number of optimizer steps such as '200 steps'";
    private const string Unit = " steps";

    /// <summary>Reads the keys of <c>checkpoint</c>.</summary>
    /// <param name="map">Its mapping.</param>
    public static CheckpointSettings Read(SpecMap map)
    {
        var text = map.Text("every", "200 steps", $"From one checkpoint to the next: {Form}");
        var number = text.Value.EndsWith(Unit, StringComparison.Ordinal) ? text.Value[..^Unit.Length] : text.Value;
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var every) || every < 1)
        {
            map.Reject("every", text, Form);
            every = 1;
        }

        return new(every, map.Whole("keep", 1, 100, 2, "How many are kept, the newest; each takes three to five times the room of the weights that are trained"));
    }
}
