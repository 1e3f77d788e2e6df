using MlOps.Metrics.Entities;

namespace MlOps.Tests.Metrics.Entities;

/// <summary>Sentences of tags and the entities that conlleval reads in them, by its rules.</summary>
public sealed class EntityTests
{
    [Theory]
    [InlineData("O O O", "")]
    [InlineData("B-PER I-PER O B-LOC", "PER 0-2, LOC 3-4")]
    [InlineData("I-PER I-PER O", "PER 0-2")] // IOB1
    [InlineData("I-PER B-PER", "PER 0-1, PER 1-2")]
    [InlineData("B-PER I-LOC", "PER 0-1, LOC 1-2")] // goes on with another kind
    [InlineData("O I-LOC", "LOC 1-2")]
    [InlineData("B-X B-X", "X 0-1, X 1-2")]
    [InlineData("B-X I-X E-X S-X O E-Y", "X 0-3, X 3-4, Y 5-6")] // BIOES
    [InlineData("B-X E-X I-X", "X 0-2, X 2-3")]
    [InlineData("B-X L-X U-X", "X 0-2, X 2-3")] // BILOU
    [InlineData("B I O B", "_ 0-2, _ 3-4")]
    [InlineData("B-A-B I-A-B", "A-B 0-2")]
    [InlineData("NOUN VERB", "NOUN 0-1, VERB 1-2")]
    public void Entities_are_read(string tags, string expected) =>
        Assert.Equal(expected, string.Join(", ", Entity.Read(tags.Split(' ')).Select(entity => $"{entity.Kind} {entity.Start}-{entity.End}")));
}
