@{
    RootModule           = 'GardenerOverlay.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = '6b0c2a3e-5f0d-4f4c-9a57-0d5a4f9be2c1'
    Author               = 'The GardenerOverlay authors'
    CompanyName          = 'The GardenerOverlay authors'
    Copyright            = '(c) The GardenerOverlay authors.'
    Description          = 'Manages the overlay network of Gardener shoots with Calico: which shoots use it and why, what is wrong with their configuration, whether their pod CIDRs collide, and which are free; switches it in manifests, and plans pod routes on AWS.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    FormatsToProcess     = @('GardenerOverlay.Format.ps1xml')
    TypesToProcess       = @('GardenerOverlay.Types.ps1xml')
    CmdletsToExport      = @(
        'Find-FreePodCidr'
        'Get-AwsPodRoute'
        'Get-ShootOverlay'
        'Set-ShootOverlay'
        'Sync-AwsPodRoutes'
        'Test-PodCidrOverlap'
        'Test-ShootOverlaySwitch'
    )
    AliasesToExport      = @('Sync-AwsPodRoute')
    FunctionsToExport    = @()
    VariablesToExport    = @()
    PrivateData          = @{
        PSData = @{
            Tags         = @('Gardener', 'Kubernetes', 'Calico', 'AWS', 'Networking', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            ReleaseNotes = 'See the git history.'
        }
    }
}
