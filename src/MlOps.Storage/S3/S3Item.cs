namespace MlOps.Storage.S3;

/// <summary>An object of a listing.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="ETag">What the store tells its content by.</param>
/// <param name="Written">When it was written, UTC.</param>
internal sealed record S3Item(string Key, long Bytes, string ETag, DateTime Written);
