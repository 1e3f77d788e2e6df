using System.CommandLine;
using System.Net;
using MlOps.Diagnostics;
using MlOps.Models;
using MlOps.Serving;
using MlOps.Serving.Batching;
using MlOps.Serving.Deploy;

namespace MlOps.Tool.Commands;

/// <summary>The options of <c>serve</c>: where it listens, whom it answers, and how much it takes.</summary>
internal sealed class ServeOptions
{
    private const int MostDrainSeconds = 3600;
    private const int MostDelaySeconds = 600;

    /// <summary>Longer than any server may take to stop.</summary>
    public static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(MostDrainSeconds + MostDelaySeconds + 60);

    private static readonly ServeSettings Default = new();

    private readonly Option<string[]> _listen = new("--listen") { Description = "An IP address to listen on (default: 127.0.0.1, this machine alone); 0.0.0.0 for all", HelpName = "ADDRESS" };
    private readonly Option<int> _port = Whole("--port", "The port; 0 takes a free one", "PORT", 0, 65535, Default.Port);
    private readonly Option<string?> _keys = new("--keys") { Description = "Ask for a key of this file, which 'dotnet mlops serve-key' writes", HelpName = "FILE" };
    private readonly Option<bool> _anonymous = new("--allow-anonymous") { Description = "Answer other machines without a key" };
    private readonly Option<string?> _certificate = new("--tls-cert") { Description = "Speak TLS with this certificate chain (PEM); read again when it changes", HelpName = "FILE" };
    private readonly Option<string?> _privateKey = new("--tls-key") { Description = "The certificate's private key (PEM)", HelpName = "FILE" };
    private readonly Option<string[]> _cors = new("--cors") { Description = "Let web pages of this origin ask, such as https://example.org", HelpName = "ORIGIN" };
    private readonly Option<ModelVariant> _precision = new("--precision") { Description = "int8 computes a model's int8 variant, which 'quantize: int8' of a register step makes", DefaultValueFactory = _ => Default.Precision };
    private readonly Option<int> _maxBatch = Whole("--max-batch", "Rows that are computed at once, at most", "ROWS", 1, 256, Default.Batch.MaxRows);
    private readonly Option<double> _maxWait = Number("--max-wait", "Milliseconds that a row waits for others to be computed with", "MS", 0, 1000, Default.Batch.MaxWait.TotalMilliseconds);
    private readonly Option<int> _queue = Whole("--queue", "Rows that may wait for a model; more are refused with 503", "ROWS", 1, 1_000_000, Default.Batch.QueueRows);
    private readonly Option<int> _threads = Whole("--threads", "Threads that one batch is computed on; more batches are computed side by side with fewer", "N", 1, 1024, Default.Batch.Threads);
    private readonly Option<double> _maxBody = Number("--max-body", "Mebibytes of a request's body, at most", "MIB", 0.001, 1024, Default.Limits.BodyBytes / (double)(1 << 20));
    private readonly Option<int> _maxRows = Whole("--max-rows", "Rows of a request, at most", "ROWS", 1, 1_000_000, Default.Limits.Rows);
    private readonly Option<int> _maxText = Whole("--max-text", "Characters of a text, at most", "CHARACTERS", 1, 100_000_000, Default.Limits.TextLength);
    private readonly Option<double> _timeout = Number("--timeout", "Seconds that a request may take; then it is answered 503", "SECONDS", 0.001, 3600, Default.Limits.Time.TotalSeconds);
    private readonly Option<int> _connections = Whole("--max-connections", "Connections at one time; more are closed", "N", 1, 1_000_000, Default.Limits.Connections);
    private readonly Option<double> _drain = Number("--drain", "Seconds that requests at work have to finish when the server is told to stop", "SECONDS", 0, MostDrainSeconds, Default.Drain.TotalSeconds);
    private readonly Option<double> _drainDelay = Number("--drain-delay", "Seconds that it answers still after it says it is not ready", "SECONDS", 0, MostDelaySeconds, Default.DrainDelay.TotalSeconds);
    private readonly Option<double> _poll = Number("--poll", "Seconds between two looks at the registry", "SECONDS", 0.05, 3600, Default.Poll.TotalSeconds);
    private readonly Option<bool> _accessLog = new("--access-log") { Description = "Write a JSON line for each request, without its content" };

    private IEnumerable<Option> All =>
        [_listen, _port, _keys, _anonymous, _certificate, _privateKey, _cors, _precision, _maxBatch, _maxWait, _queue, _threads, _maxBody, _maxRows, _maxText, _timeout, _connections, _drain, _drainDelay, _poll, _accessLog];

    /// <summary>Adds the options.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        foreach (var option in All)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Whether a line is to be written for each request.</summary>
    /// <param name="parsed">The command line.</param>
    public bool LogsRequests(ParseResult parsed) => parsed.GetValue(_accessLog);

    /// <summary>What they say.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="tool">The process.</param>
    /// <param name="platform">A platform whose callers come over the network, which it keeps: gives address and port where the command line does not; null for none.</param>
    /// <exception cref="MlOpsException">MLOPS1003: a value is not of its form, or two do not go together.</exception>
    public ServeSettings Read(ParseResult parsed, ToolContext tool, ServingPlatform? platform)
    {
        var listen = parsed.GetValue(_listen) is { Length: > 0 } given ? given : platform is null ? [.. Default.Addresses] : ["0.0.0.0"];
        var (certificate, privateKey) = (parsed.GetValue(_certificate), parsed.GetValue(_privateKey));
        var (queue, rows) = (parsed.GetValue(_queue), parsed.GetValue(_maxRows));
        Require(listen.All(address => IPAddress.TryParse(address, out _)), () => $"'--listen' is '{string.Join(' ', listen)}'; expected IP addresses");
        Require((certificate is null) == (privateKey is null), () => "'--tls-cert' and '--tls-key' go together; one of them is absent");
        Require(rows <= queue, () => $"'--max-rows' is {rows} and '--queue' {queue}; a request of so many rows would never fit the queue");
        return new()
        {
            Addresses = listen,
            Port = platform is not null && parsed.GetResult(_port) is not { Implicit: false } ? platform.Port : parsed.GetValue(_port),
            KeyFile = parsed.GetValue(_keys) is { } keys ? tool.FullPath(keys) : null,
            AllowsAnonymous = parsed.GetValue(_anonymous) || platform is not null,
            Platform = platform,
            Tls = certificate is not null ? (tool.FullPath(certificate), tool.FullPath(privateKey!)) : null,
            CorsOrigins = parsed.GetValue(_cors) ?? [],
            Precision = parsed.GetValue(_precision),
            Limits = Default.Limits with
            {
                BodyBytes = (long)(parsed.GetValue(_maxBody) * (1 << 20)),
                Rows = rows,
                TextLength = parsed.GetValue(_maxText),
                Time = TimeSpan.FromSeconds(parsed.GetValue(_timeout)),
                Connections = parsed.GetValue(_connections),
            },
            Batch = new BatchSettings
            {
                MaxRows = parsed.GetValue(_maxBatch),
                MaxWait = TimeSpan.FromMilliseconds(parsed.GetValue(_maxWait)),
                QueueRows = queue,
                Threads = parsed.GetValue(_threads),
            },
            Drain = TimeSpan.FromSeconds(parsed.GetValue(_drain)),
            DrainDelay = TimeSpan.FromSeconds(parsed.GetValue(_drainDelay)),
            Poll = TimeSpan.FromSeconds(parsed.GetValue(_poll)),
            ExportsTraces = !string.IsNullOrEmpty(tool.Environment(ServeSettings.TracesVariable)),
        };
    }

    private static void Require(bool holds, Func<string> otherwise)
    {
        if (!holds)
        {
            throw new MlOpsException(Rules.BadValue, Location.None, otherwise());
        }
    }

    private static Option<int> Whole(string name, string description, string unit, int least, int most, int otherwise) => Limited(name, description, unit, least, most, otherwise);

    private static Option<double> Number(string name, string description, string unit, double least, double most, double otherwise) => Limited(name, description, unit, least, most, otherwise);

    private static Option<T> Limited<T>(string name, string description, string unit, T least, T most, T otherwise)
        where T : IComparable<T>, IFormattable
    {
        var option = new Option<T>(name) { Description = description, HelpName = unit, DefaultValueFactory = _ => otherwise };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<T>() is { } value && (value.CompareTo(least) < 0 || value.CompareTo(most) > 0))
            {
                result.AddError(FormattableString.Invariant($"{name} is {value}; expected {least} to {most}"));
            }
        });
        return option;
    }
}
