using MlOps.Diagnostics;
using MlOps.Pictures;

namespace MlOps.Steps.Preprocess;

/// <summary>Looks at the pictures that rows name. Safe for threads.</summary>
/// <param name="spec">What to do.</param>
/// <param name="context">Names the pipeline's folder.</param>
/// <param name="check">Decodes a picture.</param>
internal sealed class PictureColumn(PreprocessSpec spec, StepContext context, PictureCheck check)
{
    private readonly PicturePaths _paths = new(spec, context.FullPath);
    private readonly bool _dropsBroken = spec.Drops(DropRule.Broken);

    /// <summary>Decodes the picture of a row.</summary>
    /// <param name="source">The place of its data file among the step's sources.</param>
    /// <param name="path">As the row has it.</param>
    /// <returns>Null for a broken picture that is to be dropped.</returns>
    /// <exception cref="MlOpsException">MLOPS2002: there is none. MLOPS2012: it is broken, and stays.</exception>
    public PictureFacts? Examine(int source, string path)
    {
        var (full, shown) = _paths.Of(source, path);
        try
        {
            return check(full, shown);
        }
        catch (MlOpsException broken) when (_dropsBroken && broken.Diagnostic.Rule == Rules.BadPicture)
        {
            return null;
        }
    }
}
