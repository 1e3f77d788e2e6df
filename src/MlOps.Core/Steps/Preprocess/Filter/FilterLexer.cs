using System.Text.RegularExpressions;

namespace MlOps.Steps.Preprocess.Filter;

/// <summary>Cuts an expression into words.</summary>
internal static partial class FilterLexer
{
    private static readonly FilterTokenKind[] Kinds =
        [FilterTokenKind.Word, FilterTokenKind.QuotedColumn, FilterTokenKind.Text, FilterTokenKind.Number, FilterTokenKind.Sign];

    /// <summary>The words in order, the end last.</summary>
    public static IReadOnlyList<FilterToken> Read(string expression)
    {
        var tokens = new List<FilterToken>();
        var place = 0;
        while (place < expression.Length)
        {
            var match = Token().Match(expression, place);
            if (match.Groups["space"].Length == 0)
            {
                tokens.Add(ReadToken(match, place + 1));
            }

            place += match.Length;
        }

        tokens.Add(new(FilterTokenKind.End, "", expression.Length + 1));
        return tokens;
    }

    private static FilterToken ReadToken(Match match, int place)
    {
        foreach (var kind in Kinds)
        {
            if (match.Groups[kind.ToString()] is { Success: true } group)
            {
                return new(kind, group.Value, place);
            }
        }

        return new(FilterTokenKind.Unknown, match.Value, place);
    }

    [GeneratedRegex("""
        \G(?: (?<space>\s+)
            | (?<Number>-?\d+(?:\.\d+)?)
            | (?<Word>[\p{L}_][\p{L}\p{N}_-]*)
            | `(?<QuotedColumn>[^`]+)`
            | "(?<Text>[^"]*)" | '(?<Text>[^']*)'
            | (?<Sign>==|!=|<=|>=|<|>|\(|\))
            | .)
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Token();
}
