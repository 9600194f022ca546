using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using GardenerOverlay.Sandbox.Garden.Kinds;
using GardenerOverlay.Sandbox.Garden.Serve;

namespace GardenerOverlay.Sandbox.Garden.Landscape;

/// <summary>Many shoots of the size of real ones, 15 KB each, in fifty projects. The same at each start.</summary>
internal sealed record GeneratedSource(int Count) : LandscapeSource
{
    private const int Projects = 50;
    private const int FieldsBytes = 13_200;

    private const string Namespace = """{"metadata":{"name":"garden-<project>","labels":{"project.gardener.cloud/name":"<project>"}}}""";

    private const string Project = """
        {"metadata":{"name":"<project>"},
         "spec":{"namespace":"garden-<project>","owner":{"kind":"User","name":"<project>@example.org"}},
         "status":{"phase":"Ready"}}
        """;

    private const string Seed = """{"metadata":{"name":"aws-eu1"},"spec":{"provider":{"type":"aws","region":"eu-west-1"}}}""";

    private const string Shoot = """
        {"metadata":{"name":"<name>","namespace":"garden-<project>","creationTimestamp":"2025-03-01T08:00:00Z","generation":3,
          "labels":{"shoot.gardener.cloud/status":"healthy"},"finalizers":["gardener"]},
         "spec":{"cloudProfile":{"kind":"CloudProfile","name":"aws"},"credentialsBindingName":"aws-<project>","region":"eu-west-1",
          "seedName":"aws-eu1","purpose":"production","kubernetes":{"version":"1.33.6","kubeControllerManager":{"nodeCIDRMaskSize":24}},
          "networking":{"type":"calico","ipFamilies":["IPv4"],"pods":"<pods>","services":"100.64.0.0/13","nodes":"<nodes>",
           "providerConfig":{"apiVersion":"calico.networking.extensions.gardener.cloud/v1alpha1","kind":"NetworkConfig",
            "overlay":{"enabled":<overlay>}}},
          "provider":{"type":"aws","infrastructureConfig":{"apiVersion":"aws.provider.extensions.gardener.cloud/v1alpha1",
           "kind":"InfrastructureConfig","networks":{"vpc":{"id":"vpc-<vpc>"}}},
           "workers":[{"name":"pool","minimum":1,"maximum":10,"machine":{"type":"m5.large"},"zones":["eu-west-1a"]}]}},
         "status":{"technicalID":"shoot--<project>--<name>","seedName":"aws-eu1","observedGeneration":3,"hibernated":false,
          "lastOperation":{"type":"Reconcile","state":"Succeeded","progress":100,"lastUpdateTime":"2026-08-20T22:14:40Z",
           "description":"Shoot cluster has been successfully reconciled."},
          "networking":{"pods":["<pods>"],"nodes":["<nodes>"],"services":["100.64.0.0/13"]}}}
        """;

    private static readonly JsonArray s_managedFields = ManagedFields();

    public override void Fill(GardenModel garden)
    {
        string[] projects = [.. Enumerable.Range(0, Math.Min(Count, Projects)).Select(ProjectName)];
        Load(garden, "Namespace", projects.Select(project => Parse(Namespace.Replace("<project>", project, StringComparison.Ordinal))));
        Load(garden, "Project", projects.Select(project => Parse(Project.Replace("<project>", project, StringComparison.Ordinal))));
        Load(garden, "Seed", [Parse(Seed)]);
        Load(garden, "Shoot", Enumerable.Range(0, Count).Select(MakeShoot));
    }

    private static void Load(GardenModel garden, string kind, IEnumerable<JsonObject> manifests)
    {
        ResourceType type = garden.Garden.Types.First(type => type.Kind == kind);
        garden.Garden.Store.Load(type, manifests.Select(manifest => Imported.Complete(garden.Garden.Prefix, type, manifest)));
    }

    private static JsonObject MakeShoot(int index)
    {
        StringBuilder text = new(Shoot);
        text.Replace("<name>", string.Create(CultureInfo.InvariantCulture, $"shoot-{index:00000}"));
        text.Replace("<project>", ProjectName(index % Projects));
        text.Replace("<pods>", string.Create(CultureInfo.InvariantCulture, $"100.{64 + (index % 64)}.0.0/16"));
        text.Replace("<nodes>", string.Create(CultureInfo.InvariantCulture, $"10.{index % 250}.0.0/16"));
        text.Replace("<vpc>", (index % 100).ToString(CultureInfo.InvariantCulture));
        text.Replace("<overlay>", index % 2 == 0 ? "true" : "false");
        JsonObject shoot = Parse(text.ToString());
        shoot.Child("metadata")["managedFields"] = s_managedFields.DeepClone();
        return shoot;
    }

    private static string ProjectName(int index) => string.Create(CultureInfo.InvariantCulture, $"team-{index:00}");

    private static JsonObject Parse(string text) => JsonNode.Parse(text)!.AsObject();

    // What most of a real shoot is.
    private static JsonArray ManagedFields()
    {
        StringBuilder fields = new("{");
        for (int field = 0; fields.Length < FieldsBytes; field++)
        {
            fields.Append(field == 0 ? "" : ",").Append("\"f:field-").Append(field).Append("\":{\"f:type\":{},\"f:status\":{},\"f:lastUpdateTime\":{}}");
        }

        return
        [
            new JsonObject
            {
                ["manager"] = "gardenlet",
                ["operation"] = "Update",
                ["apiVersion"] = GardenerKinds.Shoot.ApiVersion,
                ["time"] = "2026-08-20T22:14:40Z",
                ["fieldsType"] = "FieldsV1",
                ["fieldsV1"] = Parse(fields.Append('}').ToString()),
            },
        ];
    }
}
