#:project ../../../src/MlOps.Training/MlOps.Training.csproj

// Writes the network that resnet-pico begins as, with random weights: dotnet run random.cs -- FOLDER (which holds config.json)
using MlOps.Models;
using MlOps.Training;
using MlOps.Training.Models;
using MlOps.Training.Weights;
using TorchSharp;

_ = TorchSetup.Read();
_ = torch.manual_seed(1);
var config = Path.Combine(args[0], ConfigFile.FileName);
var head = new HeadShape(TaskKind.ImageClassification, Outputs: 8, Hidden: [], Dropout: null);
using var network = Architectures.Of(ConfigFile.Read(config, config), dropout: null).Create(head, torch.ScalarType.Float32);
SafetensorsWriter.Write(Path.Combine(args[0], "model.safetensors"), network.state_dict()
    .Where(entry => entry.Value.is_floating_point())
    .Select(entry => new NamedTensor(entry.Key, entry.Value.shape, entry.Value.detach().data<float>().ToArray())));
