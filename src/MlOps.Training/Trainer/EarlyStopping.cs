namespace MlOps.Training.Trainer;

/// <summary>Follows a validation metric over the epochs.</summary>
/// <param name="higherIsBetter">True when more is better.</param>
/// <param name="patience">Epochs in a row without a better value after which training stops; null never stops.</param>
public sealed class EarlyStopping(bool higherIsBetter, int? patience)
{
    private double? _best;
    private int _last;

    /// <summary>The epoch of the best value, counted from 1; 0 before the first.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>True when patience is exhausted.</summary>
    public bool ShouldStop => patience is { } epochs && _last - BestEpoch >= epochs;

    /// <summary>Takes an epoch's value. The first epoch is the best so far even where its value is undefined.</summary>
    /// <param name="epoch">Counted from 1.</param>
    /// <param name="value">The metric; null where undefined, which is worse than any value.</param>
    /// <returns>True when this epoch is the best so far; of equals the first.</returns>
    public bool Observe(int epoch, double? value)
    {
        _last = epoch;
        var isBetter = value is { } now && (_best is not { } best || (higherIsBetter ? now > best : now < best));
        if (isBetter || BestEpoch == 0)
        {
            (BestEpoch, _best) = (epoch, value);
            return true;
        }

        return false;
    }
}
