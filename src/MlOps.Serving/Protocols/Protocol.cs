using System.Buffers;
using MlOps.Inference;
using MlOps.Serving.Models;
using MlOps.Serving.Requests;

namespace MlOps.Serving.Protocols;

/// <summary>A form in which clients ask for predictions: reads rows out of a body and writes answers and problems. Safe for threads.</summary>
public abstract class Protocol
{
    /// <summary>By which metrics and logs tell protocols apart.</summary>
    public abstract string Name { get; }

    /// <summary>Reads a request.</summary>
    /// <param name="body">The body, complete.</param>
    /// <param name="model">The version that will answer.</param>
    /// <exception cref="ProblemException">It is not of this form.</exception>
    internal abstract PredictionRequest Read(RequestBody body, ServedModel model);

    /// <summary>Writes the answers.</summary>
    /// <param name="request">What <see cref="Read"/> returned.</param>
    /// <param name="model">The version that has answered.</param>
    /// <param name="answers">One a row.</param>
    /// <param name="response">Receives headers and body.</param>
    internal abstract void Write(PredictionRequest request, ServedModel model, IReadOnlyList<Answer> answers, ResponseBody response);

    /// <summary>Writes a problem.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="response">Receives headers and body.</param>
    internal virtual void Write(Problem problem, ResponseBody response) => ProblemJson.Write(problem, response);
}
