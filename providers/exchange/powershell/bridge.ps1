# The part of the provider that runs in PowerShell: loaded once into the shell, it then carries out one request after the
# other. Static, and ASCII only: Windows PowerShell 5.1 reads files without a byte order mark as ANSI. Valid in Windows
# PowerShell 5.1 and PowerShell 7, so without what only 7 has: no ternary, no ??, no &&, no -AsArray, no -EnumsAsStrings.
#
# Request: the line "Invoke-Bridge", then one line <base64 of UTF-8 JSON>[ <base64 of a secret>]... that Invoke-Bridge reads
# itself. So what is asked is data and never part of a command, and stands in no history, transcript or script block log.
# Secrets are apart because module logging writes what ConvertFrom-Json is given.
# Answer: one line "#BRIDGE#<id>#<base64 of UTF-8 JSON>#" on the standard output.
#
# $BridgeCmdlets, the only cmdlets that may be asked for, is set in front of this text.
$global:ErrorActionPreference = 'Stop'
$global:ProgressPreference = 'SilentlyContinue'
$global:WarningPreference = 'Continue'
$global:VerbosePreference = 'SilentlyContinue'
$global:DebugPreference = 'SilentlyContinue'
$global:InformationPreference = 'SilentlyContinue'
$global:ConfirmPreference = 'None'
$global:MaximumHistoryCount = 1

New-Module -Name ExchangeBridge -ArgumentList @(, $BridgeCmdlets) -ScriptBlock {
  param([string[]]$Cmdlets)
  Set-StrictMode -Off
  $script:Allowed = New-Object 'System.Collections.Generic.HashSet[string]' ([StringComparer]::OrdinalIgnoreCase)
  foreach ($name in $Cmdlets) { [void]$script:Allowed.Add($name) }
  $script:Utf8 = New-Object System.Text.UTF8Encoding($false)
  $script:Secrets = @()
  $script:Session = $null
  $script:Invariant = [Globalization.CultureInfo]::InvariantCulture

  # By .NET calls alone: a cmdlet's input can end up in the module log.
  function ConvertTo-BridgeSecure([int]$Index) {
    $secure = New-Object System.Security.SecureString
    foreach ($character in $script:Utf8.GetString([Convert]::FromBase64String($script:Secrets[$Index])).ToCharArray()) {
      $secure.AppendChar($character)
    }
    $secure.MakeReadOnly()
    return $secure
  }

  # Every text has a leading '=', so that ConvertFrom-Json takes none for a date.
  function ConvertFrom-BridgeValue($Value) {
    if ($null -eq $Value) { return $null }
    if ($Value -is [string]) { return $Value.Substring(1) }
    if ($Value -is [array]) {
      $list = New-Object object[] $Value.Count
      for ($i = 0; $i -lt $Value.Count; $i++) { $list[$i] = ConvertFrom-BridgeValue $Value[$i] }
      return , $list
    }
    if ($Value -is [System.Management.Automation.PSCustomObject]) {
      $marker = @($Value.PSObject.Properties)
      if ($marker.Count -ne 1) { throw (New-Object ArgumentException 'bridge: an object without a marker') }
      $content = $marker[0].Value
      switch -CaseSensitive ($marker[0].Name) {
        '$secure' { return ConvertTo-BridgeSecure ([int]$content) }
        '$secret' { return $script:Utf8.GetString([Convert]::FromBase64String($script:Secrets[[int]$content])) }
        '$hash' {
          # Pairs, since ConvertFrom-Json takes neither an empty key nor two that differ in case alone.
          $table = @{}
          foreach ($pair in $content) { $table[(ConvertFrom-BridgeValue $pair[0])] = ConvertFrom-BridgeValue $pair[1] }
          return $table
        }
        default { throw (New-Object ArgumentException 'bridge: an unknown marker') }
      }
    }
    return $Value
  }

  function ConvertTo-BridgePlain($Value, [int]$Depth) {
    if ($null -eq $Value) { return $null }
    $base = $Value.PSObject.BaseObject
    if ($base -is [string]) { return [string]$base }
    if ($base -is [bool]) { return $base }
    if ($base -is [enum]) { return $base.ToString() }
    # An enum that came from another runspace is a number whose PSObject still knows the name.
    if ($base -is [ValueType] -and $base.GetType().IsPrimitive -and $Value.PSObject.TypeNames[0].StartsWith('Deserialized.')) {
      return $Value.PSObject.ToString()
    }
    if ($base -is [long] -or $base -is [uint64] -or $base -is [decimal]) {
      # JavaScript would round what is beyond 2^53.
      if ($base -is [decimal] -or $base -gt 9007199254740991 -or $base -lt -9007199254740991) { return $base.ToString($script:Invariant) }
      return $base
    }
    if ($base -is [double] -or $base -is [single]) {
      if ([double]::IsNaN($base) -or [double]::IsInfinity($base)) { return $base.ToString($script:Invariant) }
      return $base
    }
    if ($base -is [switch]) { return $base.IsPresent }
    if ($base.GetType().IsPrimitive -and $base -isnot [char]) { return $base }
    if ($base -is [DateTime] -or $base -is [DateTimeOffset]) { return $base.ToUniversalTime().ToString('o', $script:Invariant) }
    if ($base -is [TimeSpan]) { return $base.ToString('c') }
    if ($base -is [ValueType] -or $base -is [uri] -or $base -is [version]) { return $base.ToString() }
    if ($base -is [System.Security.SecureString] -or $base -is [System.Management.Automation.PSCredential]) { return '<secure>' }
    if ($base -is [byte[]]) { return [Convert]::ToBase64String($base) }
    if ($Depth -le 0) { return $Value.ToString() }
    if ($base -is [System.Collections.IDictionary]) {
      $table = New-Object System.Collections.Specialized.OrderedDictionary
      foreach ($key in @($base.Keys)) { $table[[string]$key] = ConvertTo-BridgePlain $base[$key] ($Depth - 1) }
      return $table
    }
    if ($base -is [System.Collections.IEnumerable]) {
      $list = New-Object System.Collections.ArrayList
      foreach ($element in $base) { [void]$list.Add((ConvertTo-BridgePlain $element ($Depth - 1))) }
      return , $list.ToArray()
    }
    if ($base -is [System.Management.Automation.PSCustomObject]) {
      # The same value, or member of a list, is an object of its own class in this runspace, and a bag of properties when it
      # came from another one: its text is the same in both.
      $type = $Value.PSObject.TypeNames[0]
      if ($type.StartsWith('Deserialized.') -and -not $type.StartsWith('Deserialized.System.Management.Automation.PSCustomObject') -and -not $type.StartsWith('Deserialized.Selected.')) {
        return $Value.PSObject.ToString()
      }
      $table = New-Object System.Collections.Specialized.OrderedDictionary
      foreach ($property in $Value.PSObject.Properties) {
        try { $table[$property.Name] = ConvertTo-BridgePlain $property.Value ($Depth - 1) } catch { $table[$property.Name] = $null }
      }
      return $table
    }
    return $Value.ToString()
  }

  function ConvertTo-BridgeMember($Property) {
    try { $value = $Property.Value } catch { return $null }
    $plain = ConvertTo-BridgePlain $value 4
    if ($plain -is [array]) { return , $plain }
    return $plain
  }

  function ConvertTo-BridgeRecord($Value, [string[]]$Select) {
    $record = New-Object System.Collections.Specialized.OrderedDictionary
    foreach ($name in $Select) {
      $property = $Value.PSObject.Properties[$name]
      if ($property) { $record[$name] = ConvertTo-BridgeMember $property }
    }
    return $record
  }

  function ConvertTo-BridgeError($Failure) {
    $exception = $Failure
    $record = $null
    if ($Failure -is [System.Management.Automation.ErrorRecord]) { $record = $Failure; $exception = $Failure.Exception }
    # What .NET threw comes wrapped, and a failure of a pipeline has its own record inside.
    if ($exception -is [System.Management.Automation.MethodInvocationException] -and $exception.InnerException) {
      $exception = $exception.InnerException
      $record = $null
      if ($exception -is [System.Management.Automation.IContainsErrorRecord]) { $record = $exception.ErrorRecord }
    }
    $chain = New-Object System.Collections.ArrayList
    $each = $exception
    while ($null -ne $each -and $chain.Count -lt 10) {
      $link = @{ type = $each.GetType().FullName; message = [string]$each.Message; remoteTypes = @() }
      if ($each -is [System.Management.Automation.RemoteException] -and $each.SerializedRemoteException) {
        $link.remoteTypes = @($each.SerializedRemoteException.PSObject.TypeNames)
      }
      [void]$chain.Add($link)
      $each = $each.InnerException
    }
    $plain = @{ message = [string]$exception.Message; exceptions = $chain.ToArray(); fullyQualifiedErrorId = ''; categoryReason = $exception.GetType().Name }
    if ($record) {
      $plain.fullyQualifiedErrorId = [string]$record.FullyQualifiedErrorId
      $plain.categoryReason = [string]$record.CategoryInfo.Reason
      if ($record.ErrorDetails) { $plain.details = [string]$record.ErrorDetails.Message }
    }
    return $plain
  }

  # One command of this shell.
  function Invoke-BridgeCommand($Command, [hashtable]$Parameters, [string[]]$Select, [hashtable]$Found) {
    if ($Command.Parameters.ContainsKey('ErrorAction') -and -not $Parameters.ContainsKey('ErrorAction')) { $Parameters['ErrorAction'] = 'Stop' }
    if ($Command.Parameters.ContainsKey('Confirm') -and -not $Parameters.ContainsKey('Confirm')) { $Parameters['Confirm'] = $false }
    & $Command @Parameters *>&1 | ForEach-Object {
      if ($_ -is [System.Management.Automation.WarningRecord]) { [void]$Found.warnings.Add([string]$_.Message) }
      elseif ($_ -is [System.Management.Automation.ErrorRecord]) { [void]$Found.errors.Add((ConvertTo-BridgeError $_)) }
      elseif ($_ -is [System.Management.Automation.InformationalRecord] -or $_ -is [System.Management.Automation.InformationRecord]) { }
      else { [void]$Found.records.Add((ConvertTo-BridgeRecord $_ $Select)) }
    }
  }

  # One cmdlet of an Exchange server. In the session itself: proxies of its cmdlets would lose the warnings, and leave files.
  # The server takes a cmdlet with its parameters and no language, which is what a pipeline of one command is.
  function Invoke-BridgeSession([string]$Name, [hashtable]$Parameters, [string[]]$Select, [hashtable]$Found) {
    # Servers end idle sessions. What is said before anything is sent can be told from a session that ends in the middle.
    if ($script:Session.Runspace.RunspaceStateInfo.State -ne [System.Management.Automation.Runspaces.RunspaceState]::Opened) {
      throw (New-Object System.Management.Automation.Runspaces.InvalidRunspaceStateException 'the session with the Exchange server is no longer open')
    }
    $pipeline = [System.Management.Automation.PowerShell]::Create()
    try {
      $pipeline.Runspace = $script:Session.Runspace
      [void]$pipeline.AddCommand($Name)
      foreach ($parameter in @($Parameters.Keys)) { [void]$pipeline.AddParameter($parameter, $Parameters[$parameter]) }
      $output = $pipeline.Invoke()
      foreach ($warning in $pipeline.Streams.Warning) { [void]$Found.warnings.Add([string]$warning.Message) }
      foreach ($failure in $pipeline.Streams.Error) { [void]$Found.errors.Add((ConvertTo-BridgeError $failure)) }
      foreach ($each in $output) { if ($null -ne $each) { [void]$Found.records.Add((ConvertTo-BridgeRecord $each $Select)) } }
    } finally {
      $pipeline.Dispose()
    }
  }

  # https://learn.microsoft.com/powershell/exchange/connect-to-exchange-servers-using-remote-powershell
  function Connect-BridgeExchange {
    [CmdletBinding()]
    param([string]$ConnectionUri, [string]$UserName, [System.Security.SecureString]$Password)
    $options = @{ ConfigurationName = 'Microsoft.Exchange'; ConnectionUri = $ConnectionUri; Authentication = 'Kerberos'; ErrorAction = 'Stop' }
    if ($UserName) { $options['Credential'] = New-Object System.Management.Automation.PSCredential($UserName, $Password) }
    $script:Session = New-PSSession @options
  }

  # The state of the session, none if there is none.
  function Get-BridgeExchange {
    [CmdletBinding()]
    param()
    if ($null -ne $script:Session) { New-Object PSObject -Property @{ State = [string]$script:Session.State } }
  }

  # A server lets an account have a few sessions only, and keeps one that was not ended for a while.
  function Disconnect-BridgeExchange {
    [CmdletBinding()]
    param()
    if ($null -eq $script:Session) { return }
    $session = $script:Session
    $script:Session = $null
    Remove-PSSession -Session $session
  }

  # One request to Exchange Web Services, with whatever it is answered. By .NET: Invoke-WebRequest of Windows PowerShell takes
  # a refusal for a failure and loses what it said. A redirect is an answer: following it would log on somewhere else.
  function Send-BridgeEwsRequest {
    [CmdletBinding()]
    param([string]$Url, [string]$Body, [string]$AnchorMailbox, [string]$UserAgent, [int]$TimeoutSeconds, [string]$UserName, [System.Security.SecureString]$Password)
    if ($PSVersionTable.PSVersion.Major -lt 6) {
      Add-Type -AssemblyName System.Net.Http
      # Without this .NET Framework may offer nothing newer than TLS 1.0; 0 leaves the choice to Windows.
      if ([int][Net.ServicePointManager]::SecurityProtocol -ne 0) {
        [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
      }
    }
    $handler = New-Object System.Net.Http.HttpClientHandler
    $handler.AllowAutoRedirect = $false
    if ($UserName) {
      $domain = ''
      $name = $UserName
      $at = $UserName.IndexOf('\')
      if ($at -ge 0) { $domain = $UserName.Substring(0, $at); $name = $UserName.Substring($at + 1) }
      # Negotiate or NTLM, whatever the server offers first.
      $handler.Credentials = New-Object System.Net.NetworkCredential($name, $Password, $domain)
    } else {
      $handler.UseDefaultCredentials = $true
    }
    $client = New-Object System.Net.Http.HttpClient($handler)
    try {
      $client.Timeout = [TimeSpan]::FromSeconds($TimeoutSeconds)
      $client.MaxResponseContentBufferSize = 1048576
      $request = New-Object System.Net.Http.HttpRequestMessage([System.Net.Http.HttpMethod]::Post, $Url)
      $request.Content = New-Object System.Net.Http.StringContent($Body, $script:Utf8, 'text/xml')
      $request.Headers.ExpectContinue = $false
      [void]$request.Headers.TryAddWithoutValidation('User-Agent', $UserAgent)
      if ($AnchorMailbox) { [void]$request.Headers.TryAddWithoutValidation('X-AnchorMailbox', $AnchorMailbox) }
      $response = $client.SendAsync($request).GetAwaiter().GetResult()
      New-Object PSObject -Property @{
        Status = [int]$response.StatusCode
        Location = [string]$response.Headers.Location
        RetryAfter = [string]$response.Headers.RetryAfter
        Body = [string]$response.Content.ReadAsStringAsync().GetAwaiter().GetResult()
      }
    } finally {
      $client.Dispose()
    }
  }

  function Write-BridgeAnswer([string]$Id, $Answer) {
    $json = ConvertTo-Json -InputObject $Answer -Depth 20 -Compress
    [Console]::Out.WriteLine('#BRIDGE#' + $Id + '#' + [Convert]::ToBase64String($script:Utf8.GetBytes($json)) + '#')
    [Console]::Out.Flush()
  }

  function Invoke-Bridge {
    $id = '0'
    $answer = $null
    try {
      $tokens = [Console]::In.ReadLine().Split(' ')
      # No pipeline: what goes through a cmdlet can end up in the module log.
      $script:Secrets = New-Object string[] ($tokens.Length - 1)
      [Array]::Copy($tokens, 1, $script:Secrets, 0, $tokens.Length - 1)
      $request = $script:Utf8.GetString([Convert]::FromBase64String($tokens[0])) | ConvertFrom-Json
      $tokens = $null
      $id = [string][long]$request.id
      $name = $request.cmdlet.Substring(1)
      if (-not $script:Allowed.Contains($name)) { throw (New-Object UnauthorizedAccessException ('bridge: not one of the cmdlets that may be asked for: ' + $name)) }
      # With a session to a server its cmdlets run there, and the shell's own here.
      $isOurs = $null -eq $script:Session -or $name -like '*-Bridge*'
      # An alias of the same name would win over the function.
      if ($isOurs) { $command = Get-Command -Name $name -CommandType Cmdlet, Function -ErrorAction Stop | Select-Object -First 1 }
      $parameters = @{}
      foreach ($pair in $request.parameters) {
        $parameter = $pair[0].Substring(1)
        if ($parameter -cnotmatch '\A[A-Za-z][A-Za-z0-9]{0,63}\z') { throw (New-Object ArgumentException 'bridge: not the name of a parameter') }
        $value = ConvertFrom-BridgeValue $pair[1]
        # What a function returns is wrapped, and a parameter of type [object] would see the wrapper.
        if ($null -ne $value) { $value = $value.PSObject.BaseObject }
        $parameters[$parameter] = $value
      }
      $select = @($request.select | ForEach-Object { $_.Substring(1) })
      $found = @{}
      foreach ($stream in 'records', 'warnings', 'errors') { $found[$stream] = New-Object System.Collections.ArrayList }
      if ($isOurs) { Invoke-BridgeCommand $command $parameters $select $found }
      else { Invoke-BridgeSession $name $parameters $select $found }
      $answer = @{ records = $found.records.ToArray(); warnings = $found.warnings.ToArray(); errors = $found.errors.ToArray() }
    } catch {
      $answer = @{ records = @(); warnings = @(); errors = @(ConvertTo-BridgeError $_) }
    }
    $script:Secrets = @()
    $global:Error.Clear()
    Write-BridgeAnswer $id $answer
  }
  Export-ModuleMember -Function Invoke-Bridge, Connect-BridgeExchange, Get-BridgeExchange, Disconnect-BridgeExchange, Send-BridgeEwsRequest
} | Import-Module -Global -DisableNameChecking

[Console]::Out.WriteLine('#BRIDGE-READY#' + $PSVersionTable.PSVersion.ToString() + '#' + [Environment]::OSVersion.Platform.ToString() + '#')
