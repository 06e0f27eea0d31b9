# Stands in for the module of this name in tests with a real PowerShell. Connect-ExchangeOnline makes the cmdlets that are
# asked for, as the real one does; each is a request to an embedded tenant.
$script:Connection = $null

$script:Parameters = @{
  'Get-ManagementScope'             = 'Identity'
  'New-ManagementScope'             = 'Name', 'RecipientRestrictionFilter', 'RecipientRoot', 'Exclusive', 'Force'
  'Set-ManagementScope'             = 'Identity', 'Name', 'RecipientRestrictionFilter', 'RecipientRoot', 'Force'
  'Remove-ManagementScope'          = 'Identity', 'Force'
  'Get-ManagementRoleAssignment'    = 'Identity'
  'New-ManagementRoleAssignment'    = 'Name', 'Role', 'App', 'User', 'SecurityGroup', 'CustomResourceScope', 'CustomRecipientWriteScope', 'ExclusiveRecipientWriteScope', 'RecipientGroupScope', 'RecipientAdministrativeUnitScope', 'RecipientOrganizationalUnitScope', 'RecipientRelativeWriteScope', 'Delegating'
  'Set-ManagementRoleAssignment'    = 'Identity', 'Enabled', 'CustomResourceScope', 'CustomRecipientWriteScope', 'ExclusiveRecipientWriteScope', 'RecipientGroupScope', 'RecipientAdministrativeUnitScope', 'RecipientOrganizationalUnitScope', 'RecipientRelativeWriteScope', 'Force'
  'Remove-ManagementRoleAssignment' = 'Identity', 'Force'
  'Get-ServicePrincipal'            = 'Identity'
  'New-ServicePrincipal'            = 'AppId', 'ObjectId', 'DisplayName'
  'Set-ServicePrincipal'            = 'Identity', 'DisplayName'
  'Remove-ServicePrincipal'         = 'Identity'
  'Get-RoleGroup'                   = 'Identity', 'ResultSize'
  'New-RoleGroup'                   = 'Name', 'Description', 'ManagedBy', 'Members', 'Roles'
  'Set-RoleGroup'                   = 'Identity', 'Name', 'Description', 'ManagedBy', 'BypassSecurityGroupManagerCheck'
  'Remove-RoleGroup'                = 'Identity', 'BypassSecurityGroupManagerCheck', 'Force'
  'Get-RoleGroupMember'             = 'Identity', 'ResultSize'
  'Update-RoleGroupMember'          = 'Identity', 'Members', 'BypassSecurityGroupManagerCheck'
  'Get-ManagementRole'              = 'Identity'
  'Get-Mailbox'                     = 'Identity', 'ResultSize'
  'Get-Recipient'                   = 'Identity', 'Filter', 'ResultSize'
  'Get-User'                        = 'Identity', 'Filter', 'ResultSize'
  'Get-Group'                       = 'Identity', 'Filter', 'ResultSize'
  'Get-OrganizationConfig'          = @()
}

function Connect-ExchangeOnline {
  [CmdletBinding()]
  param(
    [string]$AccessToken, [string]$Organization, [string]$ConnectionUri, [string]$AzureADAuthorizationEndpointUri,
    [string[]]$CommandName, [switch]$ShowBanner, [switch]$SkipLoadingFormatData
  )
  $body = $AccessToken.Split('.')[1].Replace('-', '+').Replace('_', '/')
  $claims = [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($body.PadRight([int](4 * [Math]::Ceiling($body.Length / 4)), '='))) | ConvertFrom-Json
  $script:Connection = @{
    Uri   = ([Uri]::new([Uri]$ConnectionUri, "/adminapi/beta/$($claims.tid)/InvokeCommand")).AbsoluteUri
    Token = $AccessToken
  }
  foreach ($name in $CommandName) {
    $declared = @($script:Parameters[$name] | ForEach-Object { "[object]`$$_" }) -join ', '
    $text = "[CmdletBinding(SupportsShouldProcess)] param($declared) Invoke-StandIn '$name' `$PSBoundParameters `$PSCmdlet"
    Set-Item -Path "function:global:$name" -Value ($ExecutionContext.SessionState.Module.NewBoundScriptBlock([ScriptBlock]::Create($text)))
  }
}

function Get-ConnectionInformation {
  [CmdletBinding()]
  param()
  if ($script:Connection) { [PSCustomObject]@{ State = 'Connected' } }
}

function Disconnect-ExchangeOnline {
  [CmdletBinding(SupportsShouldProcess)]
  param()
  $script:Connection = $null
  foreach ($name in $script:Parameters.Keys) { Remove-Item -Path "function:global:$name" -ErrorAction Ignore }
}

function Invoke-StandIn([string]$Name, $Bound, $Caller) {
  $parameters = @{}
  foreach ($key in $Bound.Keys) {
    if ($key -in 'ErrorAction', 'WarningAction', 'Verbose', 'Debug', 'ResultSize') { continue }
    $value = $Bound[$key]
    if ($null -ne $value -and $value.PSObject.BaseObject -is [switch]) { $value = [bool]$value }
    if ($value -is [hashtable]) { $value = @{ '@odata.type' = '#Exchange.GenericHashTable' } + $value }
    $parameters[$key] = $value
  }
  $body = ConvertTo-Json -Depth 10 -Compress -InputObject @{ CmdletInput = @{ CmdletName = $Name; Parameters = $parameters } }
  $next = $script:Connection.Uri
  while ($next) {
    $request = @{
      Uri                = $next
      Method             = 'Post'
      Body               = [Text.Encoding]::UTF8.GetBytes($body)
      ContentType        = 'application/json'
      Headers            = @{ Authorization = "Bearer $($script:Connection.Token)" }
      SkipHttpErrorCheck = $true
      # Of the tenant's own authority Windows learns in no variable.
      SkipCertificateCheck = $IsWindows
    }
    # An exception of the connection goes on to the caller as it is.
    $response = Invoke-WebRequest @request
    $status = [int]$response.StatusCode
    $text = [Text.Encoding]::UTF8.GetString($response.RawContentStream.ToArray())
    if ($status -ge 300) { $Caller.ThrowTerminatingError((New-StandInError $Name $status $text)) }
    $page = if ($text) { ConvertFrom-Json -InputObject $text -Depth 20 -DateKind String } else { $null }
    foreach ($warning in $page.'@adminapi.warnings') { $Caller.WriteWarning($warning) }
    $page.value
    $next = $page.'@odata.nextLink'
  }
}

function New-StandInError([string]$Name, [int]$Status, [string]$Text) {
  if ($Status -eq 403) {
    $missing = New-Object System.Management.Automation.CommandNotFoundException "The term '$Name' is not recognized."
    return New-Object System.Management.Automation.ErrorRecord $missing, 'CommandNotFoundException', 'ObjectNotFound', $Name
  }
  $detail = ''
  try {
    $detail = (ConvertFrom-Json -InputObject $Text).error.details[0].message
    if ($detail.StartsWith('{')) { $detail = (ConvertFrom-Json -InputObject $detail).Message }
  } catch { $detail = '' }
  if ($detail.Split('|').Count -lt 3) { $detail = "Error while querying REST service. HttpStatusCode=$Status ErrorMessage=$detail" }
  return New-Object System.Management.Automation.ErrorRecord (New-Object Exception $detail), '[Server=STANDIN],Write-ErrorMessage', 'NotSpecified', $null
}

Export-ModuleMember -Function Connect-ExchangeOnline, Disconnect-ExchangeOnline, Get-ConnectionInformation
