using System.Diagnostics;
using System.Globalization;

namespace MlOps.Bench;

/// <summary>The same work in Python: a bench's <c>step.py</c>, in a process of its own that waits between rounds.</summary>
internal sealed class PythonProcess : IDisposable
{
    private readonly Process _process;

    /// <param name="arguments">What step.py is told when it starts.</param>
    public PythonProcess(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "step.py"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };

        // the BLAS that the C# side chose; its kernels are inherited as OPENBLAS_CORETYPE
        var blas = Directory.EnumerateDirectories("/usr/lib", "*-linux-gnu").Select(folder => Path.Combine(folder, "openblas-openmp")).Where(Directory.Exists);
        start.Environment["LD_LIBRARY_PATH"] = string.Join(':', blas);
        _process = Process.Start(start)!;
    }

    /// <summary>Gives it a line and reads the number that it answers.</summary>
    /// <param name="line">What step.py reads.</param>
    /// <returns>Rows a second.</returns>
    public double Ask(string line)
    {
        _process.StandardInput.WriteLine(line);
        var answer = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("step.py ended; is python3-torch installed?");
        return double.Parse(answer, CultureInfo.InvariantCulture);
    }

    /// <summary>Works for a while.</summary>
    /// <param name="least">How long at least.</param>
    /// <returns>Rows a second.</returns>
    public double Run(TimeSpan least) => Ask(least.TotalSeconds.ToString(CultureInfo.InvariantCulture));

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
