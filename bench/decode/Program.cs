using System.Diagnostics;
using System.Globalization;
using MlOps.Pictures;
using MlOps.Vision;
using MlOps.Vision.Augmentation;

// pictures a second of CPU time on one thread: ours as they are scored, ours as they are varied for training, Pillow's
var folder = Directory.CreateTempSubdirectory("mlops-bench-").FullName;
try
{
    _ = Python("draw");
    var pillow = Python("time").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' '))
        .ToDictionary(words => words[0], words => double.Parse(words[1], CultureInfo.InvariantCulture));
    Console.WriteLine("| file | read | varied | Pillow | read / Pillow |\n|---|---:|---:|---:|---:|");
    foreach (var (name, size) in ((string, int)[])[("photo.jpg", 224), ("photo.png", 224), ("large.jpg", 224), ("small.jpg", 32)])
    {
        var tensor = new PictureTensor(PictureTransform.OfImageNet(size));
        var augmenter = new Augmenter(new() { RandomResizedCrop = (0.08, 1), Flip = true, ColourJitter = new(0.2, 0.2, 0.2, 0) }, tensor);
        var values = new float[tensor.Transform.Length];
        var path = Path.Combine(folder, name);
        var read = Rate(_ => tensor.Read(path, name, values));
        var varied = Rate(row => tensor.Write(augmenter.Vary(PictureDecoder.Read(path, name), name, new Draws(1, 1, row)), values));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {read:N0} | {varied:N0} | {pillow[name]:N0} | {read / pillow[name]:F2} |"));
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}

static double Rate(Action<int> once)
{
    for (var warm = 0; warm < 50; warm++)
    {
        once(warm);
    }

    // CPU time, which other processes of the machine do not lengthen much
    var (count, started) = (0, Environment.CpuUsage.TotalTime);
    while ((Environment.CpuUsage.TotalTime - started).TotalSeconds < 2)
    {
        once(count++);
    }

    return count / (Environment.CpuUsage.TotalTime - started).TotalSeconds;
}

string Python(string command)
{
    using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "with_pillow.py"), command, folder]) { RedirectStandardOutput = true })!;
    var output = python.StandardOutput.ReadToEnd();
    python.WaitForExit();
    return output;
}
