using System.Globalization;
using System.Text;

namespace GardenerOverlay.Bench;

/// <summary>Writes shoots as large as real ones: 3 to 16 KB of what nobody reads around the few fields that count.</summary>
internal static class Landscape
{
    public static void WriteManifests(string folder, int count)
    {
        Directory.CreateDirectory(folder);
        Random random = new(20261122);
        for (int index = 0; index < count; index++)
        {
            File.WriteAllText(Path.Combine(folder, $"shoot-{index:00000}.yaml"), Manifest(index, random.Next(3_000, 16_000)));
        }
    }

    public static void WriteDump(string path, int count, int bytesEach)
    {
        using StreamWriter writer = new(path);
        writer.Write("{\n    \"apiVersion\": \"v1\",\n    \"items\": [\n");
        for (int index = 0; index < count; index++)
        {
            writer.Write(Item(index, bytesEach));
            writer.Write(index == count - 1 ? "\n" : ",\n");
        }
        writer.Write("    ],\n    \"kind\": \"List\"\n}\n");
    }

    private static string Manifest(int index, int bytes)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $$"""
            apiVersion: core.gardener.cloud/v1beta1
            kind: Shoot
            metadata:
              name: shoot-{{index}}
              namespace: garden-bench
            spec:
              region: eu-west-1
              networking:
                type: calico
                pods: 100.{{64 + (index % 64)}}.0.0/16
                nodes: 10.250.0.0/16
                providerConfig:
                  apiVersion: calico.networking.extensions.gardener.cloud/v1alpha1
                  kind: NetworkConfig
                  overlay:
                    enabled: {{(index % 2 == 0 ? "true" : "false")}}
              provider:
                type: aws
                infrastructureConfig:
                  networks:
                    vpc:
                      id: vpc-{{index % 100}}
                workers:
                - name: pool
                  minimum: 1
                  maximum: 10

            """);
        for (int line = 0; text.Length < bytes; line++)
        {
            text.Append(CultureInfo.InvariantCulture, $"    - name: extra-{line}\n      machine:\n        type: m5.large\n        image: \"gardenlinux\"   # pinned\n");
            text.Append(CultureInfo.InvariantCulture, $"      zones: [eu-west-1a, eu-west-1b]\n      annotations: {line}\n");
        }
        return text.ToString();
    }

    private static string Item(int index, int bytes)
    {
        StringBuilder managed = new();
        while (managed.Length < bytes - 900)
        {
            managed.Append(CultureInfo.InvariantCulture, $"                        \"f:field-{managed.Length}\": {{\"f:type\": {{}}, \"f:status\": {{}}}},\n");
        }
        return $$$"""
                    {
                        "apiVersion": "core.gardener.cloud/v1beta1",
                        "kind": "Shoot",
                        "metadata": {"name": "shoot-{{{index}}}", "namespace": "garden-bench", "uid": "u-{{{index}}}", "resourceVersion": "{{{index}}}",
                            "managedFields": [{"fieldsV1": {
            {{{managed}}}                        "f:last": {}
                            }}]},
                        "spec": {"region": "eu-west-1", "networking": {"type": "calico", "pods": "100.96.0.0/11", "nodes": "10.250.0.0/16",
                            "providerConfig": {"overlay": {"enabled": false} } },
                            "provider": {"type": "aws", "infrastructureConfig": {"networks": {"vpc": {"id": "vpc-1"} } }, "workers": [{"name": "a", "minimum": 1, "maximum": 3}]}},
                        "status": {"technicalID": "shoot--bench--shoot-{{{index}}}", "lastOperation": {"type": "Reconcile", "state": "Succeeded", "progress": 100}}
                    }
            """;
    }
}
