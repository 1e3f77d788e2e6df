using System.Runtime.InteropServices;

namespace MlOps.Steps.Preprocess;

/// <summary>Collects row entries in a file while their number is unknown: an array that grows would hold most of them twice.</summary>
internal sealed class RowTable : IDisposable
{
    private readonly FileStream _file;

    /// <param name="path">A file that is made, and gone after disposal.</param>
    public RowTable(string path) =>
        _file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);

    /// <summary>Number of entries.</summary>
    public int Count { get; private set; }

    /// <summary>Adds one entry.</summary>
    public void Add(RowEntry entry)
    {
        _file.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<RowEntry>(in entry)));
        Count++;
    }

    /// <summary>All entries, in the order they were added.</summary>
    public RowEntry[] ToArray()
    {
        var entries = new RowEntry[Count];
        _file.Position = 0;
        _file.ReadExactly(MemoryMarshal.AsBytes(entries.AsSpan()));
        return entries;
    }

    public void Dispose() => _file.Dispose();
}
