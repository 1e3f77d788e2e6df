using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MlOps.GitHub.Access;

/// <summary>A GitHub App's id and private key: signs the tokens by which the App asks for an installation's token.</summary>
/// <param name="id">The App's id or client id.</param>
/// <param name="pem">The private key as GitHub hands it out: RSA in PEM.</param>
internal sealed class AppKey(string id, string pem)
{
    // GitHub takes at most ten minutes; a minute on both sides for clocks that differ
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(9);

    /// <summary>The key itself, to be kept out of texts.</summary>
    public string Pem => pem;

    /// <summary>Signs a JSON Web Token (RFC 7519) with RS256.</summary>
    /// <param name="now">The time.</param>
    /// <exception cref="CryptographicException">The key is no RSA key in PEM.</exception>
    public string Sign(DateTimeOffset now)
    {
        using var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(pem);
        }
        catch (ArgumentException)
        {
            throw new CryptographicException("the App's key is no RSA key in PEM"); // without the text of the other exception
        }

        var claims = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"iat":{{(now - Early).ToUnixTimeSeconds()}},"exp":{{(now + Lifetime).ToUnixTimeSeconds()}},"iss":"{{id}}"}""");
        var content = $"{Encode("""{"alg":"RS256","typ":"JWT"}""")}.{Encode(claims)}";
        var signature = rsa.SignData(Encoding.ASCII.GetBytes(content), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{content}.{System.Buffers.Text.Base64Url.EncodeToString(signature)}";
    }

    private static string Encode(string text) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
