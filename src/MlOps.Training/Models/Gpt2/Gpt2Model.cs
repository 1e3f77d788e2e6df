using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MlOps.Training.Models.Gpt2;

/// <summary>The decoder without a head.</summary>
/// <remarks>Radford and others 2019, "Language Models are Unsupervised Multitask Learners".</remarks>
internal sealed class Gpt2Model : Module<NetworkInputs, Tensor>, ILayerSequence
{
    [ComponentName(Name = "wte")]
    private readonly Embedding _words;

    [ComponentName(Name = "wpe")]
    private readonly Embedding _positions;

    [ComponentName(Name = "h")]
    private readonly ModuleList<Gpt2Block> _blocks;

    [ComponentName(Name = "ln_f")]
    private readonly LayerNorm _norm;

    private readonly double _dropout;

    public Gpt2Model(Gpt2Config config, ScalarType compute)
        : base(nameof(Gpt2Model))
    {
        _words = Embedding(config.VocabularySize, config.HiddenSize);
        _positions = Embedding(config.MaxPositions, config.HiddenSize);
        _blocks = ModuleList([.. Enumerable.Range(0, config.Layers).Select(_ => new Gpt2Block(config, compute))]);
        _norm = LayerNorm(config.HiddenSize, config.LayerNormEpsilon);
        _dropout = config.EmbeddingDropout;
        RegisterComponents();
    }

    /// <inheritdoc/>
    public ActivationTape? Tape { get; set; }

    /// <summary>The table of the pieces' vectors, [V, H].</summary>
    public Tensor WordEmbeddings => _words.weight!;

    /// <summary>Reads texts from the left.</summary>
    /// <param name="input">Texts, [B, T]; segments are not told apart.</param>
    /// <returns>Each token's vector, [B, T, H], which knows nothing of the tokens after it.</returns>
    public override Tensor forward(NetworkInputs input)
    {
        var ids = input.InputIds!;
        var tokens = ids.shape[1];
        var places = arange(tokens, dtype: ScalarType.Int64, device: ids.device); // [T]
        var before = ones([tokens, tokens], dtype: ScalarType.Bool, device: ids.device).tril(); // [T, T]
        var mask = input.AttentionMask!.to(ScalarType.Bool).unsqueeze(1).unsqueeze(2) & before; // [B, 1, T, T]

        var hidden = functional.dropout(_words.call(ids) + _positions.call(places), _dropout, training); // [B, T, H]
        foreach (var block in _blocks)
        {
            hidden = this.Run(block, hidden, mask);
        }

        return _norm.call(hidden);
    }
}
