using MlOps.Diagnostics;
using MlOps.Testing;
using MlOps.Training.Models;
using MlOps.Training.Weights;
using static TorchSharp.torch;

namespace MlOps.Training.Tests.Models;

/// <summary>The models of the reference values, renamed as libraries of the last years have saved such models.</summary>
public sealed class CheckpointLayoutTests : IDisposable
{
    private static readonly (string Copy, string Original)[] Tied =
    [
        ("cls.predictions.decoder.weight", "bert.embeddings.word_embeddings.weight"),
        ("cls.predictions.decoder.bias", "cls.predictions.bias"),
        ("lm_head.decoder.weight", "roberta.embeddings.word_embeddings.weight"),
        ("lm_head.decoder.bias", "lm_head.bias"),
        ("vocab_projector.weight", "distilbert.embeddings.word_embeddings.weight"),
        ("lm_head.weight", "transformer.wte.weight"),
    ];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Texts => ReferenceModel.Texts;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_model_that_was_saved_by_several_devices_is_read(string family) =>
        Reads(family, (_, stored) => stored.Select(tensor => tensor with { Name = $"module.{tensor.Name}" }));

    [Theory]
    [MemberData(nameof(Texts))]
    public void An_encoder_that_was_saved_without_its_prefix_is_read(string family) => Reads(family, (architecture, stored) => stored.Select(tensor =>
        tensor.Name.StartsWith(architecture.EncoderPrefix, StringComparison.Ordinal) ? tensor with { Name = tensor.Name[architecture.EncoderPrefix.Length..] } : tensor));

    [Theory]
    [MemberData(nameof(Texts))]
    public void Norms_under_their_names_in_TensorFlow_are_read(string family) => Reads(family, (_, stored) => stored.Select(tensor => tensor with
    {
        Name = tensor.Name
            .Replace("LayerNorm.weight", "LayerNorm.gamma", StringComparison.Ordinal)
            .Replace("LayerNorm.bias", "LayerNorm.beta", StringComparison.Ordinal),
    }));

    [Theory]
    [MemberData(nameof(Texts))]
    public void Tied_weights_that_stand_twice_are_read(string family) => Reads(family, (architecture, stored) =>
        stored.Concat(Copies(architecture, stored)));

    [Theory]
    [MemberData(nameof(Texts))]
    public void Tied_weights_that_stand_under_their_other_name_alone_are_read(string family) => Reads(family, (architecture, stored) =>
    {
        var copies = Copies(architecture, stored).ToList();
        return stored.Where(tensor => !copies.Any(copy => architecture.TiedTo(copy.Name) == tensor.Name)).Concat(copies);
    });

    [Theory]
    [MemberData(nameof(Texts))]
    public void Constants_that_older_versions_kept_are_passed_over(string family) => Reads(family, (architecture, stored) =>
    [
        .. stored,
        .. architecture.EncoderPrefix == "transformer."
            ? Enumerable.Range(0, architecture.Layers).SelectMany(layer => new NamedTensor[]
            {
                new($"transformer.h.{layer}.attn.bias", [1, 1, 2, 2], [1, 0, 1, 1]),
                new($"transformer.h.{layer}.attn.masked_bias", [], [-1e4f]),
            })
            : [new NamedTensor($"{architecture.EncoderPrefix}embeddings.position_ids", [1, 3], [0, 1, 2])],
    ]);

    [Theory]
    [MemberData(nameof(Texts))]
    public void An_encoder_alone_gets_a_new_head_for_every_task_of_its_family(string family)
    {
        using var reference = new ReferenceModel(family);
        var architecture = reference.Architecture;
        var encoder = Stored(reference).Where(tensor => !architecture.MayBeNew(tensor.Name)).ToList();
        foreach (var task in architecture.Tasks)
        {
            using var network = architecture.Create(new(task, 5, [], null), ScalarType.Float32);
            var notes = Load(network, architecture, encoder);

            // GPT-2's decoder is the table of its words: nothing of it is new
            var fresh = network.named_parameters().Select(entry => entry.name).Where(architecture.MayBeNew).ToList();
            Assert.Equal(fresh.Count > 0 ? 1 : 0, notes.Count);
            Assert.All(fresh, name => Assert.Contains($"{name} [", notes[0], StringComparison.Ordinal));
            Assert.All(
                encoder,
                tensor => Assert.Equal(tensor.Values, Values(network.named_parameters().Single(entry => entry.name == tensor.Name).parameter)));
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_pooler_is_named_where_the_head_makes_no_use_of_it(string family)
    {
        using var reference = new ReferenceModel(family);
        var pooler = $"{reference.Architecture.EncoderPrefix}pooler.dense.bias";
        var stored = Stored(reference);
        var isUsed = stored.Any(tensor => tensor.Name == pooler);
        using var network = reference.Architecture.Create(reference.Head, ScalarType.Float32);

        var notes = Load(network, reference.Architecture, isUsed ? stored : [.. stored, new(pooler, [3], [1, 2, 3])]);

        Assert.Equal(!isUsed, notes.Contains($"not used of the base model: {pooler}"));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_layer_too_many_or_too_few_is_refused(string family)
    {
        using var reference = new ReferenceModel(family);
        var stored = Stored(reference);
        var last = $".{reference.Architecture.Layers - 1}.";
        using var network = reference.Architecture.Create(reference.Head, ScalarType.Float32);

        var fewer = Assert.Throws<MlOpsException>(() => Load(network, reference.Architecture, [.. stored.Where(tensor => !tensor.Name.Contains(last, StringComparison.Ordinal))]));
        var more = Assert.Throws<MlOpsException>(() => Load(
            network,
            reference.Architecture,
            [.. stored, .. stored.Where(tensor => tensor.Name.Contains(last, StringComparison.Ordinal)).Select(tensor => tensor with { Name = tensor.Name.Replace(last, ".7.", StringComparison.Ordinal) })]));

        Assert.Contains("is missing", fewer.Message, StringComparison.Ordinal);
        Assert.Contains("is unexpected", more.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<NamedTensor> Copies(Architecture architecture, IReadOnlyList<NamedTensor> stored) =>
        from tensor in stored
        from pair in Tied
        where pair.Original == tensor.Name && architecture.TiedTo(pair.Copy) == pair.Original
        select tensor with { Name = pair.Copy };

    private static List<NamedTensor> Stored(ReferenceModel reference)
    {
        using var weights = reference.Open("model.safetensors");
        return [.. weights.Tensors.Select(tensor => new NamedTensor(tensor.Name, tensor.Shape, weights.ReadFloats(tensor)))];
    }

    private static float[] Values(Tensor tensor) => tensor.detach().contiguous().data<float>().ToArray();

    private void Reads(string family, Func<Architecture, IReadOnlyList<NamedTensor>, IEnumerable<NamedTensor>> rename)
    {
        using var reference = new ReferenceModel(family);
        using var network = reference.Architecture.Create(reference.Head, ScalarType.Float32);

        var notes = Load(network, reference.Architecture, [.. rename(reference.Architecture, Stored(reference))]);

        Assert.DoesNotContain(notes, note => note.StartsWith("begins with new weights", StringComparison.Ordinal));
        Assert.All(
            network.named_parameters().Zip(reference.Network.named_parameters()),
            pair => Assert.Equal(Values(pair.Second.parameter), Values(pair.First.parameter)));
    }

    private IReadOnlyList<string> Load(Network network, Architecture architecture, IReadOnlyList<NamedTensor> stored)
    {
        SafetensorsWriter.Write(_folder.File("model.safetensors"), stored);
        using var weights = new SafetensorsReader(_folder.File("model.safetensors"), "model.safetensors");
        return WeightsLoader.Load(network, architecture, weights, "model.safetensors");
    }
}
