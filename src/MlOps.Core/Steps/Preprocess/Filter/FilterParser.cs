using System.Globalization;
using MlOps.Text.Readers;

namespace MlOps.Steps.Preprocess.Filter;

/// <summary>Reads an expression: or binds weakest, then and, then not, then comparisons.</summary>
internal sealed class FilterParser
{
    private static readonly string[] Comparisons = ["==", "!=", "<", "<=", ">", ">=", "contains"];

    private readonly IReadOnlyList<FilterToken> _tokens;
    private readonly List<string> _columns = [];
    private int _next;

    private FilterParser(string expression) => _tokens = FilterLexer.Read(expression);

    private FilterToken Next => _tokens[_next];

    /// <summary>Reads an expression.</summary>
    /// <param name="expression">The text.</param>
    /// <returns>The filter, or what is wrong: <c>expected a comparison at character 7</c>.</returns>
    public static (RowFilter? Filter, string? Mistake) Read(string expression)
    {
        var parser = new FilterParser(expression);
        try
        {
            var test = parser.ReadOr();
            parser.Expect(parser.Next.Kind == FilterTokenKind.End, "'and', 'or' or the end");
            return (new(expression, parser._columns, test), null);
        }
        catch (FormatException mistake)
        {
            return (null, mistake.Message);
        }
    }

    private RowTest ReadOr()
    {
        var left = ReadAnd();
        while (TakeWord("or"))
        {
            var (first, second) = (left, ReadAnd());
            left = (row, text) => first(row, text) || second(row, text);
        }

        return left;
    }

    private RowTest ReadAnd()
    {
        var left = ReadNot();
        while (TakeWord("and"))
        {
            var (first, second) = (left, ReadNot());
            left = (row, text) => first(row, text) && second(row, text);
        }

        return left;
    }

    private RowTest ReadNot()
    {
        if (TakeWord("not"))
        {
            var inner = ReadNot();
            return (row, text) => !inner(row, text);
        }

        if (!TakeSign("("))
        {
            return ReadComparison();
        }

        var test = ReadOr();
        Expect(TakeSign(")"), "')'");
        return test;
    }

    private RowTest ReadComparison()
    {
        var left = ReadValue();
        var sign = Next.Text;
        Expect(Next.Kind is FilterTokenKind.Sign or FilterTokenKind.Word && Comparisons.Contains(sign), $"one of {string.Join(' ', Comparisons)}");
        _next++;
        var right = ReadValue();
        return left.IsNumber || right.IsNumber ? Numbers(left, sign, right) : Texts(left, sign, right);
    }

    private RowValue ReadValue()
    {
        var token = Next;
        _next++;
        switch (token.Kind)
        {
            case FilterTokenKind.Number:
                return new(IsNumber: true, (_, _) => token.Text);
            case FilterTokenKind.Text:
                return new(IsNumber: false, (_, _) => token.Text);
            case FilterTokenKind.Word when token.Text == "length":
                return new(IsNumber: true, (_, text) => text.Length.ToString(CultureInfo.InvariantCulture));
            case FilterTokenKind.Word when token.Text == "text":
                return new(IsNumber: false, (_, text) => text);
            case FilterTokenKind.Word or FilterTokenKind.QuotedColumn:
                _columns.Add(token.Text);
                return new(IsNumber: false, (row, _) => row[token.Text] ?? "");
            default:
                throw Expected("a column, a text in quotes or a number", token);
        }
    }

    private static RowTest Numbers(RowValue left, string sign, RowValue right) => (row, text) =>
        double.TryParse(left.Of(row, text), CultureInfo.InvariantCulture, out var a) && double.TryParse(right.Of(row, text), CultureInfo.InvariantCulture, out var b)
            ? sign != "contains" && Holds(sign, a.CompareTo(b))
            : sign == "!=";

    private static RowTest Texts(RowValue left, string sign, RowValue right) => (row, text) =>
    {
        var (a, b) = (left.Of(row, text), right.Of(row, text));
        return sign == "contains" ? a.Contains(b, StringComparison.Ordinal) : Holds(sign, string.CompareOrdinal(a, b));
    };

    private static bool Holds(string sign, int order) => sign switch
    {
        "==" => order == 0,
        "!=" => order != 0,
        "<" => order < 0,
        "<=" => order <= 0,
        ">" => order > 0,
        _ => order >= 0,
    };

    private bool TakeWord(string word) => Take(FilterTokenKind.Word, word);

    private bool TakeSign(string sign) => Take(FilterTokenKind.Sign, sign);

    private bool Take(FilterTokenKind kind, string text)
    {
        var isNext = Next.Kind == kind && Next.Text == text;
        _next += isNext ? 1 : 0;
        return isNext;
    }

    private void Expect(bool holds, string what)
    {
        if (!holds)
        {
            throw Expected(what, Next);
        }
    }

    private static FormatException Expected(string what, FilterToken at) =>
        new(string.Create(CultureInfo.InvariantCulture, $"expected {what} at character {at.Place}"));
}
