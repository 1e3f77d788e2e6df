using System.CommandLine;

namespace MlOps.Tool.Commands;

/// <summary>The arguments by which every command finds and reads a pipeline.</summary>
internal sealed class PipelineOptions
{
    private const string DefaultFile = "pipeline.yml";

    private readonly Argument<string> _file = new("FILE") { Description = "The pipeline", DefaultValueFactory = _ => DefaultFile, Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _fileOption = new("--file", "-f") { Description = $"The pipeline (default: {DefaultFile})", HelpName = "FILE" };
    private readonly Option<string?> _profile = new("--profile", "-p") { Description = "Lay one of the pipeline's profiles over its steps", HelpName = "NAME" };
    private readonly Option<string[]> _set = new("--set") { Description = "Set a parameter; may be given more than once", HelpName = "NAME=VALUE", AllowMultipleArgumentsPerToken = false };
    private readonly Option<bool> _offline = new("--offline") { Description = "Ask no network for data and base models: take them from the caches alone" };
    private readonly bool _fileIsArgument;

    /// <summary>Adds the arguments to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="fileIsArgument">False where the command's argument is something else: the file is then --file.</param>
    public PipelineOptions(Command command, bool fileIsArgument = true)
    {
        _fileIsArgument = fileIsArgument;
        if (fileIsArgument)
        {
            command.Add(_file);
        }
        else
        {
            command.Add(_fileOption);
        }

        command.Add(_profile);
        command.Add(_set);
        command.Add(_offline);
        command.Add(State.Option);
        _set.Validators.Add(result =>
        {
            foreach (var bad in result.Tokens.Where(token => token.Value.IndexOf('=', StringComparison.Ordinal) < 1))
            {
                result.AddError($"--set is '{bad.Value}'; expected NAME=VALUE");
            }
        });
    }

    /// <summary>The option that every command shares which looks into the state folder.</summary>
    public StateOption State { get; } = new();

    /// <summary>The pipeline's file as the user named it.</summary>
    public string File(ParseResult parsed) => (_fileIsArgument ? parsed.GetValue(_file) : parsed.GetValue(_fileOption)) ?? DefaultFile;

    /// <summary>The chosen profile.</summary>
    public string? Profile(ParseResult parsed) => parsed.GetValue(_profile);

    /// <summary>True where the network is not asked for base models.</summary>
    public bool IsOffline(ParseResult parsed) => parsed.GetValue(_offline);

    /// <summary>The parameters that were set; of two with one name the last counts.</summary>
    public Dictionary<string, string> Set(ParseResult parsed)
    {
        var set = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in parsed.GetValue(_set) ?? [])
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            set[pair[..equals]] = pair[(equals + 1)..];
        }

        return set;
    }
}
