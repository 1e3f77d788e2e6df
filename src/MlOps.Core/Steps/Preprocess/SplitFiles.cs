using System.Security.Cryptography;
using MlOps.Files;
using MlOps.Text.Readers;

namespace MlOps.Steps.Preprocess;

/// <summary>The second pass: hands the lines that the first one put aside to the files of their splits.</summary>
internal sealed class SplitFiles : IDisposable
{
    /// <summary>The splits in order, by their names in files and reports.</summary>
    public static readonly IReadOnlyList<(string Name, Side Side)> All = [("train", Side.Train), ("validation", Side.Validation), ("test", Side.Test)];

    private readonly FileStream[] _files;
    private readonly IncrementalHash[] _hashes;

    private SplitFiles(string folder)
    {
        _files = [.. All.Select(split => new FileStream(Path.Combine(folder, RowsFile.NameOf(split.Name)), FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))];
        _hashes = [.. All.Select(_ => IncrementalHash.CreateHash(HashAlgorithmName.SHA256))];
    }

    /// <summary>Writes the files of all splits.</summary>
    /// <param name="textsPath">One line a row.</param>
    /// <param name="sides">Where the line of each row goes.</param>
    /// <param name="folder">The step's output.</param>
    /// <param name="ct">Stops between two blocks.</param>
    /// <returns>SHA-256 of the prepared rows, all splits.</returns>
    public static string Write(string textsPath, Side[] sides, string folder, CancellationToken ct)
    {
        using var files = new SplitFiles(folder);
        using var texts = new FileStream(textsPath, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        var block = new byte[1 << 18];
        var row = 0;
        int length;
        while ((length = texts.Read(block)) > 0)
        {
            ct.ThrowIfCancellationRequested();
            var rest = block.AsSpan(0, length);
            while (rest.IndexOf((byte)'\n') is >= 0 and var end)
            {
                files.Append(sides[row++], rest[..(end + 1)]);
                rest = rest[(end + 1)..];
            }

            // the start of a line that goes on in the next block
            if (!rest.IsEmpty)
            {
                files.Append(sides[row], rest);
            }
        }

        return files.Hash();
    }

    public void Dispose()
    {
        Array.ForEach(_files, file => file.Dispose());
        Array.ForEach(_hashes, hash => hash.Dispose());
    }

    private void Append(Side side, ReadOnlySpan<byte> bytes)
    {
        if (side != Side.None)
        {
            var index = side - Side.Train;
            _files[index].Write(bytes);
            _hashes[index].AppendData(bytes);
        }
    }

    private string Hash() =>
        ContentHash.OfFiles(All.Select((split, index) => (RowsFile.NameOf(split.Name), Convert.ToHexStringLower(_hashes[index].GetHashAndReset()))));
}
