using System.Globalization;
using System.Text.RegularExpressions;
using MlOps.Diagnostics;
using MlOps.Spec;

namespace MlOps.Training.FineTune;

/// <summary>Layers of a network as pipeline.yml names them: <c>embeddings</c>, <c>layers 0-3</c>, <c>all but head</c>.</summary>
/// <param name="Text">The words and their place.</param>
/// <param name="Part">What they name.</param>
/// <param name="First">The first layer, counted from 0 as the names of weights count.</param>
/// <param name="Last">The last layer.</param>
public sealed partial record LayerSelection(SpecText Text, LayerPart Part, int First = 0, int Last = 0)
{
    /// <summary>What messages say is expected.</summary>
    public const string Form = "embeddings, stem, layers 0-3, layer 2, head, all but head or all";

    /// <summary>Reads a selection; null where it is none.</summary>
    /// <param name="text">The words.</param>
    public static LayerSelection? Parse(SpecText text)
    {
        switch (text.Value)
        {
            case "embeddings" or "stem":
                return new(text, LayerPart.Embeddings);
            case "head":
                return new(text, LayerPart.Head);
            case "all but head":
                return new(text, LayerPart.AllButHead);
            case "all":
                return new(text, LayerPart.All);
        }

        var match = Numbers().Match(text.Value);
        if (!match.Success || !int.TryParse(match.Groups["first"].ValueSpan, CultureInfo.InvariantCulture, out var first))
        {
            return null;
        }

        var last = first;
        return match.Groups["last"].Success && !int.TryParse(match.Groups["last"].ValueSpan, CultureInfo.InvariantCulture, out last) ? null
            : last < first ? null
            : new(text, LayerPart.Layers, first, last);
    }

    /// <summary>The layers: 0 for the embeddings, 1 to L, L+1 for the head.</summary>
    /// <param name="key">The key that holds the selection, for messages.</param>
    /// <param name="layers">The network's layers, L.</param>
    /// <exception cref="MlOpsException">MLOPS3001: the network has no such layer.</exception>
    public IEnumerable<int> Of(string key, int layers)
    {
        if (Part == LayerPart.Layers && Last >= layers)
        {
            throw new MlOpsException(
                Rules.IncompatibleBase,
                Text.Location,
                string.Create(CultureInfo.InvariantCulture, $"'{key}' names layer {Last}; the base model has the layers 0 to {layers - 1}"));
        }

        return Part switch
        {
            LayerPart.Embeddings => [0],
            LayerPart.Layers => Enumerable.Range(First + 1, Last - First + 1),
            LayerPart.Head => [layers + 1],
            LayerPart.AllButHead => Enumerable.Range(0, layers + 1),
            _ => Enumerable.Range(0, layers + 2),
        };
    }

    [GeneratedRegex(@"^layers? (?<first>[0-9]{1,4})(-(?<last>[0-9]{1,4}))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Numbers();
}
