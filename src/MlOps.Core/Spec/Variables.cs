using System.Text.RegularExpressions;
using MlOps.Diagnostics;

namespace MlOps.Spec;

/// <summary>Fills in <c>${{ env.NAME }}</c> and <c>${{ params.name }}</c>; nothing else is evaluated.</summary>
internal sealed partial class Variables
{
    private readonly SpecSource _source;
    private readonly DiagnosticBag _found;
    private readonly Dictionary<string, SpecScalar> _parameters = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    private Variables(SpecSource source, DiagnosticBag found)
    {
        _source = source;
        _found = found;
    }

    /// <summary>Fills in every value of a pipeline.</summary>
    /// <param name="root">The pipeline's tree.</param>
    /// <param name="source">Parameters and environment.</param>
    /// <param name="found">Receives variables that name nothing.</param>
    /// <returns>The tree with its variables filled in; keys are left as they are.</returns>
    public static SpecMapping Fill(SpecMapping root, SpecSource source, DiagnosticBag found)
    {
        var variables = new Variables(source, found);
        variables.ReadParameters(root.Find("params") as SpecMapping);
        var filled = root with { Entries = [.. root.Entries.Select(entry => entry.Key.Value == "params" ? entry : variables.Fill(entry))] };
        if (!source.IgnoresUnknownParameters)
        {
            variables.RejectUnused();
        }

        return filled;
    }

    private void ReadParameters(SpecMapping? declared)
    {
        foreach (var entry in declared?.Entries ?? [])
        {
            if (entry.Value is SpecScalar scalar)
            {
                _parameters[entry.Key.Value] = Fill(scalar);
            }
        }

        foreach (var (name, value) in _source.Set)
        {
            _parameters[name] = new(new(_source.File), value, value, IsNull: false);
        }

        _used.UnionWith(declared?.Entries.Select(entry => entry.Key.Value) ?? []);
    }

    private void RejectUnused()
    {
        foreach (var name in _source.Set.Keys.Where(name => !_used.Contains(name)))
        {
            _found.Add(Rules.UnknownVariable, new(_source.File), $"--set names '{name}', and the pipeline has no parameter of that name{Spelling.Hint(name, _used)}");
        }
    }

    private SpecEntry Fill(SpecEntry entry) => entry with { Value = Fill(entry.Value) };

    private SpecNode Fill(SpecNode node) => node switch
    {
        SpecScalar scalar => Fill(scalar),
        SpecSequence sequence => sequence with { Items = [.. sequence.Items.Select(Fill)] },
        SpecMapping mapping => mapping with { Entries = [.. mapping.Entries.Select(Fill)] },
        _ => node,
    };

    private SpecScalar Fill(SpecScalar scalar)
    {
        if (!scalar.Value.Contains("${{", StringComparison.Ordinal))
        {
            return scalar;
        }

        var shown = Variable().Replace(scalar.Value, match => Resolve(match, scalar)?.Shown ?? match.Value);
        var value = Variable().Replace(scalar.Value, match => Resolve(match, scalar)?.Value ?? "");
        return scalar with { Value = value, Shown = shown, IsNull = false };
    }

    // the value of a variable, and how it may be printed: one of the environment is shown as it is written
    private (string Value, string Shown)? Resolve(Match match, SpecScalar at)
    {
        var (space, name) = (match.Groups["space"].Value, match.Groups["name"].Value);
        if (space == "env" && _source.Environment(name) is { } variable)
        {
            return (variable, match.Value);
        }

        if (space == "params" && _parameters.TryGetValue(name, out var parameter))
        {
            _ = _used.Add(name);
            return (parameter.Value, parameter.Shown);
        }

        var message = space switch
        {
            "env" => $"the environment variable '{name}' is not set",
            "params" => $"there is no parameter '{name}'{Spelling.Hint(name, _parameters.Keys)}; declare it under 'params' or give --set {name}=VALUE",
            _ => $"'{match.Value}' names nothing; expected ${{{{ env.NAME }}}} or ${{{{ params.name }}}}",
        };
        if (!_found.All.Any(d => d.Location == at.Location && d.Message == message))
        {
            _found.Add(Rules.UnknownVariable, at.Location, message);
        }

        return null;
    }

    [GeneratedRegex(@"\$\{\{\s*((?<space>env|params)\.(?<name>[A-Za-z_][A-Za-z0-9_-]*)\s*\}\}|[^}]*(\}\})?)")]
    private static partial Regex Variable();
}
