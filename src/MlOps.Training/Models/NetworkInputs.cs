using MlOps.Models;
using static TorchSharp.torch;

namespace MlOps.Training.Models;

/// <summary>A batch as a network reads it, on the network's device; the tensors belong to the caller's dispose scope.</summary>
public sealed record NetworkInputs
{
    /// <summary>Vocabulary indices, int64 [B, T]; null for pictures.</summary>
    public Tensor? InputIds { get; init; }

    /// <summary>1 where a token stands and 0 at padding, int64 [B, T]; null for pictures.</summary>
    public Tensor? AttentionMask { get; init; }

    /// <summary>0 for the first text of a pair, 1 for the second, int64 [B, T]; null for pictures.</summary>
    public Tensor? TokenTypeIds { get; init; }

    /// <summary>
    /// Places in B x T, counted row after row, where a language model shall guess, int64 [N]; null for all of them. Most places of a text are not asked for in
    /// training, and the guess costs as much as several layers.
    /// </summary>
    public Tensor? Places { get; init; }

    /// <summary>Normalized pictures, float32 [B, 3, H, W]; null for texts.</summary>
    public Tensor? Pixels { get; init; }

    /// <summary>The vectors of the tokens at <see cref="Places"/>.</summary>
    /// <param name="hidden">[B, T, H].</param>
    /// <returns>[N, H]; where all places are asked for, what was given.</returns>
    public Tensor AtPlaces(Tensor hidden) => Places is null ? hidden : hidden.flatten(0, 1).index_select(0, Places);

    /// <summary>Copies a batch to a device.</summary>
    /// <param name="batch">Texts or pictures.</param>
    /// <param name="device">Where the network is.</param>
    public static NetworkInputs Of(ModelInputs batch, Device device)
    {
        if (batch.Tokens is { } tokens)
        {
            long[] shape = [tokens.Rows, tokens.Length];
            return new()
            {
                InputIds = tensor(tokens.InputIds, shape, device: device),
                AttentionMask = tensor(tokens.AttentionMask, shape, device: device),
                TokenTypeIds = tensor(tokens.TokenTypeIds, shape, device: device),
            };
        }

        var pixels = batch.Pixels!;
        return new() { Pixels = tensor(pixels.Values, [pixels.Rows, 3, pixels.Height, pixels.Width], device: device) };
    }
}
