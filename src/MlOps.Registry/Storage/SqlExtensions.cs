using System.Data.Common;
using System.Globalization;

namespace MlOps.Registry.Storage;

/// <summary>One-line commands that any database understands; parameters are named @p0, @p1, … in their order.</summary>
internal static class SqlExtensions
{
    /// <summary>Runs a statement and returns how many rows it changed.</summary>
    public static int Execute(this DbConnection connection, string sql, params ReadOnlySpan<object?> parameters)
    {
        using var command = connection.Prepare(sql, parameters);
        return command.ExecuteNonQuery();
    }

    /// <summary>The first column of the first row, a whole number; 0 where there is no row or a NULL.</summary>
    public static long Number(this DbConnection connection, string sql, params ReadOnlySpan<object?> parameters)
    {
        using var command = connection.Prepare(sql, parameters);
        return command.ExecuteScalar() is { } value and not DBNull ? Convert.ToInt64(value, CultureInfo.InvariantCulture) : 0;
    }

    /// <summary>Every row, read into a record.</summary>
    public static List<T> Rows<T>(this DbConnection connection, Func<DbDataReader, T> read, string sql, params ReadOnlySpan<object?> parameters)
    {
        using var command = connection.Prepare(sql, parameters);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>A time as the tables hold it: round-trip text in UTC, the same in every database, since hashes cover it.</summary>
    public static string ToText(this DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>A time of a row.</summary>
    public static DateTimeOffset GetTime(this DbDataReader row, int column) => DateTimeOffset.Parse(row.GetString(column), CultureInfo.InvariantCulture);

    /// <summary>A stage of a row; null for NULL.</summary>
    public static Stage? GetStage(this DbDataReader row, int column) => row.IsDBNull(column) ? null : Enum.Parse<Stage>(row.GetString(column));

    /// <summary>A whole number of a row; null for NULL.</summary>
    public static int? GetNumber(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    private static DbCommand Prepare(this DbConnection connection, string sql, ReadOnlySpan<object?> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters.Length; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"@p{i}");
            parameter.Value = parameters[i] ?? DBNull.Value;
            _ = command.Parameters.Add(parameter);
        }

        return command;
    }
}
