#Requires -Version 7.4
<#
.SYNOPSIS
    A gate for a repository of Shoot manifests: ends with 1 where pod CIDRs collide.
.DESCRIPTION
    Run it in the pipeline that checks a change of the manifests. Exit codes:
    0  nothing collides
    1  at least one conflict (with -Strict: or risk)
    2  something could not be read, so nobody can tell
.PARAMETER Path
    Files and folders with Shoot manifests; a dump of the garden may be among them.
.PARAMETER Against
    Ranges of others, as CIDRs: VPC, peerings, on-premises.
.PARAMETER Strict
    A risk fails, too.
.EXAMPLE
    ./Confirm-PodCidr.ps1 -Path ./shoots -Against 10.0.0.0/16
#>
param(
    [Parameter(Mandatory)] [string[]] $Path,
    [string[]] $Against,
    [switch] $Strict
)

$more = @{}
if ($Against) { $more.Against = $Against }
$overlaps = @(Test-PodCidrOverlap -Path $Path -Recurse @more -ErrorVariable unread)
$overlaps
$overlaps | ForEach-Object { "$($_.Severity): $($_.LeftNamespace)/$($_.Left) and $($_.RightNamespace)/$($_.Right): $($_.Message)" }

if ($unread) { exit 2 }
if ($overlaps | Where-Object { $Strict -or $_.Severity -eq 'Conflict' }) { exit 1 }
exit 0
