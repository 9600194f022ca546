#Requires -Version 7.4
# Acceptance tests for a real pwsh with Pester 5 or 6.

BeforeAll {
    . (Join-Path -Path $PSScriptRoot -ChildPath 'Initialize.ps1')
    $aws = Join-Path -Path (Split-Path -Path $samples -Parent) -ChildPath 'aws'
    $dumps = @{
        RouteTablePath = Join-Path -Path $aws -ChildPath 'route-tables.json'
        InstancePath   = Join-Path -Path $aws -ChildPath 'instances.json'
        NodePath       = Join-Path -Path $aws -ChildPath 'nodes-web.json'
    }
    $shoot = Join-Path -Path $aws -ChildPath 'shoot-web.yaml'
}

AfterAll {
    Remove-Module -Name GardenerOverlay -ErrorAction Ignore
}

Describe 'Get-AwsPodRoute' {
    It 'finds what is not in order' {
        $states = Get-ShootOverlay -Path $shoot | Get-AwsPodRoute @dumps | Where-Object State -NE InSync | ForEach-Object { "$($_.State)" }
        ($states | Sort-Object -Unique) -join ',' | Should -Be 'Blackhole,Foreign,Missing,Stale,WrongTarget'
    }
}

Describe 'Sync-AwsPodRoutes' {
    It 'plans every write and leaves the peering alone' {
        $changes = Get-ShootOverlay -Path $shoot | Sync-AwsPodRoutes @dumps -WhatIf
        @($changes | Where-Object Action -In Create, Replace, Delete).Count | Should -Be 6
        ($changes | Where-Object Action -EQ Conflict).Destination | Should -Be '100.120.0.0/16'
    }

    It 'writes nothing from dumps' {
        { Get-ShootOverlay -Path $shoot | Sync-AwsPodRoutes @dumps -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'OfflineNeedsWhatIf,*'
    }
}
