using System.Data.Common;
using System.Text;
using MlOps.Registry.Cards;
using MlOps.Registry.Storage;

namespace MlOps.Registry.Postgres;

/// <summary>Reads and adds what a registry in a folder keeps in files: which files a version has, its lineage and its card.</summary>
/// <param name="connection">An open connection, in a transaction.</param>
internal sealed class FileTables(DbConnection connection)
{
    /// <summary>Adds the files of a version that was added before.</summary>
    /// <param name="lineage">Where it comes from.</param>
    /// <param name="modelHash">SHA-256 over the files that its training made.</param>
    /// <param name="card">Its model card, Markdown.</param>
    /// <param name="files">Its files, without those two.</param>
    public void Add(Lineage lineage, string modelHash, byte[] card, IReadOnlyList<ModelFile> files)
    {
        _ = connection.Execute(
            "INSERT INTO card (model, version, training, model_hash, lineage, text) VALUES (@p0, @p1, @p2, @p3, @p4, @p5)",
            lineage.Model,
            lineage.Version,
            lineage.Trained?.Fingerprint.Sha256,
            modelHash,
            Encoding.UTF8.GetString(lineage.ToJson()),
            Encoding.UTF8.GetString(card));
        foreach (var file in files)
        {
            _ = connection.Execute("INSERT INTO file (model, version, path, sha256, bytes) VALUES (@p0, @p1, @p2, @p3, @p4)", lineage.Model, lineage.Version, file.Path, file.Sha256, file.Bytes);
        }
    }

    /// <summary>The files of a version, without lineage and card.</summary>
    public IReadOnlyList<ModelFile> Files(string model, int version) => connection.Rows(
        row => new ModelFile(row.GetString(0), row.GetInt64(1), row.GetString(2)), "SELECT path, bytes, sha256 FROM file WHERE model = @p0 AND version = @p1 ORDER BY path", model, version);

    /// <summary>Lineage and card of a version, as files hold them; null where there is no such version.</summary>
    public VersionCard? Card(string model, int version) => connection.Rows(
        row => new VersionCard(Encoding.UTF8.GetBytes(row.GetString(0)), Encoding.UTF8.GetBytes(row.GetString(1))),
        "SELECT lineage, text FROM card WHERE model = @p0 AND version = @p1",
        model,
        version).FirstOrDefault();

    /// <summary>The fingerprint of the training that a version comes from; null where that is not known.</summary>
    public string? Training(string model, int version) => connection.Rows(
        row => row.IsDBNull(0) ? null : row.GetString(0), "SELECT training FROM card WHERE model = @p0 AND version = @p1", model, version).FirstOrDefault();

    /// <summary>SHA-256 over the files of a version that its training made; null where there is no such version.</summary>
    public string? ModelHash(string model, int version) =>
        connection.Rows(row => row.GetString(0), "SELECT model_hash FROM card WHERE model = @p0 AND version = @p1", model, version).FirstOrDefault();

    /// <summary>The hashes of all files that some version has, attached ones among them.</summary>
    public IReadOnlySet<string> Used() => connection.Rows(row => row.GetString(0), "SELECT sha256 FROM file UNION SELECT sha256 FROM attachment").ToHashSet(StringComparer.Ordinal);
}
