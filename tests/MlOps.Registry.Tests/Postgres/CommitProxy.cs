using System.Net;
using System.Net.Sockets;

namespace MlOps.Registry.Tests.Postgres;

/// <summary>Stands between a program and its server, and now and then cuts the connection when a COMMIT has reached the server and its answer is on the way.</summary>
internal sealed class CommitProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _server;
    private readonly Task _accepting;
    private int _losesAnswers;

    public CommitProxy(int server)
    {
        _server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many answers to a COMMIT are still to be lost.</summary>
    public int LosesAnswers
    {
        get => Volatile.Read(ref _losesAnswers);
        set => Volatile.Write(ref _losesAnswers, value);
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // stopped
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            await server.ConnectAsync(IPAddress.Loopback, _server);
            var connection = new Connection();
            _ = await Task.WhenAny(PumpAsync(client, server, connection, isAnswer: false), PumpAsync(server, client, connection, isAnswer: true));
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to, Connection connection, bool isAnswer)
    {
        var buffer = new byte[1 << 16];
        try
        {
            for (int read; (read = await from.GetStream().ReadAsync(buffer)) > 0;)
            {
                if (isAnswer && connection.IsCommitting)
                {
                    return; // the answer is here, and goes no further
                }

                if (!isAnswer && LosesAnswers > 0 && buffer.AsSpan(0, read).IndexOf("COMMIT\0"u8) >= 0)
                {
                    _ = Interlocked.Decrement(ref _losesAnswers);
                    connection.IsCommitting = true;
                }

                await to.GetStream().WriteAsync(buffer.AsMemory(0, read));
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // cut
        }
    }

    private sealed class Connection
    {
        public volatile bool IsCommitting;
    }
}
