namespace MlOps.Text.Tokenizers.Models;

/// <summary>A token within a word.</summary>
/// <param name="Id">Its vocabulary index.</param>
/// <param name="Start">Its first UTF-16 unit in the word.</param>
/// <param name="End">One after its last.</param>
internal readonly record struct Piece(int Id, int Start, int End);
