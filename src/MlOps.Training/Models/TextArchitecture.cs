using MlOps.Training.Weights;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models;

/// <summary>An architecture family with the shape of one base model: all that fine-tuning asks of it.</summary>
public abstract class TextArchitecture
{
    /// <summary>The family as <c>config.json</c> names it in <c>model_type</c>.</summary>
    public abstract string Family { get; }

    /// <summary>The class of transformers that reads the fine-tuned model.</summary>
    public abstract string ClassifierClass { get; }

    /// <summary>Rows of the table of word embeddings.</summary>
    public abstract int VocabularySize { get; }

    /// <summary>Longest input in tokens.</summary>
    public abstract int MaxTokens { get; }

    /// <summary>Prefix of the encoder's parameters, with its dot: <c>bert.</c></summary>
    public abstract string EncoderPrefix { get; }

    /// <summary>The name in transformers' classifier of an entry of a weights file, which may lack the encoder's prefix or use older words.</summary>
    /// <param name="stored">The entry's name.</param>
    public abstract string Canonical(string stored);

    /// <summary>True for parameters that a base model may lack; they begin anew.</summary>
    /// <param name="name">A parameter's name.</param>
    public abstract bool MayBeNew(string name);

    /// <summary>True for entries of a weights file that hold nothing trained.</summary>
    /// <param name="name">A canonical name.</param>
    public abstract bool IsConstant(string name);

    /// <summary>Creates the classifier with new weights, drawn from libtorch's generator.</summary>
    /// <param name="shape">The head.</param>
    /// <param name="compute">Type of the encoder's matrix products: Float32 or BFloat16.</param>
    /// <returns>From input_ids, attention_mask and token_type_ids, each [B, T], to logits [B, labels].</returns>
    public abstract Module<Tensor, Tensor, Tensor, Tensor> Create(ClassifierShape shape, ScalarType compute);

    /// <summary>Writes <c>model.onnx</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="shape">The head.</param>
    /// <param name="labels">Label names.</param>
    /// <param name="multiLabel">True for a sigmoid of each logit, false for a softmax over them.</param>
    /// <param name="weight">Gives a parameter by its name.</param>
    public abstract void Export(string path, ClassifierShape shape, IReadOnlyList<string> labels, bool multiLabel, Func<string, NamedTensor> weight);
}
