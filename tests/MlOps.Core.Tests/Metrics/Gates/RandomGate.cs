namespace MlOps.Tests.Metrics.Gates;

/// <summary>Writes right gates at random.</summary>
/// <param name="chance">Where chance comes from.</param>
internal sealed class RandomGate(Random chance)
{
    public string Next() => $"{Space()}accuracy {Sign()} {Sum(3)} {Pick("<", "<=", ">", ">=", "==")}{Space()}{Sum(3)}{Space()}";

    private string Sum(int depth) => chance.Next(3) == 0 ? $"{Term(depth)} {Sign()} {Sum(depth - 1)}" : Term(depth);

    private string Term(int depth) => chance.Next(depth > 0 ? 6 : 5) switch
    {
        0 => $"{Pick("", "-")}{chance.Next(100)}{Pick("", ".5", ".025", "e-3")}{Pick("", "%", " %")}",
        1 => Pick("f1", "f1.macro", "f1.weighted", "f1[spam]", "f1[ spam ]", "f1[\"spam\"]", "top-3-accuracy", "log-loss"),
        2 => Pick("champion.f1", "champion.accuracy", "champion.f1[spam]"),
        3 => $"worst({Space()}{Pick("accuracy", "champion.accuracy", "log-loss")},{Space()}{Pick("group", "\"group\"", "\"a)b\"")}{Space()})",
        4 => $"gap(accuracy, {Pick("group", "a b", "\"\"\"\"")})",
        _ => $"({Space()}{Sum(depth - 1)}{Space()})",
    };

    private string Sign() => Pick("+", "-");

    private string Space() => Pick("", " ", "  ");

    private string Pick(params string[] choices) => choices[chance.Next(choices.Length)];
}
