using System.Globalization;
using MlOps.Examples.Draw;

if (args is not [var folder, ("known" or "new") and var which, var number] || !int.TryParse(number, CultureInfo.InvariantCulture, out var count))
{
    Console.Error.WriteLine("usage: draw FOLDER known|new PICTURES-OF-EACH-KIND");
    Console.Error.WriteLine($"known: {string.Join(", ", Kind.Known.Select(kind => kind.Name))}: what examples/resnet-pico was trained on");
    Console.Error.WriteLine($"new: {string.Join(", ", Kind.New.Select(kind => kind.Name))}: what the example teaches it");
    return 2;
}

var (kinds, firstSeed) = which == "known" ? (Kind.Known, 1) : (Kind.New, 101);
foreach (var (index, kind) in kinds.Index())
{
    var random = new Random(firstSeed + index);
    var target = Path.Combine(folder, kind.Name);
    _ = Directory.CreateDirectory(target);
    for (var i = 0; i < count; i++)
    {
        File.WriteAllBytes(Path.Combine(target, string.Create(CultureInfo.InvariantCulture, $"{i:D4}.bmp")), Painter.Paint(kind, random).ToBmp());
    }
}

return 0;
