using MlOps.Spec;
using MlOps.Training.Trainer;

namespace MlOps.Training.FineTune;

/// <summary>Reads which optimizer takes the steps.</summary>
internal static class OptimizerSpec
{
    private const double UsualMomentum = 0.9;

    /// <summary>Reads the keys <c>optimizer</c>, <c>momentum</c> and <c>nesterov</c>.</summary>
    /// <param name="map">The step's mapping.</param>
    public static OptimizerSettings Read(SpecMap map)
    {
        var kind = map.Choice("optimizer", OptimizerKind.Adamw, "How weights follow their gradients");
        var momentum = map.OptionalNumber("momentum", 0, 0.999, "Of sgd: the share of the last direction that the next one keeps; 0.9 when absent");
        var nesterov = map.Flag("nesterov", false, "Of sgd: true looks ahead along the momentum");
        if (kind != OptimizerKind.Sgd)
        {
            map.RejectGiven("momentum", "no such key without optimizer: sgd");
            map.RejectGiven("nesterov", "no such key without optimizer: sgd");
            return new(kind);
        }

        if (nesterov && momentum == 0)
        {
            map.RejectGiven("momentum", "more than 0 with nesterov: true");
        }

        return new(kind, momentum ?? UsualMomentum, nesterov);
    }
}
