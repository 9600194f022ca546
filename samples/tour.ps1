# All shoots of a folder, one verdict each: State says whether pod packets are tunnelled.
# broken.yaml cannot be read: an error of this one file, the others go on. What a cluster stored
# comes first (the dump, the seed's Network); vod is there as Shoot and as Network, two witnesses.
Get-ShootOverlay -Path manifests

# Keep them; the error is known by now.
$all = Get-ShootOverlay -Path manifests -ErrorAction Ignore

# One shoot in full. It asks for the overlay as the old documentation does: backend: bird and
# ipv4.mode: Always. A new shoot on AWS will not get it.
$runners = $all | Where-Object Name -eq runners

$runners.PSObject.Properties | Where-Object Name -notin Reason, Problems |
    ForEach-Object { '{0,-18} {1}' -f $_.Name, ($_.Value -join ', ') }

# Reason names what decides: admission adds overlay.enabled: false...
$runners.Reason

# ...and that wins over the older keys. Problems says which, and in which line.
$runners.Problems

# The old form of "off" is backend: None. Gardener knows only none and refuses bench.
# sandbox is refused for a boolean in quotes.
$all | Where-Object State -eq Invalid | ForEach-Object { "$($_.Name): $($_.Reason)" }

# Everything that is wrong, left over or too small, with file and line.
$all | Where-Object Problems | ForEach-Object {
    $file = [System.IO.Path]::GetFileName($_.Path)
    "$($_.Namespace)/$($_.Name) ($($_.State), $($file):$($_.Line))"
    foreach ($problem in $_.Problems) {
        "    $($problem.Id): $($problem.Field -replace '^spec\.networking\.'): $($problem.Message)"
    }
}

# Only those with a tunnel...
$all | Where-Object State -eq Enabled

# ...and those without one where BIRD on the nodes, not the cloud, writes the routes.
$all | Where-Object CreatePodRoutes | ForEach-Object { "$($_.Name): $($_.Reason)" }

# ledger's manifest says overlay on. The dump is newer: somebody is just switching it off.
foreach ($file in 'manifests/aws-own-vpc-ledger.yaml', 'manifests/garden-live.json') {
    Get-ShootOverlay -Path $file -Name ledger |
        ForEach-Object { '{0,-34} {1,-8} {2}' -f $file, $_.State, $_.LastOperation }
}

# Read together they are one shoot, and the dump wins.
Get-ShootOverlay -Path manifests/*ledger.yaml, manifests/garden-live.json -Name ledger

# Native pods of two shoots collide only within one network, and nobody else checks it.
$overlaps = Test-PodCidrOverlap -Path manifests -ErrorAction Ignore

$overlaps

# What the first conflict means for these two, and what can be done.
$overlaps | Where-Object Severity -eq Conflict | ForEach-Object Message

# A range for the next shoot of 50 nodes beside all that the AWS shoots use, as the line to paste.
Find-FreePodCidr -Path manifests/aws-*.yaml -NodeCount 50 | ForEach-Object {
    "    pods: $($_.Cidr)   # $($_.NodeCount) nodes"
}

# Does the pod CIDR hold the nodes that the worker pools may grow to? Those above 5 % of it:
# risk allows 250 pods a node, so each node takes a /23, and a /19 holds no more than 16.
$all | Where-Object { $_.MaxNodes -and $_.WorkerMaximum -gt $_.MaxNodes / 20 } | ForEach-Object {
    $room = "$($_.PodCidr) holds $($_.MaxNodes) of /$($_.NodeCidrMaskSize)"
    '{0,-11} up to {1,2} nodes, {2}' -f $_.Name, $_.WorkerMaximum, $room
}

# A record is also an address: piped back, its file is read again, so changes since then show.
$all | Where-Object Name -in web, checkout, search | Get-ShootOverlay

# On AWS native pods need a route for every node in every table. A VPC that web shares with search,
# as the aws CLI and kubectl saved it: what is not in order in the tables of web?
$dumps = @{
    RouteTablePath = 'aws/route-tables.json'
    InstancePath = 'aws/instances.json'
    NodePath = 'aws/nodes-web.json'
}
$routes = Get-ShootOverlay -Path aws/shoot-web.yaml | Get-AwsPodRoute @dumps

$routes | Where-Object State -ne InSync

# A node without a route, a route to a second network interface, blackholes of instances that are gone,
# routes of nobody, one in the public table; and a peering inside the pod network, which is not ours.
$routes | Where-Object State -ne InSync | ForEach-Object { "$($_.Code): $($_.Reason)" }

# What brings them in order: repairs, replacements, then deletions. The peering stays.
Get-ShootOverlay -Path aws/shoot-web.yaml | Sync-AwsPodRoutes @dumps -WhatIf

# Now switch one: ledger leaves the overlay. What speaks against it, and what is to be known first?
Test-ShootOverlaySwitch -Path manifests/aws-own-vpc-ledger.yaml -State Disabled |
    Where-Object Status -ne Passed

# On a copy: the lines that change, and no other.
$copy = [System.IO.Path]::Combine([System.IO.Path]::GetTempPath(), [System.IO.Path]::GetRandomFileName() + '.yaml')
[System.IO.File]::Copy("$PWD/manifests/aws-own-vpc-ledger.yaml", $copy)
Set-ShootOverlay -Path $copy -State Disabled -WhatIf

# And written. Applied to the cluster it would switch the shoot.
Set-ShootOverlay -Path $copy -State Disabled -PassThru
[System.IO.File]::Delete($copy)
