export interface InstallerArchive {
  version: string;
  /** Name of the archive at https://get.pulumi.com/releases/sdk/ */
  file: string;
  /** SHA-256 of the archive as it is downloaded, in lower-case hex. */
  sha256: string;
}

/**
 * The archives that Pulumi's official installer downloads, by `<process.platform>-<process.arch>`, one
 * pinned per platform. Pulumi publishes the checksums of a release beside it
 * (https://get.pulumi.com/releases/sdk/pulumi-<version>-checksums.txt). A platform that is not listed
 * is not downloaded.
 */
export const installerArchives: Readonly<Partial<Record<string, InstallerArchive>>> = {
  "linux-x64": {
    version: "3.255.0",
    file: "pulumi-v3.255.0-linux-x64.tar.gz",
    sha256: "cf559568e2c32f7fae56ea3de8ae5fa48973ba8c5aa9dd2b3dc0c8898fe50dba",
  },
  "linux-arm64": {
    version: "3.255.0",
    file: "pulumi-v3.255.0-linux-arm64.tar.gz",
    sha256: "699fbc6ea848d997e9b3645487f108d27b1b55ec807c7576406131e6e080f0e3",
  },
  "darwin-arm64": {
    version: "3.257.0",
    file: "pulumi-v3.257.0-darwin-arm64.tar.gz",
    sha256: "a8bb6c8828bb6c716ed1d08cc3d94ca7a2435ed9c7d208705f422529d39614a0",
  },
  "darwin-x64": {
    version: "3.257.0",
    file: "pulumi-v3.257.0-darwin-x64.tar.gz",
    sha256: "d5e2155d59cf65fadedd63d8af28e82b286d94a4c2b80cfaaedd76418b840298",
  },
  "win32-x64": {
    version: "3.257.0",
    file: "pulumi-v3.257.0-windows-x64.zip",
    sha256: "a99c21521eb5ac74849f5ea55f46fdc3e93006633d0d3ae6862a2e83325f7a92",
  },
};
