using System.CommandLine;
using MlOps.Diagnostics;
using MlOps.Files;
using MlOps.Serving.Access;

namespace MlOps.Tool.Commands;

/// <summary><c>dotnet mlops serve-key NAME --keys FILE</c>: makes a key that clients of <c>serve</c> send.</summary>
internal static class ServeKeyCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="tool">The process.</param>
    public static Command Create(ToolContext tool)
    {
        var name = new Argument<string>("NAME") { Description = "What the key is called in logs; for example who has it" };
        var keys = new Option<string>("--keys") { Description = "The file of keys, which holds their hashes alone; written where it is absent", HelpName = "FILE", Required = true };
        var models = new Option<string[]>("--model") { Description = "A name that the key may ask for (default: all)", HelpName = "NAME" };
        var command = new Command("serve-key", "Make a key for clients of 'serve'; it is printed once and kept nowhere") { name, keys, models };
        command.SetAction(parsed =>
        {
            var path = tool.FullPath(parsed.GetValue(keys)!);
            var called = parsed.GetValue(name)!;
            if (called.Length == 0 || called[0] == '#' || called.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter)))
            {
                throw new MlOpsException(Rules.BadValue, Location.None, $"'NAME' is '{called}'; expected a word");
            }

            var known = File.Exists(path) ? KeyFile.Read(path) : [];
            if (known.Any(key => key.Name == called))
            {
                throw new MlOpsException(Rules.BadKeyFile, new(parsed.GetValue(keys)!), $"there is a key '{called}' already; remove its line first to replace it");
            }

            var (secret, added) = KeyFile.Create(called, parsed.GetValue(models) ?? []);
            AtomicFile.WriteText(path, (File.Exists(path) ? File.ReadAllText(path).TrimEnd() + "\n" : "") + KeyFile.LineOf(added) + "\n");
            tool.Out.WriteLine(secret);
            return ExitCode.Passed;
        });
        return command;
    }
}
