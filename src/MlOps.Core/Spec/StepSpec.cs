namespace MlOps.Spec;

/// <summary>What pipeline.yml says of one step beyond what every step has; each kind of step derives its own record.</summary>
public abstract record StepSpec;
