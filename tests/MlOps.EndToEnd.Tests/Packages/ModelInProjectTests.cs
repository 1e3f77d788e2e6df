using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

namespace MlOps.EndToEnd.Tests.Packages;

/// <summary>A registered model inside a user's project.</summary>
[Collection(nameof(PackedProduct))]
public sealed class ModelInProjectTests(PackedProduct product) : IDisposable
{
    private const string Model = """<ItemGroup><MlOpsModel Include="mail-spam@Production" /></ItemGroup>""";

    private readonly UserFolder _user = new(product);

    public void Dispose() => _user.Dispose();

    [Fact]
    public async Task A_program_predicts_what_evaluate_saw_and_is_published_with_its_model()
    {
        _user.TakeTrained();
        _user.WriteProject("mail-app", Executable + Model, "MlOps.Inference");
        _ = _user.Write("mail-app/Program.cs", """
            using System.Globalization;
            using System.Text.Json;

            using var predictor = MailApp.MailSpamPredictor.Open();
            foreach (var text in JsonSerializer.Deserialize<string[]>(System.IO.File.ReadAllText(args[0]))!)
            {
                var found = predictor.Predict(text);
                System.Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{found.Label} {predictor.NameOf(found.Label)} {found.ProbabilityOf(MailApp.MailSpamLabel.Ham)} {found.ProbabilityOf(MailApp.MailSpamLabel.Spam)}"));
            }
            """);
        var evaluated = Evaluated();
        var rows = _user.Write("rows.json", JsonSerializer.Serialize(evaluated.Select(row => row.Text)));

        _ = await _user.SucceedAsync("publish", "mail-app", "-o", _user.File("out"));
        var run = await Execution.RunAsync(_user.Path, "dotnet", [_user.File("out/mail-app.dll"), rows]);

        Assert.True(run.ExitCode == 0, run.ToString());
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(evaluated.Count, lines.Length);
        Assert.All(evaluated.Zip(lines), pair =>
        {
            var words = pair.Second.Split(' ');
            Assert.Equal((CultureInfo.InvariantCulture.TextInfo.ToTitleCase(pair.First.Predicted), pair.First.Predicted), (words[0], words[1]));
            Assert.Equal(pair.First.Ham, double.Parse(words[2], CultureInfo.InvariantCulture), 1e-5);
            Assert.Equal(pair.First.Spam, double.Parse(words[3], CultureInfo.InvariantCulture), 1e-5);
        });
        Assert.Equal(ShippedFiles, Files(_user.File("out/models/mail-spam")));
        Assert.Equal(0, _user.Runs - 1); // the training's; bringing a model runs nothing
    }

    [Fact]
    public async Task A_package_carries_the_model_to_the_output_of_those_who_take_it()
    {
        _user.TakeTrained();
        _user.WriteProject("mail.judge", Model + "<PropertyGroup><MlOpsOnPack>true</MlOpsOnPack></PropertyGroup>", "MlOps.Inference");
        _ = _user.Write("mail.judge/Judge.cs", "namespace mail.judge;\npublic static class Judge { public static string Of(string text) { using var spam = MailSpamPredictor.Open(); return spam.Predict(text).Label.ToString(); } }");

        _ = await _user.SucceedAsync("pack", "mail.judge", "-o", product.Feed);

        using (var package = ZipFile.OpenRead(Path.Combine(product.Feed, "mail.judge.1.0.0.nupkg")))
        {
            Assert.Equal(
                ShippedFiles.Select(file => $"contentFiles/any/net10.0/models/mail-spam/{file}"),
                package.Entries.Select(entry => entry.FullName).Where(name => name.StartsWith("contentFiles/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        }

        _ = _user.Write("taker/taker.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              {Executable}
              <ItemGroup><PackageReference Include="mail.judge" Version="1.0.0" /></ItemGroup>
            </Project>
            """);
        _ = _user.Write("taker/Program.cs", "System.Console.WriteLine(mail.judge.Judge.Of(\"winner cash prize free claim urgent offer\"));");
        var run = await _user.SucceedAsync("run", "--project", "taker");
        Assert.Equal("Spam\n", run.Output);
    }

    [Fact]
    public async Task The_model_follows_the_registry_and_nothing_is_brought_twice()
    {
        _user.TakeTrained();
        _user.WriteProject("app", """<ItemGroup><MlOpsModel Include="mail-spam@Production" Predictor="false" Folder="ml/spam" /></ItemGroup>""");
        _ = await _user.SucceedAsync("build", "app");
        var (model, stamp) = (_user.File("app/bin/Debug/net10.0/ml/spam/model.json"), _user.File("app/obj/Debug/net10.0/mlops/models.stamp"));
        var brought = File.GetLastWriteTimeUtc(stamp);

        var second = await _user.SucceedAsync("build", "app", "--no-restore", "-v:normal");
        Assert.Equal(brought, File.GetLastWriteTimeUtc(stamp));
        Assert.DoesNotContain("mlops models", second.Output, StringComparison.Ordinal);

        var first = File.GetLastWriteTimeUtc(model);
        File.SetLastWriteTimeUtc(_user.File(".mlops/registry/registry.db"), DateTime.UtcNow); // as a registration or a move does
        _ = await _user.SucceedAsync("build", "app", "--no-restore");
        Assert.NotEqual(brought, File.GetLastWriteTimeUtc(stamp));
        Assert.Equal(first, File.GetLastWriteTimeUtc(model)); // asked, and still the same version

        File.Delete(_user.File("app/obj/Debug/net10.0/mlops/ml/spam/model.json"));
        File.Delete(model);
        _ = await _user.SucceedAsync("build", "app", "--no-restore");
        Assert.True(File.Exists(model));

        _ = await _user.SucceedAsync("clean", "app");
        Assert.Empty(Directory.GetFiles(_user.File("app/bin"), "*", SearchOption.AllDirectories));
        Assert.False(File.Exists(stamp));
    }

    [Fact]
    public async Task A_model_that_is_not_registered_is_an_error()
    {
        _user.TakeTrained();
        _user.WriteProject("app", """<ItemGroup><MlOpsModel Include="mail-spm@Production" /><MlOpsModel Include="mail-spam" /></ItemGroup>""");

        var build = await _user.DotnetAsync("build", "app");

        Assert.True(build.ExitCode == 1, build.ToString());
        Assert.Contains("app.csproj : error MLOPS5006: the registry holds no model 'mail-spm'; did you mean 'mail-spam'?", build.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("error MSB", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Labels_of_any_kind_compile_and_run_nothing()
    {
        string[] labels =
        [
            "\"; } static class E { static E() => System.Environment.Exit(7); } //", "*/ </summary>\n#error", "class", "value__", "ToString", "Equals", "5 stars", "größe", "迷惑", "😀",
            "😁", "spam", "spam!", "Spam_2", "{0}", "\\", "\u2028", "\u202e", "", "e\u0301", "MailLabel", "@spam", "\0",
        ];
        _ = _user.Write("model/model.json", JsonSerializer.Serialize(new
        {
            format = 1,
            task = "text-classification",
            family = "bert",
            labels,
            multiLabel = false,
            preparation = new { textColumn = "text", clean = Array.Empty<string>(), redact = Array.Empty<string>() },
            maxTokens = 16,
            @base = "",
            baseHash = "",
            dataHash = "",
            precision = "fp32",
            seed = 1,
        }));
        _user.WriteProject("app", Executable, "MlOps.Inference");
        _ = await _user.SucceedAsync("mlops", "models", "predictor", "model", "--to", "app/Mail.cs", "--class", "MailPredictor", "--namespace", "namespace.class");
        _ = _user.Write("app/Program.cs", """
            foreach (var label in System.Enum.GetValues<@namespace.@class.MailLabel>())
            {
                System.Console.WriteLine(label);
            }

            try
            {
                using var predictor = @namespace.@class.MailPredictor.Open("nowhere");
            }
            catch (MlOps.Diagnostics.MlOpsException e)
            {
                System.Console.WriteLine(e.Diagnostic.Rule.Code);
            }
            """);

        var run = await _user.SucceedAsync("run", "--project", "app");

        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(labels.Length + 1, lines.Distinct().Count());
        Assert.Equal("MLOPS4101", lines[^1]);
    }

    // one kind of machine, or each program would copy ONNX Runtime's libraries for all of them
    private static string Executable =>
        $"<PropertyGroup><OutputType>Exe</OutputType><RuntimeIdentifier>{System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier}</RuntimeIdentifier><SelfContained>false</SelfContained></PropertyGroup>";

    private static string[] ShippedFiles => ["config.json", "model.json", "model.onnx", "tokenizer.json", "tokenizer_config.json", "vocab.txt"];

    private static IEnumerable<string?> Files(string folder) => Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private List<(string Text, string Predicted, double Ham, double Spam)> Evaluated()
    {
        var source = File.ReadAllLines(_user.File("messages.jsonl"));
        var predictions = Directory.GetFiles(_user.File(".mlops/cache"), "predictions.jsonl", SearchOption.AllDirectories).Single();
        return
        [
            .. File.ReadAllLines(predictions).Select(line => JsonDocument.Parse(line).RootElement).Select(row => (
                JsonDocument.Parse(source[row.GetProperty("row").GetInt32() - 1]).RootElement.GetProperty("text").GetString()!,
                row.GetProperty("predicted")[0].GetString()!,
                row.GetProperty("probabilities")[0].GetDouble(),
                row.GetProperty("probabilities")[1].GetDouble())),
        ];
    }
}
