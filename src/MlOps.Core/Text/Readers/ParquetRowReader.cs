using System.Globalization;
using MlOps.Diagnostics;
using Parquet;
using Parquet.Meta.Proto;
using Parquet.Schema;
using Parquet.Serialization;

namespace MlOps.Text.Readers;

/// <summary>Reads .parquet, one row group in memory at a time. A row's number stands in errors where other readers have a line.</summary>
internal sealed class ParquetRowReader(string path, string shown) : RowReader(path, shown)
{
    // a group is decoded as a whole: one of more rows than any writer makes would take the memory of the machine
    private const long MostRowsOfGroup = 1 << 24;

    public override IEnumerable<RawRow> Read()
    {
        using var file = Open();
        var (schema, groups) = Guarded(() => Describe(file));
        string[] names = [.. schema.Fields.Select(field => field.Name)];
        var number = 0L;
        for (var group = 0; group < groups; group++)
        {
            foreach (var row in Guarded(() => ReadGroup(file, group)))
            {
                number++;
                yield return new(number, new(Shown, (int)Math.Min(number, int.MaxValue)), names, [.. schema.Fields.Select(field => ParquetText.Of(row.GetValueOrDefault(field.Name), field))]);
            }
        }
    }

    public override IReadOnlyList<string> ReadColumns()
    {
        using var file = Open();
        return [.. Guarded(() => Describe(file)).Schema.Fields.Select(field => field.Name)];
    }

    private FileStream Open() => new(FullPath, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);

    private static (ParquetSchema Schema, int Groups) Describe(FileStream file)
    {
        file.Position = 0;
        var reader = ParquetReader.CreateAsync(file, leaveStreamOpen: true).GetAwaiter().GetResult();
        try
        {
            for (var group = 0; group < reader.RowGroupCount; group++)
            {
                using var opened = reader.OpenRowGroupReader(group);
                if (opened.RowCount is < 0 or > MostRowsOfGroup || opened.RowGroup.Columns.Any(column => column.MetaData?.TotalCompressedSize is not (>= 0 and var bytes) || bytes > file.Length))
                {
                    throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"row group {group + 1} is said to be larger than it can be"));
                }
            }

            return (reader.Schema, reader.RowGroupCount);
        }
        finally
        {
            reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static IList<Dictionary<string, object?>> ReadGroup(FileStream file, int group)
    {
        file.Position = 0;
        return ParquetSerializer.DeserializeUntypedAsync(file, rowGroupIndex: group).GetAwaiter().GetResult().Data!;
    }

    // the library has no one exception for files that are no Parquet: its decoders fail as the damage makes them
    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (failure is (SystemException and not OutOfMemoryException) or ParquetException or ThriftProtocolException)
        {
            throw Bad(new(Shown), $"the file can't be read as Parquet: {failure.Message}", failure);
        }
    }
}
