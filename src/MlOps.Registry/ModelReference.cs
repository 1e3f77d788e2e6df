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
        var (name, version) = Split(text);
        var (number, stage) = Meaning(version);
        return number is not null || stage is not null
            ? new(ModelName.Check(name), number, stage)
            : throw new MlOpsException(
                Rules.BadModelReference,
                Location.None,
                $"'{text}' names no version of a model; expected {Expected}{Spelling.Hint(version, Stages.Select(known => known.ToString()))}");
    }

    /// <summary>Reads <c>NAME@STAGE</c> or <c>NAME@VERSION</c>; null for a text of another form.</summary>
    /// <param name="text">What the user typed.</param>
    public static ModelReference? TryParse(string text)
    {
        var (name, version) = Split(text);
        var (number, stage) = Meaning(version);
        return ModelName.IsValid(name) && (number is not null || stage is not null) ? new(name, number, stage) : null;
    }

    private static (string Name, string Version) Split(string text) =>
        text.IndexOf('@', StringComparison.Ordinal) is var at and >= 0 ? (text[..at], text[(at + 1)..]) : (text, "");

    private static (int? Number, Stage? Stage) Meaning(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? (number, null)
            : (null, Stages.Select(known => (Stage?)known).FirstOrDefault(known => known.ToString() == text));

    /// <summary><c>mail-spam@Production</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Model}@{Version?.ToString(CultureInfo.InvariantCulture) ?? Stage.ToString()}");
}
