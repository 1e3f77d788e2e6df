namespace MlOps.Tool.Deploy;

/// <summary>Where a model is deployed to, and what is written for it.</summary>
/// <param name="Name">As <c>--to</c> names it.</param>
/// <param name="Port">The port that the container listens on.</param>
/// <param name="Model">How the container gets its model.</param>
/// <param name="Variables">Lines that set variables of the image, each <c>NAME=VALUE</c>.</param>
/// <param name="Files">The files besides the image's.</param>
internal sealed record DeployTarget(string Name, int Port, ModelPlace Model, IReadOnlyList<string> Variables, IReadOnlyList<DeployTemplate> Files)
{
    private const int Port8080 = 8080;

    /// <summary>Every target, in the order in which they are listed.</summary>
    public static readonly IReadOnlyList<DeployTarget> All =
    [
        new("docker", Port8080, ModelPlace.Image, [], [new("readme-docker.md", "README.md")]),
        new("compose", Port8080, ModelPlace.Image, [], [new("compose.yaml", "compose.yaml"), new("readme-compose.md", "README.md")]),
        new("kubernetes", Port8080, ModelPlace.Image, [], [new("kubernetes.yaml", "kubernetes.yaml"), new("readme-kubernetes.md", "README.md")]),
        new("sagemaker", Port8080, ModelPlace.Archive, ["SM_MODEL_DIR=/opt/ml/model"],
        [
            new("sagemaker-create-model.json", "create-model.json"),
            new("sagemaker-create-endpoint-config.json", "create-endpoint-config.json"),
            new("sagemaker-create-endpoint.json", "create-endpoint.json"),
            new("readme-sagemaker.md", "README.md"),
        ]),
        new("azure-ml", 5001, ModelPlace.Mounted, [],
        [
            new("azure-model.yml", "model.yml"),
            new("azure-endpoint.yml", "endpoint.yml"),
            new("azure-deployment.yml", "deployment.yml"),
            new("readme-azure-ml.md", "README.md"),
        ]),
        new("vertex-ai", Port8080, ModelPlace.Image, ["MLOPS_MODEL_DIR=/srv/model"], [new("vertex-upload.json", "upload.json"), new("readme-vertex-ai.md", "README.md")]),
    ];

    /// <summary>True where a container's own command line starts the server; on the clouds their variables say what to serve.</summary>
    public bool HasOwnCommand => Name is "docker" or "compose" or "kubernetes";
}
