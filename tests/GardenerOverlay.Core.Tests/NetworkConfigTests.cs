using GardenerOverlay.Core.Overlay;
using GardenerOverlay.Core.Shoots;

namespace GardenerOverlay.Core.Tests;

public sealed class NetworkConfigTests
{
    [Theory]
    // The messages are those of sigs.k8s.io/json in strict mode, field by field.
    [InlineData("""{"overlai": {}}""", "UnknownField", "overlai", "strict decoding error: unknown field \"overlai\"")]
    [InlineData("""{"overlay": {"enable": true}}""", "UnknownField", "overlay.enable", "unknown field \"overlay.enable\"")]
    [InlineData("""{"Overlay": {"enabled": true}}""", "UnknownField", "Overlay", "write overlay")]
    [InlineData("""{"overlay": true}""", "WrongType", "overlay", "json: cannot unmarshal bool into Go struct field NetworkConfig.overlay of type v1alpha1.Overlay")]
    [InlineData("""{"overlay": {"enabled": "false"}}""", "WrongType", "overlay.enabled", "json: cannot unmarshal string into Go struct field Overlay.overlay.enabled of type bool")]
    [InlineData("""{"overlay": {"enabled": "false"}}""", "WrongType", "overlay.enabled", "Write false without quotes")]
    [InlineData("""{"ipv4": {"mode": false}}""", "WrongType", "ipv4.mode", "json: cannot unmarshal bool into Go struct field IPv4.ipv4.mode of type v1alpha1.PoolMode")]
    [InlineData("""{"vethMTU": 1440}""", "WrongType", "vethMTU", "json: cannot unmarshal number into Go struct field NetworkConfig.vethMTU of type string")]
    [InlineData("""{"ipam": []}""", "WrongType", "ipam", "cannot unmarshal array")]
    [InlineData("""{"backend": {}}""", "WrongType", "backend", "cannot unmarshal object")]
    [InlineData("""{"autoScaling": {"mode": "vpa", "resources": {"node": {"cpu": "a lot"}}}}""", "WrongType", "autoScaling.resources.node.cpu", "quantities must match")]
    [InlineData("""{"kind": "NetworkConfigs"}""", "InvalidValue", "kind", "no kind \"NetworkConfigs\" is registered")]
    [InlineData("""{"apiVersion": "cilium.networking.extensions.gardener.cloud/v1alpha1"}""", "InvalidValue", "apiVersion", "no kind")]
    public void The_decoder_refuses_what_Gardeners_refuses(string config, string id, string field, string message)
    {
        ShootProblem problem = Assert.Single(NetworkConfigDecoder.Decode(Nodes.Parse(config), "p").Refusals);
        Assert.Equal((id, "p." + field), (problem.Id, problem.Field));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    public void A_config_that_is_no_object_is_refused(string config) => Assert.Equal(ProblemId.WrongType, Assert.Single(NetworkConfigDecoder.Decode(Nodes.Parse(config), "p").Refusals).Id);

    [Theory]
    [InlineData("""{"overlay": null, "backend": null, "wireguardEncryption": null}""")]
    [InlineData("""{"apiVersion": "calico.networking.extensions.gardener.cloud/v1alpha1", "kind": "NetworkConfig"}""")]
    [InlineData("""{"kind": ""}""")]
    [InlineData("""{"typha": {"enabled": false}, "multus": {"enabled": true, "installCNIPlugins": true}, "ipv6": {"sourceNATEnabled": true}}""")]
    [InlineData("""{"autoScaling": {"mode": "static", "resources": {"node": {"cpu": "100m", "memory": 1000}}}}""")]
    public void The_decoder_takes_what_Gardeners_takes(string config) => Assert.Empty(NetworkConfigDecoder.Decode(Nodes.Parse(config), "p").Refusals);

    [Theory]
    [InlineData("""{"backend": "None"}""", "backend", "unsupported value \"None\" for backend, supported values are [\"bird\", \"none\", \"vxlan\"]")]
    [InlineData("""{"ipam": {"type": "dhcp"}}""", "ipam.type", "supported values are [\"calico-ipam\", \"host-local\"]")]
    [InlineData("""{"ipam": {"type": "host-local", "cidr": "10.0.0.0/33"}}""", "ipam.cidr", "must be a valid CIDR value")]
    [InlineData("""{"ipv4": {"pool": "gre"}}""", "ipv4.pool", "supported values are [\"ipip\", \"vxlan\"]")]
    [InlineData("""{"ipv4": {"mode": "always"}}""", "ipv4.mode", "Write Always.")]
    [InlineData("""{"ipv4": {"pool": "vxlan", "mode": "CrossSubnet"}}""", "ipv4.mode", "for mode with pool \"vxlan\"")]
    [InlineData("""{"ipv6": {"pool": "vxlan", "mode": "Off"}}""", "ipv6.mode", "for mode with pool \"vxlan\"")]
    [InlineData("""{"ipv4": {"autoDetectionMethod": "guess"}}""", "ipv4.autoDetectionMethod", "invalid option \"guess\"")]
    [InlineData("""{"ipv4": {"autoDetectionMethod": "first-found=x"}}""", "ipv4.autoDetectionMethod", "does not take a parameter")]
    [InlineData("""{"ipv4": {"autoDetectionMethod": "cidr="}}""", "ipv4.autoDetectionMethod", "requires a parameter")]
    [InlineData("""{"ipv4": {"autoDetectionMethod": "cidr=10.0.0.0/8,11.0.0.0/8"}}""", "ipv4.autoDetectionMethod", "must be a valid CIDR")]
    [InlineData("""{"ipv4": {"autoDetectionMethod": "interface=("}}""", "ipv4.autoDetectionMethod", "invalid regex")]
    [InlineData("""{"ipv4": {"autoDetectionMethod": "interface=(?=a)"}}""", "ipv4.autoDetectionMethod", "invalid regex")]
    [InlineData("""{"ipv4": {"autoDetectionMethod": "can-reach=-"}}""", "ipv4.autoDetectionMethod", "valid IP address or DNS name")]
    [InlineData("""{"ipAutodetectionMethod": ""}""", "ipAutoDetectionMethod", "method cannot be empty")]
    [InlineData("""{"vethMTU": ""}""", "vethMTU", "MTU cannot be empty")]
    [InlineData("""{"vethMTU": "big"}""", "vethMTU", "invalid syntax")]
    [InlineData("""{"vethMTU": "-1"}""", "vethMTU", "must be a positive integer")]
    [InlineData("""{"autoScaling": {}}""", "autoScaling.mode", "unsupported value \"\" for mode")]
    [InlineData("""{"autoScaling": {"mode": "vpa", "resources": {"typha": {"cpu": "0m"}}}}""", "autoScaling.resources.typha.cpu", "cannot be zero")]
    [InlineData("""{"autoScaling": {"mode": "vpa", "resources": {"typha": {"memory": "-1Gi"}}}}""", "autoScaling.resources.typha.memory", "must be positive")]
    [InlineData("""{"autoScaling": {"mode": "vpa", "resources": {"node": {"disk": "1Gi"}}}}""", "autoScaling.resources.node.disk", "Unsupported resource: disk")]
    [InlineData("""{"serviceLoopPrevention": "drop"}""", "serviceLoopPrevention", "Write Drop.")]
    [InlineData("""{"ipip": "Sometimes"}""", "ipip", "supported values are")]
    public void Validation_refuses_what_Calicos_admission_refuses(string config, string field, string message)
    {
        ShootProblem problem = Assert.Single(NetworkConfigValidation.Validate(NetworkConfigDecoder.Decode(Nodes.Parse(config), "p").Config, [IpFamily.IPv4], "p"));
        Assert.Equal((ProblemId.InvalidValue, "p." + field), (problem.Id, problem.Field));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"ipam": {"type": "host-local", "cidr": "USEPODCIDR"}}""")]
    [InlineData("""{"ipam": {"cidr": "usePodCidr"}}""")]
    [InlineData("""{"ipv4": {"pool": "ipip", "mode": "Off", "autoDetectionMethod": "can-reach=www.example.com"}}""")]
    [InlineData("""{"ipv4": {"autoDetectionMethod": "skip-interface=docker.*,cali.*"}}""")]
    [InlineData("""{"vethMTU": "+0"}""")]
    public void Validation_takes_what_Calicos_admission_takes(string config) =>
        Assert.Empty(NetworkConfigValidation.Validate(NetworkConfigDecoder.Decode(Nodes.Parse(config), "p").Config, [IpFamily.IPv4], "p"));

    [Fact]
    public void Calico_ipam_needs_IPv4_single_stack() => Assert.Equal(
        "p.ipam.type",
        Assert.Single(NetworkConfigValidation.Validate(new NetworkConfig { IpamType = CalicoValue.CalicoIpam }, [IpFamily.IPv4, IpFamily.IPv6], "p")).Field);
}
