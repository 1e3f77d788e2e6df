namespace MlOps.GitHub.Access;

/// <summary>Takes secrets out of texts. Everything that this project writes or sends as content passes through it.</summary>
public sealed class Redactor
{
    private const string Mark = "***";
    private const int MinCharacters = 4; // shorter ones would tear words apart, and protect nothing

    private readonly Lock _gate = new();
    private readonly List<string> _secrets = [];

    /// <summary>Remembers a secret, and each line of one that has several.</summary>
    /// <param name="secret">For example a token.</param>
    public void Add(string secret)
    {
        lock (_gate)
        {
            _secrets.AddRange(secret.Split('\n').Append(secret).Select(part => part.Trim()).Where(part => part.Length >= MinCharacters));
        }
    }

    /// <summary>The text with a mark in place of each secret.</summary>
    /// <param name="text">Any text.</param>
    public string Redact(string text)
    {
        lock (_gate)
        {
            // the longest first: one secret may hold another
            return _secrets.OrderByDescending(secret => secret.Length)
                .Aggregate(text, (redacted, secret) => redacted.Replace(secret, Mark, StringComparison.Ordinal));
        }
    }
}
