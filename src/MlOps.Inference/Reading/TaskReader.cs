using MlOps.Models;
using MlOps.Pictures;
using MlOps.Text.Tokenizers;
using MlOps.Vision;

namespace MlOps.Inference.Reading;

/// <summary>What a task makes of a row before the model, and of the model's numbers behind it. Safe for threads.</summary>
internal abstract class TaskReader
{
    /// <summary>The reader of a model's task.</summary>
    /// <param name="description">The model.</param>
    /// <param name="tokenizer">Its tokenizer; null for pictures.</param>
    public static TaskReader Of(ModelDescription description, Tokenizer? tokenizer) => description.TaskKind switch
    {
        TaskKind.ImageClassification => new PictureReader(new PictureTensor(description.Pictures!)),
        TaskKind.Regression => new NumberReader(description, tokenizer!),
        TaskKind.TokenClassification => new TagReader(description, tokenizer!),
        TaskKind.MaskedLm or TaskKind.CausalLm => new LanguageReader(description, tokenizer!),
        _ => new LabelReader(description, tokenizer!),
    };

    /// <summary>What the model computes of a row, at least one unit.</summary>
    /// <param name="row">The row.</param>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS2002 or MLOPS2012: its picture cannot be read.</exception>
    public abstract IReadOnlyList<Unit> Encode(RowInput row);

    /// <summary>What the model says of a unit.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="output">Its numbers.</param>
    public abstract Answer Read(Unit unit, UnitOutput output);

    /// <summary>What the model says of the row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="units">What it says of each unit, in order.</param>
    public abstract Answer Combine(RowInput row, IReadOnlyList<Answer> units);
}
