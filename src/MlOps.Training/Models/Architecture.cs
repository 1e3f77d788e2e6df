using System.Text.Json.Nodes;
using MlOps.Models;
using static TorchSharp.torch;

namespace MlOps.Training.Models;

/// <summary>An architecture family with the shape of one base model: all that fine-tuning asks of it.</summary>
public abstract class Architecture
{
    /// <summary>The family as <c>config.json</c> names it in <c>model_type</c>.</summary>
    public abstract string Family { get; }

    /// <summary>What the family can be fine-tuned for.</summary>
    public abstract IReadOnlyList<TaskKind> Tasks { get; }

    /// <summary>Number of layers, L, that can be frozen one by one.</summary>
    public abstract int Layers { get; }

    /// <summary>Prefix of the parameters below the head, with its dot: <c>bert.</c>; empty where they have none in common.</summary>
    public abstract string EncoderPrefix { get; }

    /// <summary>The class of the original library that reads the fine-tuned model.</summary>
    /// <param name="task">One of <see cref="Tasks"/>.</param>
    public abstract string ClassName(TaskKind task);

    /// <summary>The name in our network of an entry of a weights file, which may lack the encoder's prefix or use older words.</summary>
    /// <param name="stored">The entry's name.</param>
    public abstract string Canonical(string stored);

    /// <summary>True for parameters that a base model may lack; they begin anew.</summary>
    /// <param name="name">A parameter's name.</param>
    public abstract bool MayBeNew(string name);

    /// <summary>True for parameters of the head.</summary>
    /// <param name="name">A parameter's name.</param>
    public virtual bool IsHead(string name) => !name.StartsWith(EncoderPrefix, StringComparison.Ordinal);

    /// <summary>True for entries of a weights file that hold nothing trained.</summary>
    /// <param name="name">A canonical name.</param>
    public virtual bool IsConstant(string name) => false;

    /// <summary>The parameter that an entry repeats, in files that hold one tensor under two names; null for an entry that stands for itself.</summary>
    /// <param name="name">A canonical name.</param>
    public virtual string? TiedTo(string name) => null;

    /// <summary>Where a parameter stands: 0 for embeddings or stem, 1 to L for the layers, L+1 for the head. Freezing and layer-wise decay count by it.</summary>
    /// <param name="name">A parameter's name.</param>
    public abstract int LayerOf(string name);

    /// <summary>Creates the network with new weights, drawn from libtorch's generator.</summary>
    /// <param name="head">The head.</param>
    /// <param name="compute">Type of the matrix products below the head: Float32 or BFloat16.</param>
    public abstract Network Create(HeadShape head, ScalarType compute);

    /// <summary>Completes the <c>config.json</c> of a fine-tuned model where the base model's says less than <see cref="ClassName"/> reads.</summary>
    /// <param name="saved">The base model's, to be changed.</param>
    public virtual void Complete(JsonObject saved)
    {
    }

    /// <summary>Writes <c>model.onnx</c>, with the output <c>logits</c> and for classification <c>probabilities</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="request">Head, labels and weights.</param>
    public abstract void Export(string path, ExportRequest request);
}
