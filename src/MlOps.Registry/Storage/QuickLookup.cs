using SQLitePCL;

namespace MlOps.Registry.Storage;

/// <summary>
/// Answers what an unchanged run asks without Microsoft.Data.Sqlite, whose first connection costs some 60 ms of processor time:
/// System.Data.Common compiles regular expressions for the connection string. It answers only when nothing is unusual.
/// </summary>
internal static class QuickLookup
{
    // one row always, so that the schema's version is known also when the table holds no such row
    private const string Select =
        "SELECT user_version, version, stage, content_hash FROM pragma_user_version LEFT JOIN version ON model = ? AND ";

    /// <summary>Looks for a version of a model.</summary>
    /// <param name="file">The database, which exists.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="column"><c>stage</c> or <c>content_hash</c>.</param>
    /// <param name="value">The text to find in the column.</param>
    /// <param name="version">The version; null when there is no such one.</param>
    /// <returns>False when the question must be asked again in the ordinary way, which knows every error.</returns>
    public static bool TryFind(string file, string model, string column, string value, out FoundVersion? version)
    {
        version = null;
        Batteries_V2.Init();
        var opened = raw.sqlite3_open_v2(file, out var database, raw.SQLITE_OPEN_READWRITE, null);
        using (database)
        {
            return opened == raw.SQLITE_OK && TryFind(database, $"{Select}{column} = ?", model, value, out version);
        }
    }

    private static bool TryFind(sqlite3 database, string sql, string model, string value, out FoundVersion? version)
    {
        version = null;
        var prepared = raw.sqlite3_prepare_v2(database, sql, out var statement);
        using (statement)
        {
            if (prepared != raw.SQLITE_OK)
            {
                return false;
            }

            _ = raw.sqlite3_bind_text(statement, 1, model);
            _ = raw.sqlite3_bind_text(statement, 2, value);
            if (raw.sqlite3_step(statement) != raw.SQLITE_ROW || raw.sqlite3_column_int(statement, 0) is < RegistrySchema.OldestReadable or > RegistrySchema.Version)
            {
                return false;
            }

            version = raw.sqlite3_column_type(statement, 1) == raw.SQLITE_NULL ? null : Read(statement);
            return true;
        }
    }

    private static FoundVersion Read(sqlite3_stmt statement) => new(
        raw.sqlite3_column_int(statement, 1),
        Enum.Parse<Stage>(raw.sqlite3_column_text(statement, 2).utf8_to_string()),
        raw.sqlite3_column_text(statement, 3).utf8_to_string());
}
