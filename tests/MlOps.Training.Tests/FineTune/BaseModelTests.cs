using System.Text.Json.Nodes;
using MlOps.Bases;
using MlOps.Diagnostics;
using MlOps.Testing;
using MlOps.Training.FineTune;
using MlOps.Training.Models;

namespace MlOps.Training.Tests.FineTune;

public sealed class BaseModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public BaseModelTests()
    {
        foreach (var file in Directory.GetFiles(Repository.Shared("models/bert-pico")))
        {
            File.Copy(file, _folder.File(Path.GetFileName(file)));
            File.SetAttributes(_folder.File(Path.GetFileName(file)), FileAttributes.Normal);
        }
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_sound_folder_opens()
    {
        var model = Open("base: pico/");
        Assert.Equal(("pico", "bert", 512, 8192), (model.Found.Name, model.Architecture.Family, ((TextArchitecture)model.Architecture).MaxTokens, model.Tokenizer!.VocabularySize));
    }

    [Fact]
    public void The_weights_may_have_any_form_and_a_file_of_them_may_be_named_itself()
    {
        File.Move(_folder.File("model.safetensors"), _folder.File("best.pth"));
        Refused("the base model 'pico' has no model.safetensors");

        var model = BaseModel.Open(FoundBase.At(_folder.File("best.pth"), "weights/best.pth"), Specs.Read("base: weights/best.pth"));

        Assert.Equal((_folder.Path, "best.pth", "weights"), (model.Folder, model.Found.Weights, model.Found.Name));
        Assert.Equal("weights/best.pth", Assert.Throws<MlOpsException>(model.OpenWeights).Diagnostic.Location.File); // it is no pickle
    }

    [Theory]
    [InlineData("config.json")]
    [InlineData("model.safetensors")]
    public void A_missing_file_is_named(string file)
    {
        File.Delete(_folder.File(file));
        Refused($"the base model 'pico' has no {file}; expected a Hugging Face folder");
    }

    [Theory]
    [InlineData("model_type", "\"t5\"", "pico/config.json: error MLOPS3001: model_type is \"t5\"; the families that can be fine-tuned are: bert, ")]
    [InlineData("model_type", "null", "it has no model_type")]
    [InlineData("hidden_act", "\"selu\"", "hidden_act is \"selu\"; gelu, gelu_new and relu can be fine-tuned")]
    [InlineData("position_embedding_type", "\"relative_key\"", "only \"absolute\" can be fine-tuned")]
    [InlineData("num_attention_heads", "3", "hidden_size 128 is not a multiple of num_attention_heads 3")]
    [InlineData("pad_token_id", "8192", "pad_token_id is 8192; expected a whole number from 0 to 8191")]
    [InlineData("pad_token_id", "-1", "pad_token_id is -1; expected a whole number from 0 to 8191")]
    [InlineData("num_hidden_layers", "0", "num_hidden_layers is 0; expected a whole number of at least 1")]
    [InlineData("layer_norm_eps", "\"small\"", "layer_norm_eps is \"small\"; expected a number")]
    [InlineData("vocab_size", "8000", "the tokenizer of 'pico' has 8192 pieces, its embeddings 8000")]
    public void A_configuration_that_does_not_fit_is_refused(string key, string value, string why)
    {
        var config = JsonNode.Parse(File.ReadAllText(_folder.File("config.json")))!;
        config[key] = JsonNode.Parse(value);
        _ = _folder.Write("config.json", config.ToJsonString());
        Refused(why);
    }

    [Theory]
    [InlineData("[]", "it is not a JSON object")]
    [InlineData("{", "it is not JSON")]
    public void A_configuration_that_is_no_json_object_is_refused(string text, string why)
    {
        _ = _folder.Write("config.json", text);
        Refused(why);
    }

    [Fact]
    public void Inputs_longer_than_the_model_takes_are_refused() =>
        Refused("'max-tokens' is 600; the base model 'pico' takes at most 512", "base: pico\nmax-tokens: 600");

    private BaseModel Open(string keys) => BaseModel.Open(FoundBase.At(_folder.Path, Specs.Read(keys).Base), Specs.Read(keys));

    private void Refused(string why, string keys = "base: pico")
    {
        var refusal = Assert.Throws<MlOpsException>(() => Open(keys));
        Assert.Equal(Rules.IncompatibleBase, refusal.Diagnostic.Rule);
        Assert.Contains(why, refusal.Message, StringComparison.Ordinal);
    }
}
