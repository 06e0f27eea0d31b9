@{
  RootModule        = 'ExchangeOnlineManagement.psm1'
  ModuleVersion     = '3.9.2'
  GUID              = '0f8e2b1c-6f0a-4a57-9b56-5f5c1c0e9a11'
  Author            = 'pulumi-exchange-rbac'
  Description       = 'Stands in for the module of this name: its cmdlets ask an embedded tenant.'
  PowerShellVersion = '7.5'
  FunctionsToExport = @('Connect-ExchangeOnline', 'Disconnect-ExchangeOnline', 'Get-ConnectionInformation')
  CmdletsToExport   = @()
  AliasesToExport   = @()
}
