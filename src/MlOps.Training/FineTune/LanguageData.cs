using MlOps.Diagnostics;
using MlOps.Models;
using MlOps.Steps;
using MlOps.Text.Readers;
using MlOps.Text.Tokenizers;
using MlOps.Training.Data;
using MlOps.Training.Models;
using MlOps.Training.Tasks;

namespace MlOps.Training.FineTune;

/// <summary>Reads prepared texts as language models learn from them; what labels they have is not looked at.</summary>
/// <param name="spec">The task and its settings.</param>
/// <param name="context">Names the preprocess step's output.</param>
/// <param name="origin">The base model, whose tokenizer reads texts.</param>
internal sealed class LanguageData(FineTuneSpec spec, StepContext context, BaseModel origin)
{
    private readonly Tokenizer _tokenizer = origin.Tokenizer!;

    /// <summary>Reads the rows: for masked-lm windows of each text, for causal-lm blocks of all texts together.</summary>
    /// <exception cref="MlOpsException">MLOPS3001: the tokenizer has no mask token, which masked-lm covers tokens with.</exception>
    public TaskData Read()
    {
        var task = new LanguageModelTask(spec.Task, ((TextArchitecture)origin.Architecture).VocabularySize);
        return spec.Task is TaskKind.MaskedLm
            ? new(task, Covered("train"), Covered("validation"), [])
            : new(
                task,
                new TokenBlocks([.. TextBlocks.Pack(_tokenizer, Texts("train"), spec.MaxTokens)], _tokenizer.PaddingId),
                new TokenBlocks([.. Texts("validation").SelectMany(text => TextBlocks.Of(_tokenizer, text, spec.MaxTokens))], _tokenizer.PaddingId),
                []);
    }

    private CoveredTexts Covered(string split) => new(
        [.. Texts(split).SelectMany(text => _tokenizer.EncodeWindows(text, spec.MaxTokens, stride: 0)).Where(window => !window.Ids.All(_tokenizer.SpecialIds.Contains))],
        _tokenizer.MaskId is null
            ? throw new MlOpsException(Rules.IncompatibleBase, spec.Base.Location, $"the tokenizer of '{spec.Base.Shown}' has no mask token; masked-lm covers tokens with it")
            : TokenMasker.Of(_tokenizer),
        context.Seed,
        _tokenizer.PaddingId);

    private IEnumerable<string> Texts(string split)
    {
        var path = Path.Combine(context.Input("preprocess").Folder, RowsFile.NameOf(split));
        return File.Exists(path) ? RowsFile.Read(path).Select(row => row.Text) : [];
    }
}
