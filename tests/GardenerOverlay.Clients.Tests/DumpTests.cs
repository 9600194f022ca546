using GardenerOverlay.Clients.Dumps;
using GardenerOverlay.Core.Addressing;
using GardenerOverlay.Core.Errors;
using GardenerOverlay.Core.Routes;

namespace GardenerOverlay.Clients.Tests;

/// <summary>Outputs of the aws CLI and of kubectl, as people save them, and what is none.</summary>
public sealed class DumpTests : IDisposable
{
    private const string Table = """
        {"Associations": [{"Main": false, "RouteTableAssociationId": "rtbassoc-1", "RouteTableId": "rtb-1", "SubnetId": "subnet-1", "AssociationState": {"State": "associated"}},
                          {"Main": true, "RouteTableId": "rtb-1"}, {"Main": false, "GatewayId": "igw-9"}],
         "PropagatingVgws": [], "RouteTableId": "rtb-1",
         "Routes": [{"DestinationCidrBlock": "10.250.0.0/16", "GatewayId": "local", "Origin": "CreateRouteTable", "State": "active"},
                    {"DestinationCidrBlock": "100.96.0.0/24", "InstanceId": "i-1", "InstanceOwnerId": "123", "NetworkInterfaceId": "eni-1", "Origin": "CreateRoute", "State": "blackhole"},
                    {"DestinationCidrBlock": "10.9.0.0/16", "VpcPeeringConnectionId": "pcx-1", "Origin": "CreateRoute", "State": "active"},
                    {"DestinationIpv6CidrBlock": "::/0", "EgressOnlyInternetGatewayId": "eigw-1", "Origin": "CreateRoute", "State": "active"},
                    {"DestinationPrefixListId": "pl-1", "GatewayId": "vpce-1", "Origin": "CreateRoute", "State": "active"},
                    {"DestinationCidrBlock": "10.8.0.0/16", "SomethingNewArn": "arn:x", "Origin": "CreateRoute", "State": "active"}],
         "Tags": [{"Key": "kubernetes.io/cluster/shoot--dev--web", "Value": "1"}, {"Key": "Name", "Value": "web"}], "VpcId": "vpc-1", "OwnerId": "123"}
        """;

    private const string Instance = """
        {"InstanceId": "i-1", "State": {"Code": 16, "Name": "running"}, "VpcId": "vpc-1", "Placement": {"AvailabilityZone": "eu-west-1a", "Tenancy": "default"},
         "NetworkInterfaces": [{"NetworkInterfaceId": "eni-1", "Attachment": {"DeviceIndex": 1, "NetworkCardIndex": 2}, "InterfaceType": "interface", "SubnetId": "subnet-1",
                                "PrivateIpAddress": "10.250.0.7", "PrivateIpAddresses": [{"Primary": true, "PrivateIpAddress": "10.250.0.7"}, {"PrivateIpAddress": "10.250.0.8"}], "SourceDestCheck": false},
                               {"NetworkInterfaceId": "eni-2", "SourceDestCheck": true}],
         "Tags": [{"Key": "Name", "Value": "node"}]}
        """;

    private const string Node = """
        {"apiVersion": "v1", "kind": "Node", "metadata": {"name": "node-1"}, "spec": {"podCIDR": "100.96.0.0/24", "podCIDRs": ["100.96.0.0/24", "2001:db8::/64"], "providerID": "aws:///eu-west-1a/i-1"},
         "status": {"addresses": [{"type": "InternalIP", "address": "10.250.0.7"}, {"type": "Hostname", "address": "node-1"}],
                    "conditions": [{"type": "Ready", "status": "True", "reason": "KubeletReady"}, {"type": "NetworkUnavailable", "status": "False", "reason": "CalicoIsUp"}]}}
        """;

    private readonly TestFolder _folder = new();
    private readonly DumpReader _reader = new();

    /// <summary>Files of route tables, what they are, the error and a word of its message.</summary>
    public static TheoryData<string, string, string, string> BadTables => new()
    {
        { "truncated", """{"RouteTables": [""" + Table + ",", nameof(ErrorTable.ManifestSyntax), "line" },
        { "truncated YAML", "RouteTables:\n- RouteTableId: rtb-1\n  Routes: []\n  Tags: []\n  VpcId: vpc-1\n  OwnerId: '1'\n- RouteTableId: rtb-2\n  Routes: []\n  Tags: []\n  Vpc", nameof(ErrorTable.ManifestSyntax), "line" },
        { "YAML cut between two lines", "RouteTables:\n- RouteTableId: rtb-1\n  Routes: []\n  Tags: []\n  VpcId: vpc-1\n  OwnerId: '1'\n- RouteTableId: rtb-2\n  Routes: []\n", nameof(ErrorTable.DumpIncomplete), "cut off" },
        { "empty", "", nameof(ErrorTable.DumpNotUnderstood), "no object" },
        { "an empty array", "[]", nameof(ErrorTable.DumpNotUnderstood), "no object" },
        { "text output", "ROUTETABLES\trtb-1\n", nameof(ErrorTable.DumpNotUnderstood), "no object" },
        { "null lists", """{"RouteTables": null}""", nameof(ErrorTable.DumpIncomplete), "RouteTables is null" },
        { "null routes", """{"RouteTables": [{"RouteTableId": "rtb-1", "Routes": null, "Tags": []}]}""", nameof(ErrorTable.DumpIncomplete), "rtb-1 has no list of Routes" },
        { "no routes", """{"RouteTables": [{"RouteTableId": "rtb-1", "Tags": []}]}""", nameof(ErrorTable.DumpIncomplete), "rtb-1 has no list of Routes" },
        { "no tags", """{"RouteTables": [{"RouteTableId": "rtb-1", "Routes": []}, {"RouteTableId": "rtb-2", "Routes": [], "Tags": null}]}""", nameof(ErrorTable.DumpIncomplete), "Tags" },
        { "no destination", """{"RouteTables": [{"RouteTableId": "rtb-1", "Tags": [], "Routes": [{"Origin": "CreateRoute"}]}]}""", nameof(ErrorTable.DumpIncomplete), "destination" },
        { "no origin", """{"RouteTables": [{"RouteTableId": "rtb-1", "Tags": [], "Routes": [{"DestinationCidrBlock": "10.0.0.0/8"}]}]}""", nameof(ErrorTable.DumpIncomplete), "Origin" },
        { "one page of several", """{"RouteTables": [""" + Table + """], "NextToken": "abc"}""", nameof(ErrorTable.DumpIncomplete), "NextToken" },
        { "instances", """{"Reservations": [{"Instances": []}]}""", nameof(ErrorTable.DumpNotUnderstood), "output of aws ec2 describe-instances" },
        { "no instances", """{"Reservations": []}""", nameof(ErrorTable.DumpNotUnderstood), "output of aws ec2 describe-instances" },
        { "nodes", """{"apiVersion": "v1", "kind": "List", "items": [""" + Node + "]}", nameof(ErrorTable.DumpNotUnderstood), "object of Kubernetes (Node)" },
        { "what --query left: ids", """["rtb-1", "rtb-2"]""", nameof(ErrorTable.DumpNotUnderstood), "--query" },
        { "what --query left: rows", """[["rtb-1", "vpc-1"]]""", nameof(ErrorTable.DumpNotUnderstood), "--query" },
        { "what --query left: objects", """[{"Id": "rtb-1"}]""", nameof(ErrorTable.DumpNotUnderstood), "--query" },
    };

    public static TheoryData<string, string, string, string> BadInstances => new()
    {
        { "tables", """{"RouteTables": [""" + Table + "]}", nameof(ErrorTable.DumpNotUnderstood), "output of aws ec2 describe-route-tables" },
        { "null lists", """{"Reservations": null}""", nameof(ErrorTable.DumpIncomplete), "Reservations is null" },
        { "null instances", """{"Reservations": [{"Instances": null}]}""", nameof(ErrorTable.DumpIncomplete), "Instances" },
        { "null interfaces", """{"Reservations": [{"Instances": [{"InstanceId": "i-1", "Tags": [{"Key": "a", "Value": "b"}], "NetworkInterfaces": null}]}]}""", nameof(ErrorTable.DumpIncomplete), "i-1 has no list of NetworkInterfaces" },
        { "no tags", """{"Reservations": [{"Instances": [{"InstanceId": "i-1", "NetworkInterfaces": []}]}]}""", nameof(ErrorTable.DumpIncomplete), "Tags" },
        { "arrays of arrays", """[[""" + Instance + "]]", nameof(ErrorTable.DumpNotUnderstood), "--query" },
        { "cut off", "Reservations:\n- Instances: []\n  ReservationId: r-1\n- Instances: []\n", nameof(ErrorTable.DumpIncomplete), "cut off" },
    };

    public static TheoryData<string, string, string, string> BadNodes => new()
    {
        { "tables", """{"RouteTables": [""" + Table + "]}", nameof(ErrorTable.DumpNotUnderstood), "output of aws ec2 describe-route-tables" },
        { "pods", """{"apiVersion": "v1", "kind": "List", "items": [{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p"}}]}""", nameof(ErrorTable.DumpNotUnderstood), "object of Kubernetes (Pod)" },
        { "cut off", "apiVersion: v1\nitems:\n- kind: Node\n  metadata:\n    name: a\n  spec: {}\n", nameof(ErrorTable.DumpIncomplete), "cut off" },
        { "no name", """{"kind": "Node", "spec": {}}""", nameof(ErrorTable.DumpIncomplete), "metadata.name" },
        { "null list", """{"kind": "NodeList", "items": null}""", nameof(ErrorTable.DumpIncomplete), "items is null" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{"RouteTables": [$]}""")]
    [InlineData("""{"RouteTables": [$], "NextToken": null}""")]
    [InlineData("[$]")]
    [InlineData("$")]
    public void Route_tables_are_read(string wrapper)
    {
        AwsRouteTable table = Assert.Single(Tables(wrapper.Replace("$", Table, StringComparison.Ordinal)));
        Assert.Equal(("rtb-1", "vpc-1", "1", "web"), (table.Id, table.VpcId, table.Tags["kubernetes.io/cluster/shoot--dev--web"], table.Tags["Name"]));
        Assert.Equal([new AwsAssociation("subnet-1", null, false), new AwsAssociation(null, null, true), new AwsAssociation(null, "igw-9", false)], table.Associations);
        Assert.Equal(["local", null, "pcx-1", "eigw-1", "vpce-1", "arn:x"], table.Routes.Select(route => route.Gateway));
        AwsRoute route = table.Routes[1];
        Assert.Equal((Cidr.Parse("100.96.0.0/24"), "i-1", "eni-1", "CreateRoute", false), (route.Destination!.Value, route.InstanceId, route.NetworkInterfaceId, route.Origin, route.IsActive));
        Assert.Equal((null, "pl-1"), (table.Routes[4].Destination, table.Routes[4].PrefixListId));
        Assert.Null(table.Routes[3].Destination);
        Assert.Equal(_folder["dump"], table.Path);
    }

    [Fact]
    public void Yaml_is_as_good_and_tells_the_line()
    {
        AwsRouteTable table = Assert.Single(Tables("""
            RouteTables:
            - Associations:
              - Main: true
                SubnetId: null
              RouteTableId: rtb-1
              Routes:
              - DestinationCidrBlock: 10.0.0.0/24
                NetworkInterfaceId: eni-1
                Origin: CreateRoute
                State: blackhole
              Tags:
              - {Key: kubernetes.io/cluster/web, Value: 1}
              VpcId: vpc-1
            """));
        Assert.Equal((2, "1", "eni-1"), (table.Line, table.Tags["kubernetes.io/cluster/web"], table.Routes[0].NetworkInterfaceId));
        Assert.Equal(new AwsAssociation(null, null, true), table.Associations.Single());
    }

    [Fact]
    public void Pages_are_read_in_their_order()
    {
        string first = _folder.Write("1.json", """{"RouteTables": [""" + Table + """], "NextToken": "abc"}""");
        string second = _folder.Write("2.json", """{"RouteTables": [""" + Table.Replace("rtb-1", "rtb-2", StringComparison.Ordinal) + "]}");
        Assert.Equal(["rtb-1", "rtb-2"], _reader.ReadRouteTables([first, second], TestContext.Current.CancellationToken).Select(table => table.Id));
        Assert.Equal(ErrorTable.DumpIncomplete, Assert.Throws<GardenerOverlayException>(() => _reader.ReadRouteTables([second, first], TestContext.Current.CancellationToken)).Error);
    }

    [Theory]
    [InlineData("""{"Reservations": [{"Groups": [], "Instances": [$], "OwnerId": "123", "ReservationId": "r-1"}]}""")]
    [InlineData("""[{"Instances": [$]}]""")]
    [InlineData("[$]")]
    public void Instances_are_read(string wrapper)
    {
        AwsInstance instance = Assert.Single(_reader.ReadInstances([_folder.Write("dump", wrapper.Replace("$", Instance, StringComparison.Ordinal))], TestContext.Current.CancellationToken));
        Assert.Equal(("i-1", "running", "vpc-1", "eu-west-1a", "node"), (instance.Id, instance.State, instance.VpcId, instance.AvailabilityZone, instance.Tags["Name"]));
        AwsNetworkInterface first = instance.NetworkInterfaces[0];
        Assert.Equal(("eni-1", 2, 1, "interface", "subnet-1", false), (first.Id, first.NetworkCard, first.DeviceIndex, first.InterfaceType, first.SubnetId, first.HasSourceDestCheck!.Value));
        Assert.Equal(["10.250.0.7", "10.250.0.8"], first.Addresses);
        Assert.Equal((0, 0, true), (instance.NetworkInterfaces[1].NetworkCard, instance.NetworkInterfaces[1].DeviceIndex, instance.NetworkInterfaces[1].HasSourceDestCheck!.Value));
    }

    [Fact]
    public void A_terminated_instance_has_nothing_left()
    {
        string path = _folder.Write("dump", """{"Reservations": [{"Instances": [{"InstanceId": "i-1", "State": {"Name": "terminated"}}]}]}""");
        Assert.False(Assert.Single(_reader.ReadInstances([path], TestContext.Current.CancellationToken)).IsAlive);
    }

    [Theory]
    [InlineData("""{"apiVersion": "v1", "items": [$], "kind": "List", "metadata": {"resourceVersion": ""}}""")]
    [InlineData("""{"apiVersion": "v1", "kind": "NodeList", "items": [$]}""")]
    [InlineData("$")]
    [InlineData("[$]")]
    public void Nodes_are_read(string wrapper)
    {
        ClusterNode node = Assert.Single(Nodes(wrapper.Replace("$", Node, StringComparison.Ordinal)));
        Assert.Equal(("node-1", "aws:///eu-west-1a/i-1", true), (node.Name, node.ProviderId, node.IsReady));
        Assert.Equal(["100.96.0.0/24", "2001:db8::/64"], node.PodCidrs);
        Assert.Equal(["10.250.0.7"], node.InternalIps);
        Assert.Equal(new NodeCondition("False", "CalicoIsUp"), node.NetworkUnavailable);
    }

    [Fact]
    public void Nodes_may_be_many_documents_or_items_without_kind_and_others_are_passed_over()
    {
        Assert.Equal(["a", "b"], Nodes("kind: Node\nmetadata: {name: a}\n---\nkind: Pod\nmetadata: {name: p}\n---\nkind: Node\nmetadata: {name: b}\n").Select(node => node.Name));
        Assert.Equal(["a"], Nodes("""{"items": [{"metadata": {"name": "a"}, "spec": {"podCIDRs": null}}], "kind": "NodeList"}""").Select(node => node.Name));
    }

    [Fact]
    public void No_nodes_are_no_error_of_the_file() => Assert.Empty(Nodes("""{"apiVersion": "v1", "items": [], "kind": "List"}"""));

    [Theory]
    [MemberData(nameof(BadTables))]
    public void What_is_no_dump_of_route_tables_is_an_error_of_the_file(string what, string text, string error, string word) =>
        AssertError(what, error, word, "describe-route-tables", () => Tables(text));

    [Theory]
    [MemberData(nameof(BadInstances))]
    public void What_is_no_dump_of_instances_is_an_error_of_the_file(string what, string text, string error, string word) =>
        AssertError(what, error, word, "describe-instances", () => _reader.ReadInstances([_folder.Write("dump", text)], TestContext.Current.CancellationToken));

    [Theory]
    [MemberData(nameof(BadNodes))]
    public void What_is_no_dump_of_nodes_is_an_error_of_the_file(string what, string text, string error, string word) =>
        AssertError(what, error, word, "kubectl get nodes", () => Nodes(text));

    [Fact]
    public void A_dump_may_be_larger_than_one_object()
    {
        string padded = Table.Replace("\"PropagatingVgws\": []", $"\"Padding\": [{string.Join(',', Enumerable.Repeat("\"" + new string('x', 10_000) + "\"", 90))}]", StringComparison.Ordinal);
        string json = """{"RouteTables": [""" + string.Join(',', Enumerable.Repeat(padded, 25)) + "]}";
        Assert.Equal(25, Tables(json).Count);
        string yaml = "RouteTables:\n" + string.Concat(Enumerable.Repeat("- " + padded.Replace("\n", "\n  ", StringComparison.Ordinal) + "\n", 25));
        Assert.Equal(25, Tables(yaml).Count);
    }

    private void AssertError(string what, string error, string word, string command, Action read)
    {
        GardenerOverlayException exception = Assert.Throws<GardenerOverlayException>(read);
        Assert.True(error == exception.Error.Id, $"{what}: {exception.Error.Id}: {exception.Message}");
        Assert.Contains(_folder["dump"], exception.Message, StringComparison.Ordinal);
        Assert.Contains(word, exception.Message, StringComparison.Ordinal);
        Assert.True(exception.Error == ErrorTable.ManifestSyntax || exception.Message.Contains(command, StringComparison.Ordinal), exception.Message);
    }

    private IReadOnlyList<AwsRouteTable> Tables(string text) => _reader.ReadRouteTables([_folder.Write("dump", text)], TestContext.Current.CancellationToken);

    private IReadOnlyList<ClusterNode> Nodes(string text) => _reader.ReadNodes([_folder.Write("dump", text)], TestContext.Current.CancellationToken);
}
