using Microsoft.Data.Sqlite;

namespace MlOps.Registry.Storage;

/// <summary>One-line commands; parameters are named $0, $1, … in their order.</summary>
internal static class SqliteExtensions
{
    /// <summary>Runs a statement and returns how many rows it changed.</summary>
    public static int Execute(this SqliteConnection connection, string sql, params ReadOnlySpan<object?> parameters)
    {
        using var command = connection.Prepare(sql, parameters);
        return command.ExecuteNonQuery();
    }

    /// <summary>The first column of the first row; the type's default where there is no row or a NULL.</summary>
    public static T? Scalar<T>(this SqliteConnection connection, string sql, params ReadOnlySpan<object?> parameters)
    {
        using var command = connection.Prepare(sql, parameters);
        return command.ExecuteScalar() is T value ? value : default;
    }

    /// <summary>Every row, read into a record.</summary>
    public static List<T> Rows<T>(this SqliteConnection connection, Func<SqliteDataReader, T> read, string sql, params ReadOnlySpan<object?> parameters)
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

    private static SqliteCommand Prepare(this SqliteConnection connection, string sql, ReadOnlySpan<object?> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters.Length; i++)
        {
            _ = command.Parameters.AddWithValue($"${i}", parameters[i] ?? DBNull.Value);
        }

        return command;
    }
}
