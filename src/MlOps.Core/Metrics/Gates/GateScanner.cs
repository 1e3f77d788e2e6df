namespace MlOps.Metrics.Gates;

/// <summary>Takes the words, numbers and signs of a gate off its text, from left to right.</summary>
/// <param name="text">The gate.</param>
internal sealed class GateScanner(string text)
{
    /// <summary>The place of the next character.</summary>
    public int Position { get; private set; }

    /// <summary>True when every character is taken.</summary>
    public bool AtEnd => Position == text.Length;

    /// <summary>The next character; '\0' at the end.</summary>
    public char Next => Peek(0);

    /// <summary>What stands next, for messages.</summary>
    public string Found => AtEnd ? "the end" : $"'{text[Position..].Split(' ', 2)[0]}'";

    /// <summary>Passes over white space.</summary>
    public void SkipSpace() => Position = Word.SkipSpace(text, Position);

    /// <summary>Takes a sign where it stands next.</summary>
    /// <param name="sign">The sign.</param>
    public bool Take(string sign)
    {
        var found = string.CompareOrdinal(text, Position, sign, 0, sign.Length) == 0;
        Position += found ? sign.Length : 0;
        return found;
    }

    /// <summary>Takes a metric's name with its label, or one that ends in quotes. A hyphen belongs to the name where a letter or digit follows it: top-3-accuracy.</summary>
    public string TakeName()
    {
        var start = Position;
        while (char.IsLetterOrDigit(Next) || Next is '.' or '_' or '/' || (Next == '-' && char.IsLetterOrDigit(Peek(1))))
        {
            Position++;
        }

        if (Next == '"')
        {
            Position = Word.Read(text, Position, '"', out _);
        }
        else if (Position > start && Next == '[')
        {
            Position = Word.Read(text, Position + 1, ']', out _);
            _ = Take("]");
        }

        return text[start..Position].TrimEnd();
    }

    /// <summary>Takes what stands in parentheses, them included; empty where none stand next.</summary>
    public string TakeArgument()
    {
        var start = Position;
        if (Take("("))
        {
            Position = Word.Read(text, Position, ')', out _);
            _ = Take(")");
        }

        return text[start..Position];
    }

    /// <summary>Takes a label, which a comma or a quote ends.</summary>
    /// <returns>Null when a quote is not closed.</returns>
    public string? TakeLabel()
    {
        Position = Word.Read(text, Position, ',', out var label);
        return label;
    }

    /// <summary>Takes a column's name, which a closing parenthesis or a quote ends.</summary>
    /// <returns>Null when a quote is not closed.</returns>
    public string? TakeColumn()
    {
        Position = Word.Read(text, Position, ')', out var column);
        return column;
    }

    /// <summary>Takes what looks like a number: sign, digits, fraction, exponent.</summary>
    public string TakeNumber()
    {
        var start = Position;
        _ = Take("-");
        SkipDigits();
        _ = Take(".");
        SkipDigits();
        var sign = Peek(1) is '+' or '-' ? 2 : 1;
        if (Next is 'e' or 'E' && char.IsAsciiDigit(Peek(sign)))
        {
            Position += sign;
            SkipDigits();
        }

        return text[start..Position];
    }

    /// <summary>Takes the letters of a unit, or a percent sign; empty where neither stands next.</summary>
    public string TakeUnit()
    {
        if (Take("%"))
        {
            return "%";
        }

        var start = Position;
        while (char.IsLetter(Next))
        {
            Position++;
        }

        return text[start..Position];
    }

    private char Peek(int distance) => Position + distance < text.Length ? text[Position + distance] : '\0';

    private void SkipDigits()
    {
        while (char.IsAsciiDigit(Next))
        {
            Position++;
        }
    }
}
