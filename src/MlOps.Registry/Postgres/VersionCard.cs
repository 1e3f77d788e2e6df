namespace MlOps.Registry.Postgres;

/// <summary>The two files that a registry adds to a version.</summary>
/// <param name="Lineage"><c>lineage.json</c>.</param>
/// <param name="Card"><c>MODEL_CARD.md</c>.</param>
internal sealed record VersionCard(byte[] Lineage, byte[] Card);
