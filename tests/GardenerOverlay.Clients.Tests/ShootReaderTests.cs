using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Clients.Tests;

public sealed class ShootReaderTests : IDisposable
{
    private const string Full = """
        apiVersion: core.gardener.cloud/v1beta1
        kind: Shoot
        metadata: {name: web, namespace: garden-dev, uid: u-1, resourceVersion: "42", labels: {a: b}}
        spec:
          region: eu-west-1
          seedName: wanted
          credentialsBindingName: new
          secretBindingName: old
          hibernation: {enabled: true}
          networking: {type: calico, providerConfig: {overlay: {enabled: false}}, pods: 100.96.0.0/11, nodes: 10.0.0.0/16, services: 100.64.0.0/13, ipFamilies: [IPv4, IPv6]}
          provider:
            type: aws
            infrastructureConfig: {networks: {vpc: {id: vpc-1}}}
            workers:
            - {name: a, minimum: 1, maximum: 3, zones: [eu-west-1a, eu-west-1b], machine: {type: m5.large}}
            - {name: b, minimum: 0, maximum: 9, kubernetes: {kubelet: {maxPods: 250}}}
          kubernetes:
            version: 1.30.4
            kubeProxy: {enabled: false}
            kubelet: {maxPods: 64}
            kubeControllerManager: {nodeCIDRMaskSize: 25, nodeCIDRMaskSizeIPv6: 80}
        status:
          technicalID: shoot--dev--web
          seedName: real
          hibernated: false
          networking: {pods: [100.96.0.0/11, "2001:db8::/56"], services: []}
          lastOperation: {type: Reconcile, state: Succeeded, progress: 100}
          constraints: [{type: Other, status: "False"}, {type: DualStackNodesMigrationReady, status: "False"}]
        """;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_field_of_a_shoot_is_read()
    {
        string path = _folder.Write("a.yaml", Full);
        Shoot shoot = Assert.Single(Manifests.Shoots(path));
        Assert.Equal((ShootResourceKind.Shoot, "web", "garden-dev", "u-1", "42"), (shoot.Kind, shoot.Name, shoot.Namespace, shoot.Uid, shoot.ResourceVersion));
        Assert.Equal((ShootReader.ShootApiVersion, "shoot--dev--web", "aws", "eu-west-1", "real"), (shoot.ApiVersion, shoot.TechnicalId, shoot.Provider, shoot.Region, shoot.Seed));
        Assert.Equal(("1.30.4", (bool?)false, "calico", "new", false), (shoot.KubernetesVersion, shoot.KubeProxyEnabled, shoot.NetworkingType, shoot.CredentialsBinding, shoot.Hibernated));
        Assert.Equal((25, 80, 64), (shoot.NodeCidrMaskSize, shoot.NodeCidrMaskSizeIPv6, shoot.MaxPods));
        Assert.Equal("false", shoot.ProviderConfig!["overlay"]!["enabled"]!.Text);
        Assert.Equal("vpc-1", shoot.InfrastructureConfig!["networks"]!["vpc"]!["id"]!.Text);
        Assert.Equal([new FieldValue("status.networking.pods[0]", "100.96.0.0/11", 26), new FieldValue("status.networking.pods[1]", "2001:db8::/56", 26)], shoot.PodCidrs);
        Assert.Equal([new FieldValue("spec.networking.nodes", "10.0.0.0/16", 10)], shoot.NodeCidrs);
        Assert.Equal([new FieldValue("spec.networking.services", "100.64.0.0/13", 10)], shoot.ServiceCidrs);
        Assert.Equal(["IPv4", "IPv6"], shoot.IpFamilies);
        Assert.Equal([((string?)"a", 1, 3, (int?)null), ("b", 0, 9, 250)], shoot.Workers.Select(pool => (pool.Name, pool.Minimum, pool.Maximum, pool.MaxPods)));
        Assert.Equal([["eu-west-1a", "eu-west-1b"], []], shoot.Workers.Select(pool => pool.Zones));
        Assert.Equal("Reconcile Succeeded (100%)", shoot.LastOperation!.ToString());
        Assert.True(shoot.DualStackMigrationPending);
        Assert.True(shoot.IsStored);
        Assert.Equal((path, 1), (shoot.Path, shoot.Line));
        Assert.Empty(shoot.ReadProblems);
    }

    [Fact]
    public void What_is_absent_or_null_is_absent()
    {
        Shoot bare = Assert.Single(Manifests.Shoots(_folder.Write("a.yaml", "kind: Shoot\nmetadata: {name: web}\n")));
        Shoot nulls = Assert.Single(Manifests.Shoots(_folder.Write("b.yaml", "kind: Shoot\nmetadata: {name: web, uid: ~}\nspec:\n  region: null\n  networking:\n  provider: {workers: , infrastructureConfig: }\nstatus: ~\n")));
        Assert.Equal(Manifests.Describe(bare), Manifests.Describe(nulls));
        Assert.Null(bare.Uid);
        Assert.Null(bare.ProviderConfig);
        Assert.Empty(bare.Workers);
        Assert.Empty(bare.ReadProblems);
    }

    [Fact]
    public void A_network_of_the_seed_is_read_like_a_shoot()
    {
        Shoot shoot = Assert.Single(Manifests.Shoots(_folder.Write("a.yaml", """
            apiVersion: extensions.gardener.cloud/v1alpha1
            kind: Network
            metadata: {name: web, namespace: shoot--dev--web}
            spec: {type: calico, podCIDR: 100.96.0.0/11, serviceCIDR: 100.64.0.0/13, ipFamilies: [IPv4], providerConfig: {backend: none}}
            """)));
        Assert.Equal((ShootResourceKind.Network, "web", "shoot--dev--web", "shoot--dev--web"), (shoot.Kind, shoot.Name, shoot.Namespace, shoot.TechnicalId));
        Assert.Equal(("calico", "none", "100.96.0.0/11", "100.64.0.0/13"),
            (shoot.NetworkingType, shoot.ProviderConfig!["backend"]!.Text, Assert.Single(shoot.PodCidrs).Text, Assert.Single(shoot.ServiceCidrs).Text));
    }

    [Theory]
    [InlineData("spec: {kubernetes: {version: 1.30}}", "spec.kubernetes.version", "The number 1.30 where Gardener wants a string. Write \"1.30\" in quotes.")]
    [InlineData("spec: {networking: {type: Off}}", "spec.networking.type", "The boolean Off where Gardener wants a string. Write \"Off\" in quotes.")]
    [InlineData("spec: {networking: {type: [calico]}}", "spec.networking.type", "A list where Gardener wants a string.")]
    [InlineData("spec: {region: {eu: west}}", "spec.region", "An object where Gardener wants a string.")]
    [InlineData("spec: {networking: {pods: [10.0.0.0/8, 5]}}", "spec.networking.pods[1]", "The number 5 where Gardener wants a string.")]
    [InlineData("spec: {networking: {ipFamilies: [~]}}", "spec.networking.ipFamilies[0]", "A null where Gardener wants a string.")]
    [InlineData("spec: {hibernation: {enabled: 'true'}}", "spec.hibernation.enabled", "The string \"true\" where Gardener wants true or false.")]
    [InlineData("spec: {kubernetes: {kubelet: {maxPods: '110'}}}", "spec.kubernetes.kubelet.maxPods", "The string \"110\" where Gardener wants a whole number.")]
    [InlineData("spec: {kubernetes: {kubelet: {maxPods: 99999999999}}}", "spec.kubernetes.kubelet.maxPods", "The number 99999999999 where Gardener wants a whole number.")]
    [InlineData("spec: {provider: {workers: {a: b}}}", "spec.provider.workers", "An object where Gardener wants a list.")]
    [InlineData("spec: {provider: {workers: [{minimum: 1}, {minimum: one}]}}", "spec.provider.workers[1].minimum", "The string \"one\" where Gardener wants a whole number.")]
    public void A_value_of_a_wrong_type_is_a_problem_with_its_line(string spec, string field, string message)
    {
        Shoot shoot = Assert.Single(Manifests.Shoots(_folder.Write("a.yaml", Manifests.Shoot("web", spec))));
        Assert.Equal([new ShootProblem(ProblemId.WrongType, field, message, 5)], shoot.ReadProblems);
    }

    [Fact]
    public void A_number_for_a_name_is_the_name_and_a_problem()
    {
        foreach ((string file, string text) in ((string, string)[])[("a.yaml", "kind: Shoot\nmetadata: {name: 5}\n"), ("a.json", """{"kind":"Shoot","metadata":{"name":5}}""")])
        {
            Shoot shoot = Assert.Single(Manifests.Shoots(_folder.Write(file, text)));
            Assert.Equal("5", shoot.Name);
            Assert.Equal("metadata.name", Assert.Single(shoot.ReadProblems).Field);
        }
    }
}
