#Requires -Version 7.4
<#
.SYNOPSIS
    The pod CIDR for the next shoot, as the line to paste into its manifest.
.DESCRIPTION
    Avoids all that the known shoots use, and the ranges of others. Ends with 1, and without a line, where no range is
    free or where something could not be read.
.PARAMETER Path
    Files and folders with Shoot manifests; a dump of the garden may be among them.
.PARAMETER NodeCount
    Nodes that the shoot may ever have: a pod CIDR cannot be changed later.
.PARAMETER Within
    Where to look, as CIDRs.
.PARAMETER Against
    Ranges of others, as CIDRs: VPC, peerings, on-premises.
.EXAMPLE
    ./Get-NextPodCidr.ps1 -Path ./shoots -NodeCount 200 -Within 10.64.0.0/10
#>
param(
    [Parameter(Mandatory)] [string[]] $Path,
    [Parameter(Mandatory)] [int] $NodeCount,
    [string[]] $Within,
    [string[]] $Against
)

$more = @{}
if ($Within) { $more.Within = $Within }
if ($Against) { $more.Against = $Against }
$free = Find-FreePodCidr -Path $Path -Recurse -NodeCount $NodeCount @more
if (-not $free) { exit 1 }
"    pods: $($free.Cidr)   # $($free.NodeCount) nodes, $($free.PodsPerNode) pod addresses each"
exit 0
