using System.Diagnostics;
using System.Globalization;
using MlOps.Spec;

namespace MlOps.Bench.Texts;

/// <summary>The same training step in Python, in a process of its own that waits between rounds.</summary>
internal sealed class PythonStep : IDisposable
{
    private readonly Process _process;

    /// <param name="item">The network.</param>
    /// <param name="threads">Threads of libtorch.</param>
    public PythonStep(Case item, int threads)
    {
        var start = new ProcessStartInfo(
            "/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "step.py"), item.Family, Kebab.Of(item.Task), threads.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };

        // the BLAS that the C# side chose; its kernels are inherited as OPENBLAS_CORETYPE
        var blas = Directory.EnumerateDirectories("/usr/lib", "*-linux-gnu").Select(folder => Path.Combine(folder, "openblas-openmp")).Where(Directory.Exists);
        start.Environment["LD_LIBRARY_PATH"] = string.Join(':', blas);
        _process = Process.Start(start)!;
    }

    /// <summary>Trains for a while.</summary>
    /// <returns>Texts a second.</returns>
    public double Run(TimeSpan least)
    {
        _process.StandardInput.WriteLine(least.TotalSeconds.ToString(CultureInfo.InvariantCulture));
        var answer = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("step.py ended; is python3-torch installed?");
        return double.Parse(answer, CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
