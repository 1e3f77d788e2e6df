using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using MlOps.Reporting;

namespace MlOps.Ui.Markup;

/// <summary>Receives the parts of an interpolated string: markup as it stands in the source, values escaped.</summary>
/// <param name="literalLength">Characters of the markup.</param>
/// <param name="formattedCount">How many values there are.</param>
[InterpolatedStringHandler]
internal readonly ref struct HtmlHandler(int literalLength, int formattedCount)
{
    private const int UsualValue = 24;

    private readonly StringBuilder _text = new(literalLength + (formattedCount * UsualValue));

    /// <summary>What was written.</summary>
    public string Text => _text.ToString();

    /// <summary>Markup of our source.</summary>
    public void AppendLiteral(string markup) => _text.Append(markup);

    /// <summary>A text, one line of it: characters that cannot be seen or that reorder others are replaced.</summary>
    public void AppendFormatted(string? value) => _text.Append(WebUtility.HtmlEncode(PlainText.Of(value ?? "", PlainText.MaxSentence)));

    /// <summary>A whole number.</summary>
    public void AppendFormatted(long value) => _text.Append(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Markup that was escaped already.</summary>
    public void AppendFormatted(Html value) => _text.Append(value);

    /// <summary>Pieces of markup one after the other.</summary>
    public void AppendFormatted(IEnumerable<Html> values) => _text.Append(Html.Join(values));
}
