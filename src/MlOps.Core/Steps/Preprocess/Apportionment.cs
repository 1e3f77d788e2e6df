namespace MlOps.Steps.Preprocess;

/// <summary>
/// Hands rows out to sides by their shares: each goes to the side that lacks most. At every moment no side is off its share by a whole row,
/// so that runs of rows, such as all rows of a label, are divided exactly too.
/// </summary>
/// <param name="shares">Share of each side, together 1.</param>
internal sealed class Apportionment(IReadOnlyList<double> shares)
{
    private readonly long[] _given = new long[shares.Count];
    private long _all;

    /// <summary>Gives rows that belong together to one side.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <returns>Index of the side.</returns>
    public int Give(int rows)
    {
        _all += rows;
        var side = 0;
        for (var i = 1; i < shares.Count; i++)
        {
            if (Lack(i) > Lack(side))
            {
                side = i;
            }
        }

        _given[side] += rows;
        return side;
    }

    private double Lack(int side) => (shares[side] * _all) - _given[side];
}
