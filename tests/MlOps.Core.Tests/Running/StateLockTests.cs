using MlOps.Running;
using MlOps.Testing;

namespace MlOps.Tests.Running;

public sealed class StateLockTests
{
    [Fact]
    public async Task A_lock_is_seen_as_held_as_long_as_it_is_and_looking_does_not_take_it()
    {
        using var folder = new TemporaryFolder();
        var state = new StateFolder(folder.File("state"));
        Assert.False(StateLock.IsHeld(state));

        state.Create();
        Assert.False(StateLock.IsHeld(state));
        using (await StateLock.TakeAsync(state, () => { }, TimeProvider.System, CancellationToken.None))
        {
            Assert.True(StateLock.IsHeld(state));
        }

        Assert.False(StateLock.IsHeld(state));
        using var again = await StateLock.TakeAsync(state, () => Assert.Fail("it has to wait"), TimeProvider.System, CancellationToken.None);
    }
}
