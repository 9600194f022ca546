namespace GardenerOverlay.Module.Tests;

/// <summary>Manifests of shoots that can be switched.</summary>
internal static class SwitchManifests
{
    /// <summary>A shoot on AWS, alone in its VPC, with a tunnel.</summary>
    public static string Shoot(string name, string config = "overlay: {enabled: true}", string provider = "aws", string vpc = "", string pods = "10.96.0.0/17") => """
        apiVersion: core.gardener.cloud/v1beta1
        kind: Shoot
        metadata:
          name: NAME
          namespace: garden-dev
        spec:
          region: eu-west-1
          credentialsBindingName: cloud-dev
          networking:
            type: calico
            pods: PODS
            nodes: 10.250.0.0/16
            services: 100.64.0.0/13
            # who changes this asks the network team
            providerConfig:
              apiVersion: calico.networking.extensions.gardener.cloud/v1alpha1
              kind: NetworkConfig
              CONFIG
          provider:
            type: PROVIDER
            infrastructureConfig: {networks: {vpc: {VPC}}}
            workers: [{name: a, minimum: 1, maximum: 3}]

        """.Replace("NAME", name, StringComparison.Ordinal).Replace("CONFIG", config, StringComparison.Ordinal).Replace("PROVIDER", provider, StringComparison.Ordinal)
        .Replace("VPC", vpc.Length == 0 ? "cidr: 10.250.0.0/16" : $"id: {vpc}", StringComparison.Ordinal).Replace("PODS", pods, StringComparison.Ordinal);

    /// <summary>The same shoot as a cluster stored it.</summary>
    public static string Stored(string name, string overlay) => """
        {"apiVersion": "core.gardener.cloud/v1beta1", "kind": "Shoot",
          "metadata": {"name": "NAME", "namespace": "garden-dev", "uid": "4711", "resourceVersion": "99", "generation": 3},
          "spec": {"region": "eu-west-1", "networking": {"type": "calico", "pods": "10.96.0.0/17", "nodes": "10.250.0.0/16", "services": "100.64.0.0/13",
            "providerConfig": {"apiVersion": "calico.networking.extensions.gardener.cloud/v1alpha1", "kind": "NetworkConfig", "overlay": OVERLAY } },
            "provider": {"type": "aws", "workers": [{"name": "a", "minimum": 1, "maximum": 3}]}},
          "status": {"technicalID": "shoot--dev--NAME", "observedGeneration": 3, "lastOperation": {"type": "Reconcile", "state": "Succeeded", "progress": 100}}}
        """.Replace("NAME", name, StringComparison.Ordinal).Replace("OVERLAY", overlay, StringComparison.Ordinal);

    /// <summary>The seed's object for a shoot.</summary>
    public static string Network(string name) => $"apiVersion: extensions.gardener.cloud/v1alpha1\nkind: Network\nmetadata: {{name: {name}, namespace: shoot--dev--{name}}}\nspec: {{type: calico, podCIDR: 10.96.0.0/17}}\n";
}
