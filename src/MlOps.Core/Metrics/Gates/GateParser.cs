using System.Globalization;
using MlOps.Diagnostics;
using MlOps.Metrics.Fairness;
using MlOps.Spec;

namespace MlOps.Metrics.Gates;

/// <summary>
/// Reads one gate by recursive descent: <c>gate = sum sign sum</c>, <c>sum = term {(+|-) term}</c>,
/// <c>term = quantity | metric | champion.metric | (gap|worst)(metric, column) | fairness(label, column) | (sum)</c>. The first mistake ends the reading.
/// </summary>
/// <param name="gate">The gate and where it stands.</param>
/// <param name="read">Reads the names of metrics.</param>
/// <param name="takesArguments">True where a metric's name may go on in parentheses; <c>gap</c> and <c>worst</c> are names as any other then.</param>
internal sealed class GateParser(SpecText gate, MetricReader read, bool takesArguments = false)
{
    private const int MaxDepth = 32;
    private const string Champion = "champion.";

    private readonly GateScanner _scanner = new(gate.Value);
    private Diagnostic? _problem;

    /// <summary>Reads the gate.</summary>
    /// <param name="problem">MLOPS1010 or MLOPS1011; null when there is none.</param>
    /// <returns>The gate; null when there is a problem.</returns>
    public GateExpression? Parse(out Diagnostic? problem)
    {
        var expression = Gate();
        problem = _problem;
        return expression;
    }

    private GateExpression? Gate()
    {
        if (Sum(0) is not { } left || Sign() is not { } comparison || Sum(0) is not { } right)
        {
            return null;
        }

        if (!_scanner.AtEnd)
        {
            Fail(_scanner.Position, $"found {_scanner.Found} after the comparison; a gate is one comparison, and a second one is a gate on a line of its own");
            return null;
        }

        if (left.Unit != right.Unit)
        {
            RejectUnits(left, right);
            return null;
        }

        var expression = new GateExpression(gate, left, comparison, right);
        if (expression.Measured.All(term => term.OfChampion))
        {
            Fail(0, "it names no metric of the candidate, such as accuracy");
            return null;
        }

        return expression;
    }

    private Comparison? Sign()
    {
        foreach (var (sign, comparison) in Comparisons.Signs)
        {
            if (_scanner.Take(sign))
            {
                return comparison;
            }
        }

        Fail(_scanner.Position, $"found {_scanner.Found}, expected one of >= > <= < ==");
        return null;
    }

    private GateTerm? Sum(int depth)
    {
        var sum = Term(depth);
        while (sum is not null && _scanner.Next is '+' or '-')
        {
            var subtract = _scanner.Take("-");
            _ = subtract || _scanner.Take("+");
            if (Term(depth) is not { } right)
            {
                return null;
            }

            if (right.Unit != sum.Unit)
            {
                RejectUnits(sum, right);
                return null;
            }

            sum = new SumTerm(sum, subtract, right);
        }

        return sum;
    }

    // leaves the scanner behind the white space that follows
    private GateTerm? Term(int depth)
    {
        _scanner.SkipSpace();
        var start = _scanner.Position;
        GateTerm? term = null;
        if (char.IsAsciiDigit(_scanner.Next) || _scanner.Next is '-' or '.')
        {
            term = Quantity(start);
        }
        else if (char.IsLetter(_scanner.Next) || _scanner.Next == '"')
        {
            var word = _scanner.TakeName();
            term = takesArguments ? Metric(start, word + _scanner.TakeArgument())
                : word is "gap" or "worst" ? Slices(start, word == "gap")
                : FairnessMeasure.Find(word) is { } measure && _scanner.Next == '(' ? Fairness(start, measure)
                : Metric(start, word);
        }
        else if (depth == MaxDepth)
        {
            Fail(start, $"more than {MaxDepth} levels of parentheses");
        }
        else if (_scanner.Take("("))
        {
            term = Sum(depth + 1) is { } sum && Expect(")") ? sum : null;
        }
        else
        {
            Fail(start, $"found {_scanner.Found}, expected a metric or a number");
        }

        _scanner.SkipSpace();
        return term;
    }

    private QuantityTerm? Quantity(int start)
    {
        var text = _scanner.TakeNumber();
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
        {
            Fail(start, $"'{text}' is no number");
            return null;
        }

        _scanner.SkipSpace();
        var place = _scanner.Position;
        var unit = _scanner.TakeUnit();
        var scale = GateUnit.All.FirstOrDefault(known => known.Name == unit);
        if (unit.Length > 0 && scale is null)
        {
            var names = GateUnit.All.Select(known => known.Name);
            Fail(place, $"unknown unit '{unit}'; expected one of {string.Join(", ", names)}{Spelling.Hint(unit, names)}");
            return null;
        }

        return new(start, number, scale);
    }

    private SliceTerm? Slices(int start, bool isGap)
    {
        if (!Expect("("))
        {
            return null;
        }

        _scanner.SkipSpace();
        var place = _scanner.Position;
        if (Metric(place, _scanner.TakeName()) is not { } term)
        {
            return null;
        }

        if (term.Metric.Metric.Source != MetricSource.Predictions)
        {
            Fail(place, $"'{term.Metric}' has no value for the slices of a column");
            return null;
        }

        if (!Expect(","))
        {
            return null;
        }

        return Column() is { } column && Expect(")") ? new(start, isGap, term.Metric, term.OfChampion, column) : null;
    }

    private FairnessTerm? Fairness(int start, FairnessMeasure measure)
    {
        _ = Expect("(");
        _scanner.SkipSpace();
        var place = _scanner.Position;
        if (_scanner.TakeLabel() is not { Length: > 0 } label || !Expect(","))
        {
            Fail(place, $"expected a label and a column, such as {measure.Name}(spam, sender)");
            return null;
        }

        return Column() is { } column && Expect(")") ? new(start, measure, label, column) : null;
    }

    private string? Column()
    {
        _scanner.SkipSpace();
        var place = _scanner.Position;
        if (_scanner.TakeColumn() is { Length: > 0 } column)
        {
            return column;
        }

        Fail(place, "expected the name of a column");
        return null;
    }

    private MetricTerm? Metric(int start, string word)
    {
        var ofChampion = word.StartsWith(Champion, StringComparison.Ordinal);
        var place = ofChampion ? start + Champion.Length : start;
        var name = ofChampion ? word[Champion.Length..] : word;
        if (!read(name, out var metric, out var problem))
        {
            _problem = new(Rules.UnknownMetric, At(place), $"gate '{gate}': {problem}{MissingSpaces(name)}");
            return null;
        }

        if (!metric.IsValue)
        {
            var example = metric.Metric.Variants.Count > 0 ? $"{metric}.{metric.Metric.Variants[^1]}" : $"{metric}[label]";
            Fail(place, $"'{metric}' stands for several values; name one, such as {example}");
            return null;
        }

        if (ofChampion && metric.Metric.Source == MetricSource.Training)
        {
            Fail(place, $"the champion is scored again, not trained again, so it has no '{metric}'");
            return null;
        }

        return new(start, metric, ofChampion);
    }

    private string MissingSpaces(string name)
    {
        for (var at = name.LastIndexOf('-'); at > 0; at = name.LastIndexOf('-', at - 1))
        {
            if (read(name[..at], out var known, out _) && known.IsValue)
            {
                return $"; a minus has spaces around it: '{name[..at]} - {name[(at + 1)..]}'";
            }
        }

        return "";
    }

    private void RejectUnits(GateTerm left, GateTerm right)
    {
        var bare = new[] { left, right }.OfType<QuantityTerm>().FirstOrDefault(term => term.Scale is null);
        var unit = left.Unit == MetricUnit.None ? right.Unit : left.Unit;
        var cure = bare is null ? "both must be of one kind" : $"give the number its unit, such as '{bare} {(unit == MetricUnit.Seconds ? "ms" : "MB")}'";
        Fail(right.Offset, $"'{left}' is {Kind(left)} and '{right}' is {Kind(right)}; {cure}");
    }

    private static string Kind(GateTerm term) => term.Unit switch
    {
        MetricUnit.Seconds => "a time",
        MetricUnit.Bytes => "a size",
        _ => "a number without a unit",
    };

    private bool Expect(string sign)
    {
        _scanner.SkipSpace();
        if (_scanner.Take(sign))
        {
            return true;
        }

        Fail(_scanner.Position, $"found {_scanner.Found}, expected '{sign}'");
        return false;
    }

    private void Fail(int offset, string problem) => _problem = new(Rules.BadGate, At(offset), $"gate '{gate}': {problem}");

    private Location At(int offset) => gate.Location with { Column = gate.Location.Column + offset };
}
