using System.Text;
using MlOps.Text.Tokenizers.Normalizers;

namespace MlOps.Text.Tokenizers.Files;

/// <summary>What SentencePiece's <c>ModelProto</c> holds that a tokenizer needs.</summary>
internal sealed class SentencePieceModel
{
    // numbers of the fields in sentencepiece_model.proto
    private const int PieceField = 1;
    private const int TrainerField = 2;
    private const int NormalizerField = 3;
    private const int TokenField = 1;
    private const int ScoreField = 2;
    private const int ModelTypeField = 3;
    private const int RulesField = 2;
    private const int UnigramType = 1;

    private SentencePieceModel()
    {
    }

    /// <summary>Tokens with the logarithms of their probabilities.</summary>
    public List<(string Token, double Score)> Pieces { get; } = [];

    /// <summary>It is a Unigram model.</summary>
    public bool IsUnigram { get; private set; } = true;

    /// <summary>The normalizer's rules; null where there are none.</summary>
    public CharacterMap? Rules { get; private set; }

    /// <summary>Reads the file.</summary>
    /// <exception cref="Diagnostics.MlOpsException">MLOPS2008: it is no such file.</exception>
    public static SentencePieceModel Read(string path)
    {
        var model = new SentencePieceModel();
        try
        {
            model.ReadFields(new ProtobufReader(File.ReadAllBytes(path)));
        }
        catch (InvalidDataException wrong)
        {
            throw TokenizerFolder.Bad(path, $"it is no model of SentencePiece: {wrong.Message}");
        }

        return model.Pieces.Count > 0 ? model : throw TokenizerFolder.Bad(path, "it is no model of SentencePiece: it has no tokens");
    }

    private void ReadFields(ProtobufReader reader)
    {
        while (reader.TryReadField(out var field))
        {
            switch (field.Number)
            {
                case PieceField:
                    Pieces.Add(ReadPiece(new(field.Bytes)));
                    break;
                case TrainerField:
                    ReadTrainer(new(field.Bytes));
                    break;
                case NormalizerField:
                    ReadNormalizer(new(field.Bytes));
                    break;
            }
        }
    }

    private static (string Token, double Score) ReadPiece(ProtobufReader reader)
    {
        var (token, score) = ("", 0.0);
        while (reader.TryReadField(out var field))
        {
            switch (field.Number)
            {
                case TokenField:
                    token = Encoding.UTF8.GetString(field.Bytes.Span);
                    break;
                case ScoreField:
                    score = BitConverter.UInt32BitsToSingle((uint)field.Value);
                    break;
            }
        }

        return double.IsFinite(score) ? (token, score) : throw new InvalidDataException($"the score of '{token}' is {score}");
    }

    private void ReadTrainer(ProtobufReader reader)
    {
        while (reader.TryReadField(out var field))
        {
            if (field.Number == ModelTypeField)
            {
                IsUnigram = field.Value == UnigramType;
            }
        }
    }

    private void ReadNormalizer(ProtobufReader reader)
    {
        while (reader.TryReadField(out var field))
        {
            if (field.Number == RulesField && !field.Bytes.IsEmpty)
            {
                Rules = new(field.Bytes.Span);
            }
        }
    }
}
