using System.Text;
using System.Text.Json.Nodes;
using MlOps.Testing;
using MlOps.Testing.Mlflow;

namespace MlOps.Registry.Tests.Mlflow;

/// <summary>A request that a real MLflow server 3.17 was sent, and what it answered.</summary>
internal sealed record RecordedExchange(string Method, string Path, JsonNode? Body, int Status, JsonNode Answer)
{
    /// <summary>Reads all of them, in their order; the test is skipped where they are absent.</summary>
    public static IReadOnlyList<RecordedExchange> All() =>
    [
        .. File.ReadAllLines(Repository.Reference("mlflow/mlflow-3.17.jsonl")).Select(line => JsonNode.Parse(line)!).Select(exchange => new RecordedExchange(
            (string)exchange["method"]!, (string)exchange["path"]!, exchange["body"]?.DeepClone(), (int)exchange["status"]!, exchange["answer"]!.DeepClone())),
    ];

    /// <summary>The request, with ids of the recording replaced.</summary>
    /// <param name="renamed">Gives the text with other ids.</param>
    public FakeRequest Request(Func<string, string> renamed) => new(
        Method, renamed(Path), Encoding.UTF8.GetBytes(Body switch
        {
            null => "",
            JsonValue raw => raw.GetValue<string>(),
            var parameters => renamed(parameters.ToJsonString()),
        }));
}
