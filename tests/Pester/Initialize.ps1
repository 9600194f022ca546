# Dot-sourced by BeforeAll of every test file: imports the module that dotnet build laid out, and sets $manifest and $samples.
$root = Split-Path -Path (Split-Path -Path $PSScriptRoot -Parent) -Parent
$manifest = Join-Path -Path $root -ChildPath 'out/GardenerOverlay/GardenerOverlay.psd1'
if (-not (Test-Path -LiteralPath $manifest)) {
    throw "The module is not built. Run 'dotnet build' first: $manifest is missing."
}
Import-Module -Name $manifest -Force -ErrorAction Stop
$samples = Join-Path -Path $root -ChildPath 'samples/manifests'
