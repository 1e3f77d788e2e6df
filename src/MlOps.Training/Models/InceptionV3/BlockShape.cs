namespace MlOps.Training.Models.InceptionV3;

/// <summary>Branches that read one input, and whose outputs are put together.</summary>
/// <param name="Name">The block's name in the network: Mixed_5b.</param>
/// <param name="Branches">The branches in the order of their outputs.</param>
internal sealed record BlockShape(string Name, IReadOnlyList<BranchShape> Branches)
{
    /// <summary>Channels of its output.</summary>
    /// <param name="inputs">Channels of its input.</param>
    public int Outputs(int inputs) => Branches.Sum(branch => branch.Outputs(inputs));
}
