using System.Text.Json.Serialization;
using MailApi;

var builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 1 << 20); // no mail needs more; the model reads its beginning
builder.Services.ConfigureHttpJsonOptions(json =>
{
    json.SerializerOptions.Converters.Add(new JsonStringEnumConverter());
    json.SerializerOptions.RespectNullableAnnotations = true;
});
builder.Services.AddSingleton(_ => MailSpamPredictor.Open()); // opened once; it is safe for threads

var app = builder.Build();
_ = app.Services.GetRequiredService<MailSpamPredictor>(); // a model that does not open ends the program here, not the first request

app.MapPost("/judge", (Mail mail, MailSpamPredictor spam) =>
{
    var found = spam.Predict(mail.Text);
    return new Verdict(found.Label, found.Probability);
});
app.Run();
