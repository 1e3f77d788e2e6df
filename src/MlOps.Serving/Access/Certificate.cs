using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MlOps.Diagnostics;

namespace MlOps.Serving.Access;

/// <summary>The server's certificate, read again when its files change, so that a renewed one needs no restart.</summary>
internal sealed class Certificate
{
    private readonly WatchedFiles _files;
    private readonly ServerLog _log;
    private SslStreamCertificateContext _context;

    /// <summary>Reads the files.</summary>
    /// <param name="files">Full paths of the chain and of the private key, in PEM.</param>
    /// <param name="log">Is told when the changed files are wrong; the certificate before them holds on then.</param>
    /// <exception cref="MlOpsException">MLOPS7003: they are wrong.</exception>
    public Certificate((string Chain, string Key) files, ServerLog log)
    {
        (_files, _log) = (new([files.Chain, files.Key]), log);
        _context = Read(_files.Paths);
    }

    /// <summary>What a connection that opens now is shown.</summary>
    public SslServerAuthenticationOptions Options()
    {
        if (_files.HaveChanged())
        {
            try
            {
                Volatile.Write(ref _context, Read(_files.Paths));
                _log.Write("the certificate was read again");
            }
            catch (MlOpsException e)
            {
                _log.Write($"the certificate stays as it was: {e.Message}");
            }
        }

        return new() { ServerCertificateContext = Volatile.Read(ref _context) };
    }

    private static SslStreamCertificateContext Read(IReadOnlyList<string> paths)
    {
        try
        {
            using var pem = X509Certificate2.CreateFromPemFile(paths[0], paths[1]);
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(paths[0]);

            // Windows takes no key that was not stored
            var leaf = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
            return SslStreamCertificateContext.Create(leaf, chain, offline: true);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new MlOpsException(Rules.BadCertificate, new(paths[0].Replace('\\', '/')), $"certificate and private key cannot be read: {e.Message}", e);
        }
    }
}
