namespace MlOps.Pictures;

/// <summary>
/// Decodes a picture to see that it is whole. A parameter of the preprocess step, which reads pictures without seeing their decoder itself.
/// Safe for threads.
/// </summary>
/// <param name="path">Where the picture lies.</param>
/// <param name="shown">How the user names it; stands in errors.</param>
/// <exception cref="Diagnostics.MlOpsException">MLOPS2002: it is not there. MLOPS2012: it cannot be decoded.</exception>
public delegate PictureFacts PictureCheck(string path, string shown);
