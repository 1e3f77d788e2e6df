namespace MlOps.Steps.Preprocess.Filter;

/// <summary>One word of an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The word; of quoted ones what stands between the quotes.</param>
/// <param name="Place">Its first character, counted from 1.</param>
internal readonly record struct FilterToken(FilterTokenKind Kind, string Text, int Place);
