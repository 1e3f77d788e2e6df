using MlOps.Diagnostics;
using MlOps.Models;
using MlOps.Testing;

namespace MlOps.Tests.Models;

public sealed class ModelDescriptionTests : IDisposable
{
    private const string Text = """
        {
          "format": 1,
          "task": "text-classification",
          "family": "bert",
          "labels": [
            "ham",
            "spam"
          ],
          "multiLabel": false,
          "preparation": {
            "textColumn": "body",
            "clean": [
              "strip-html"
            ],
            "redact": [
              "email"
            ]
          },
          "maxTokens": 128,
          "base": "examples/bert-pico",
          "baseHash": "00",
          "dataHash": "11",
          "precision": "fp32",
          "seed": 7
        }

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_read_is_written_the_same()
    {
        var file = _folder.Write("model.json", Text);

        var description = ModelDescription.Read(_folder.Path);
        File.Delete(file);
        description.Write(_folder.Path);

        Assert.Equal(["ham", "spam"], description.Labels);
        Assert.Equal(Text, File.ReadAllText(file));
    }

    [Theory]
    [InlineData("\"format\": 1", "\"format\": 2")]
    [InlineData("\"maxTokens\": 128", "\"maxTokens\": 2")]
    [InlineData("\"multiLabel\": false,", "")]
    [InlineData("\"task\": \"text-classification\"", "\"task\": null")]
    [InlineData("\"family\": \"bert\"", "\"family\": 3")]
    [InlineData("\"seed\": 7", "\"seed\": 7.5")]
    public void A_value_that_is_missing_or_of_another_kind_is_refused(string right, string wrong)
    {
        _ = _folder.Write("model.json", Text.Replace(right, wrong, StringComparison.Ordinal));

        Assert.Equal("MLOPS4102", Refusal().Rule.Code);
    }

    [Fact]
    public void A_mistake_in_the_text_is_shown_at_its_line()
    {
        _ = _folder.Write("model.json", Text.Replace("\"seed\": 7", "\"seed\": seven", StringComparison.Ordinal));

        var location = Refusal().Location;
        Assert.EndsWith("/model.json", location.File, StringComparison.Ordinal);
        Assert.Equal(24, location.Line);
    }

    [Fact]
    public void A_folder_without_the_file_is_refused() => Assert.Equal("MLOPS4101", Refusal().Rule.Code);

    private Diagnostic Refusal() => Assert.Throws<MlOpsException>(() => ModelDescription.Read(_folder.Path)).Diagnostic;
}
