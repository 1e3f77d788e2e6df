using System.Globalization;
using MlOps.Diagnostics;

namespace MlOps.Registry;

/// <summary>Names one version of a model: by its number, or by the stage that it has now.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Version">The version's number; null when a stage names it.</param>
/// <param name="Stage">The stage; null when a number names it.</param>
public sealed record ModelReference(string Model, int? Version, Stage? Stage)
{
    /// <summary>The form in words, for messages: 'expected …'.</summary>
    public const string Expected = "NAME@STAGE or NAME@VERSION, such as mail-spam@Production or mail-spam@3";

    private static readonly Stage[] Stages = [Registry.Stage.Production, Registry.Stage.Staging];

    /// <summary>Reads <c>NAME@STAGE</c> or <c>NAME@VERSION</c>. A stage that many versions can have names none of them.</summary>
    /// <param name="text">What the user typed.</param>
    /// <exception cref="MlOpsException">MLOPS5010: it has another form. MLOPS5005: a bad name.</exception>
    public static ModelReference Parse(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var (name, version) = at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);
        if (int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
        {
            return new(ModelName.Check(name), number, null);
        }

        var stage = Stages.Select(known => (Stage?)known).FirstOrDefault(known => known.ToString() == version)
            ?? throw new MlOpsException(
                Rules.BadModelReference,
                Location.None,
                $"'{text}' names no version of a model; expected {Expected}{Spelling.Hint(version, Stages.Select(known => known.ToString()))}");
        return new(ModelName.Check(name), null, stage);
    }

    /// <summary><c>mail-spam@Production</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Model}@{Version?.ToString(CultureInfo.InvariantCulture) ?? Stage.ToString()}");
}
