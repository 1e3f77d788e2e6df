namespace MailApi;

/// <summary>What the model says of a mail.</summary>
/// <param name="Label">Ham or Spam: the enum is written from the model's labels.</param>
/// <param name="Probability">How sure it is, from 0 to 1.</param>
public sealed record Verdict(MailSpamLabel Label, float Probability);
