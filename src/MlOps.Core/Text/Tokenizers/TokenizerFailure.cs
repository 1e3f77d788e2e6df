using System.Text.RegularExpressions;
using MlOps.Diagnostics;

namespace MlOps.Text.Tokenizers;

/// <summary>Names the file of a tokenizer whose parts cannot be applied to a text.</summary>
internal static class TokenizerFailure
{
    /// <summary>Does something with a text.</summary>
    /// <param name="source">The tokenizer's file.</param>
    /// <param name="action">What to do.</param>
    /// <exception cref="MlOpsException">MLOPS2008: the parts cannot be applied to this text.</exception>
    public static T Guard<T>(string source, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (InvalidDataException unusable)
        {
            throw new MlOpsException(Rules.BadTokenizer, new(source), $"the tokenizer cannot be applied to a text: {unusable.Message}", unusable);
        }
        catch (RegexMatchTimeoutException slow)
        {
            throw new MlOpsException(Rules.BadTokenizer, new(source), $"its regular expression '{slow.Pattern}' takes more than {slow.MatchTimeout.TotalSeconds:0} s on a text", slow);
        }
    }
}
