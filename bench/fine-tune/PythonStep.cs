using System.Diagnostics;
using System.Globalization;

namespace MlOps.Bench.FineTune;

/// <summary>The same training step in Python, in a process of its own that waits between rounds.</summary>
internal sealed class PythonStep : IDisposable
{
    private readonly Process _process;

    /// <param name="shape">The model.</param>
    /// <param name="threads">Threads of libtorch.</param>
    public PythonStep(Shape shape, int threads)
    {
        var config = shape.Config;
        int[] numbers = [config.VocabularySize, config.HiddenSize, config.Layers, config.Heads, config.IntermediateSize, threads];
        var start = new ProcessStartInfo("/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "step.py"), .. numbers.Select(number => number.ToString(CultureInfo.InvariantCulture))])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };

        // the BLAS that the C# side chose; its kernels are inherited as OPENBLAS_CORETYPE
        var blas = Directory.EnumerateDirectories("/usr/lib", "*-linux-gnu").Select(folder => Path.Combine(folder, "openblas-openmp")).Where(Directory.Exists);
        start.Environment["LD_LIBRARY_PATH"] = string.Join(':', blas);
        _process = Process.Start(start)!;
    }

    /// <summary>Trains for a while on texts of one length.</summary>
    /// <returns>Rows a second.</returns>
    public double Run(int length, TimeSpan least) => Ask(string.Create(CultureInfo.InvariantCulture, $"for {least.TotalSeconds} {length}"));

    /// <summary>Trains on one batch of each length.</summary>
    /// <returns>Rows a second.</returns>
    public double RunAll(IEnumerable<int> lengths) => Ask($"each {string.Join(' ', lengths)}");

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private double Ask(string line)
    {
        _process.StandardInput.WriteLine(line);
        var answer = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("step.py ended; is python3-torch installed?");
        return double.Parse(answer, CultureInfo.InvariantCulture);
    }
}
