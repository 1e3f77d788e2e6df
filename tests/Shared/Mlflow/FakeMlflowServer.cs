using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MlOps.Testing.Mlflow;

/// <summary>The fake behind HTTP, on a free port of this machine.</summary>
internal sealed class FakeMlflowServer : IDisposable
{
    private readonly HttpListener _listener;
    private readonly Task _serving;
    private readonly string _prefix;

    /// <summary>Starts it.</summary>
    /// <param name="prefix">The path below which it answers, such as <c>/tracking</c>; empty for all of them.</param>
    public FakeMlflowServer(string prefix = "")
    {
        (_prefix, (_listener, Port)) = (prefix, Listen());
        _serving = Task.Run(ServeAsync);
    }

    /// <summary>What answers.</summary>
    public FakeMlflow Mlflow { get; } = new();

    /// <summary>The port.</summary>
    public int Port { get; }

    /// <summary>The address as a pipeline names it.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"mlflow+http://127.0.0.1:{Port}{_prefix}");

    /// <summary>Asked before a request is carried out, and again before its answer is sent (second argument true): false breaks the connection.</summary>
    public Func<FakeRequest, bool, bool> Holds { get; set; } = (_, _) => true;

    public void Dispose()
    {
        _listener.Close();
        _serving.GetAwaiter().GetResult();
    }

    private static (HttpListener Listener, int Port) Listen()
    {
        for (; ; )
        {
            var port = FreePort();
            var listener = new HttpListener();
            listener.Prefixes.Add(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
            try
            {
                listener.Start();
                return (listener, port);
            }
            catch (HttpListenerException)
            {
                listener.Close(); // another program has taken the port since
            }
        }
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    private async Task ServeAsync()
    {
        var answers = new List<Task>();
        try
        {
            for (; ; )
            {
                answers.Add(AnswerAsync(await _listener.GetContextAsync()));
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            await Task.WhenAll(answers);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            var path = context.Request.RawUrl!.StartsWith(_prefix, StringComparison.Ordinal) ? context.Request.RawUrl[_prefix.Length..] : "/outside";
            var request = new FakeRequest(context.Request.HttpMethod, path, body.ToArray(), context.Request.Headers["Authorization"]);
            if (!Holds(request, false))
            {
                context.Response.Abort();
                return;
            }

            var answer = Mlflow.Answer(request);
            if (!Holds(request, true))
            {
                context.Response.Abort();
                return;
            }

            (context.Response.StatusCode, context.Response.ContentType) = (answer.Status, answer.ContentType);
            context.Response.Close(answer.Body, willBlock: false);
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException)
        {
            // the client has gone away
        }
    }
}
