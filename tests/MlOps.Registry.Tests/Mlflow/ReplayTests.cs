using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlOps.Testing.Mlflow;

namespace MlOps.Registry.Tests.Mlflow;

public sealed class ReplayTests
{
    [Fact]
    public void The_fake_answers_every_recorded_request_as_the_real_server_did()
    {
        var (fake, renaming, differences) = (new FakeMlflow(), new Renaming(), new List<string>());
        var exchanges = RecordedExchange.All();
        foreach (var (exchange, number) in exchanges.Select((exchange, index) => (exchange, index + 1)))
        {
            var answer = fake.Answer(exchange.Request(renaming.Rename));
            var difference = answer.Status != exchange.Status
                ? $"status {exchange.Status} was recorded, there is {answer.Status}: {Encoding.UTF8.GetString(answer.Body)}"
                : renaming.Difference(exchange.Answer, Read(answer), "answer");
            if (difference is not null)
            {
                differences.Add($"{number}. {exchange.Method} {exchange.Path}: {difference}");
            }
        }

        Assert.Equal(62, exchanges.Count);
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    // the recording holds JSON where an answer is JSON, and the text otherwise
    private static JsonNode Read(FakeAnswer answer)
    {
        var text = Encoding.UTF8.GetString(answer.Body);
        try
        {
            return JsonNode.Parse(text)!;
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
