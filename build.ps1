#Requires -Version 7.4
<#
.SYNOPSIS
    Builds, tests, packages or shows GardenerOverlay.
.DESCRIPTION
    A thin layer over dotnet: everything here can be done with dotnet alone, except the Pester tests, which need a
    real pwsh with Pester 5 or later.
.PARAMETER Task
    Build      Lays the module out in out/GardenerOverlay.
    Test       Runs all tests: dotnet test, then Pester where it is installed.
    Package    Builds and packs the module into out/GardenerOverlay.<version>.zip.
    Tour       Runs samples/tour.ps1 in the sandbox.
    Benchmark  Measures what README promises; see bench/README.md.
.EXAMPLE
    ./build.ps1 Test
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Package', 'Tour', 'Benchmark')]
    [string] $Task = 'Build'
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
$moduleFolder = Join-Path $PSScriptRoot 'out' 'GardenerOverlay'

function Invoke-PesterWhereInstalled {
    $pester = Get-Module -Name Pester -ListAvailable | Where-Object Version -GE '5.0.0' | Sort-Object -Property Version | Select-Object -Last 1
    if (-not $pester) {
        Write-Warning 'Pester 5 or later is not installed: the acceptance tests in tests/Pester are left out.'
        return
    }
    # A process of its own: assemblies of the module that is tested cannot be unloaded from this session.
    & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command {
        param($PesterPath, $Tests)
        Import-Module -Name $PesterPath
        $configuration = New-PesterConfiguration
        $configuration.Run.Path = $Tests
        $configuration.Run.Exit = $true
        $configuration.Output.Verbosity = 'Detailed'
        Invoke-Pester -Configuration $configuration
    } -args $pester.Path, (Join-Path $PSScriptRoot 'tests' 'Pester')
}

Push-Location -Path $PSScriptRoot
try {
    switch ($Task) {
        'Build' {
            dotnet build
        }
        'Test' {
            dotnet test
            Invoke-PesterWhereInstalled
        }
        'Package' {
            dotnet build src/GardenerOverlay
            $version = (Import-PowerShellDataFile -Path ./GardenerOverlay.psd1).ModuleVersion
            Compress-Archive -Path $moduleFolder -DestinationPath "./out/GardenerOverlay.$version.zip" -Force
            Get-Item -Path "./out/GardenerOverlay.$version.zip"
        }
        'Tour' {
            dotnet run --project src/GardenerOverlay.Sandbox -- tour
        }
        'Benchmark' {
            dotnet run --project bench/compare
        }
    }
}
finally {
    Pop-Location
}
