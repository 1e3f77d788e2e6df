using System.Numerics;

namespace MlOps.Steps.Preprocess;

/// <summary>
/// Signatures whose share of equal places estimates the share of word triples that two texts have in common, to about 0.04.
/// </summary>
/// <remarks>Broder 1997, "On the resemblance and containment of documents".</remarks>
internal sealed class MinHash
{
    /// <summary>Numbers in a signature: 384 bytes a row.</summary>
    public const int Places = 96;

    private const int WordsTogether = 3;

    private readonly uint[] _factors = new uint[Places];
    private readonly uint[] _offsets = new uint[Places];

    /// <param name="seed">The pipeline's seed.</param>
    public MinHash(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < Places; i++)
        {
            // an odd factor makes a permutation of all numbers
            _factors[i] = (uint)random.NextInt64(1L << 32) | 1;
            _offsets[i] = (uint)random.NextInt64(1L << 32);
        }
    }

    /// <summary>The signature of a text.</summary>
    /// <param name="text">Case, punctuation and white space play no part.</param>
    public uint[] Of(string text)
    {
        var signature = new uint[Places];
        Array.Fill(signature, uint.MaxValue);
        var words = WordHashes(text);
        for (var first = 0; first <= Math.Max(0, words.Count - WordsTogether); first++)
        {
            var hash = 17u;
            for (var i = first; i < Math.Min(words.Count, first + WordsTogether); i++)
            {
                hash = Mix((hash * 31) + words[i]);
            }

            Lower(signature, hash);
        }

        return signature;
    }

    /// <summary>The share of equal places.</summary>
    public static double Similarity(ReadOnlySpan<uint> a, ReadOnlySpan<uint> b)
    {
        var equal = 0;
        for (var i = 0; i < Places; i++)
        {
            equal += a[i] == b[i] ? 1 : 0;
        }

        return (double)equal / Places;
    }

    // each place keeps the least value that its permutation gives to any triple
    private void Lower(uint[] signature, uint hash)
    {
        for (var i = 0; i < Places; i += Vector<uint>.Count)
        {
            var permuted = (new Vector<uint>(_factors, i) * new Vector<uint>(hash)) + new Vector<uint>(_offsets, i);
            Vector.Min(new Vector<uint>(signature, i), permuted).CopyTo(signature, i);
        }
    }

    private static List<uint> WordHashes(string text)
    {
        const uint FnvStart = 2166136261;
        const uint FnvFactor = 16777619;
        var words = new List<uint>(text.Length / 5);
        var hash = FnvStart;
        foreach (var character in text)
        {
            if (char.IsLetterOrDigit(character))
            {
                hash = (hash ^ char.ToLowerInvariant(character)) * FnvFactor;
            }
            else if (hash != FnvStart)
            {
                words.Add(Mix(hash));
                hash = FnvStart;
            }
        }

        if (hash != FnvStart)
        {
            words.Add(Mix(hash));
        }

        return words;
    }

    // the finalizer of MurmurHash3: every bit of the result depends on every bit
    private static uint Mix(uint hash)
    {
        hash = (hash ^ (hash >> 16)) * 0x85EBCA6B;
        hash = (hash ^ (hash >> 13)) * 0xC2B2AE35;
        return hash ^ (hash >> 16);
    }
}
