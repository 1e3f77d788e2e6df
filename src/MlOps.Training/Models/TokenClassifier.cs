using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models;

/// <summary>An encoder with a classifier on every token, as transformers' classes "...ForTokenClassification" have it.</summary>
internal sealed class TokenClassifier : Network
{
    private readonly Module<NetworkInputs, Tensor> _encoder;
    private readonly Module<Tensor, Tensor> _classifier;
    private readonly double _dropout;

    /// <summary>Joins encoder and head.</summary>
    /// <param name="family">What the encoder is called.</param>
    /// <param name="encoder">Gives each token's vector, [B, T, H].</param>
    /// <param name="classifier">From [B, T, H] to [B, T, C].</param>
    /// <param name="dropout">Dropout before the classifier.</param>
    public TokenClassifier(string family, Module<NetworkInputs, Tensor> encoder, Module<Tensor, Tensor> classifier, double dropout)
        : base(nameof(TokenClassifier))
    {
        _encoder = encoder;
        _classifier = classifier;
        _dropout = dropout;
        register_module(family, encoder);
        register_module("classifier", classifier);
    }

    /// <summary>Scores tokens.</summary>
    /// <param name="input">Texts, [B, T].</param>
    /// <returns>Logits [B, T, C] in float32.</returns>
    public override NetworkOutput forward(NetworkInputs input) =>
        new(_classifier.call(functional.dropout(_encoder.call(input), _dropout, training)));
}
