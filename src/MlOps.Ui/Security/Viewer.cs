using MlOps.Ui.Markup;

namespace MlOps.Ui.Security;

/// <summary>What the browser that asks may do.</summary>
/// <param name="MayEdit">True when it has signed in to a page that was started with <c>--write</c>.</param>
/// <param name="CanSignIn">True when signing in would let it.</param>
/// <param name="FormKey">The hidden field that each of its forms carries, so that no other site can send them.</param>
internal sealed record Viewer(bool MayEdit, bool CanSignIn, Html FormKey);
