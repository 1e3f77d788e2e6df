using MlOps.Models;

namespace MlOps.Training.Data;

/// <summary>What a language model is asked in a batch: places, and the tokens that stand there.</summary>
/// <param name="Places">[N], places in B x T, counted row after row, whose logits are looked at.</param>
/// <param name="Tokens">[N], the right answers.</param>
public sealed record AskedTokens(long[] Places, long[] Tokens)
{
    /// <summary>Leaves out the places whose target is <see cref="Targets.Ignored"/>.</summary>
    /// <param name="task">Masked-lm guesses the token of the same place, causal-lm the one after it.</param>
    /// <param name="targets">[B, T].</param>
    public static AskedTokens Of(TaskKind task, Targets targets)
    {
        var (classes, length) = (targets.Classes!, targets.Shape[1]);
        var ahead = task is TaskKind.CausalLm ? 1 : 0;
        var asked = Enumerable.Range(0, classes.Length)
            .Where(place => place % length >= ahead && classes[place] != Targets.Ignored)
            .ToArray();
        return new(Array.ConvertAll(asked, place => (long)place - ahead), Array.ConvertAll(asked, place => classes[place]));
    }
}
