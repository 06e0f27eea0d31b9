import { randomUUID } from "node:crypto";
import { SignJWT, jwtVerify } from "jose";
import { z } from "zod";
import type { ServicePrincipal } from "../entities";
import type { Tenant } from "../tenant";
import { findResource } from "./resources";
import type { Resource } from "./resources";
import { accessTokenKey } from "./signing-key";

/** The application that sent a request, as its access token says. */
export interface Caller {
  appId: string;
  /** Object id of the enterprise application. */
  servicePrincipalId: string;
  tenantId: string;
  audience: string;
  /** Names of the resource's app roles, such as Exchange.ManageAsApp. */
  roles: string[];
  /** Template ids of the caller's directory roles. */
  directoryRoles: string[];
}

/** Seconds, as Entra prints them for an application's token. */
export const tokenLifetime = 3599;

const claims = z.object({
  appid: z.string(),
  oid: z.string(),
  tid: z.string(),
  aud: z.string(),
  roles: z.array(z.string()).default([]),
  wids: z.array(z.string()).default([]),
});

/** Consents and directory roles are read when the token is made; a later change needs a new token. */
export async function issueAccessToken(
  tenant: Tenant,
  caller: ServicePrincipal,
  resource: Resource,
  proof: "secret" | "certificate",
): Promise<string> {
  const { tenantId } = tenant.store.organization.get();
  const key = accessTokenKey();
  const now = Math.floor(tenant.clock.now() / 1000);
  const roles = grantedRoles(tenant, caller, resource);
  const directoryRoles = assignedDirectoryRoles(tenant, caller);
  return new SignJWT({
    app_displayname: caller.displayName,
    appid: caller.appId,
    appidacr: proof === "secret" ? "1" : "2",
    idp: issuer(tenantId),
    idtyp: "app",
    oid: caller.id,
    ...(roles.length > 0 && { roles }),
    tid: tenantId,
    uti: randomUUID(),
    ver: "1.0",
    ...(directoryRoles.length > 0 && { wids: directoryRoles }),
  })
    .setProtectedHeader({ typ: "JWT", alg: "RS256", kid: key.kid, x5t: key.kid })
    .setIssuer(issuer(tenantId))
    .setSubject(caller.id)
    .setAudience(resource.audience)
    .setIssuedAt(now)
    .setNotBefore(now)
    .setExpirationTime(now + tokenLifetime)
    .sign(key.privateKey);
}

/** The caller that an `Authorization` header proves; nobody when it is missing, expired or not of this tenant. */
export async function verifyAccessToken(
  tenant: Tenant,
  authorization: string | undefined,
): Promise<Caller | undefined> {
  const token = /^Bearer\s+(\S+)$/i.exec(authorization ?? "")?.[1];
  if (token === undefined) return undefined;
  try {
    const { payload } = await jwtVerify(token, accessTokenKey().publicKey, {
      algorithms: ["RS256"],
      issuer: issuer(tenant.store.organization.get().tenantId),
      currentDate: new Date(tenant.clock.now()),
    });
    const { appid, oid, tid, aud, roles, wids } = claims.parse(payload);
    const caller = { appId: appid, servicePrincipalId: oid, tenantId: tid, audience: aud };
    if (tenant.behaviours.on("roles-of-token-time")) return { ...caller, roles, directoryRoles: wids };
    return { ...caller, ...currentRoles(tenant, caller) };
  } catch {
    return undefined;
  }
}

function currentRoles(tenant: Tenant, { appId, audience }: Pick<Caller, "appId" | "audience">) {
  const principal = tenant.store.servicePrincipals.by("appId", appId);
  const resource = findResource(tenant, audience);
  if (!principal || !resource) return { roles: [], directoryRoles: [] };
  return {
    roles: grantedRoles(tenant, principal, resource),
    directoryRoles: assignedDirectoryRoles(tenant, principal),
  };
}

function issuer(tenantId: string): string {
  return `https://sts.windows.net/${tenantId}/`;
}

function grantedRoles(tenant: Tenant, caller: ServicePrincipal, resource: Resource): string[] {
  const { id, appRoles } = resource.servicePrincipal;
  return tenant.store.appRoleAssignments
    .filter(({ principalId, resourceId }) => principalId === caller.id && resourceId === id)
    .map(({ appRoleId }) => appRoles.find((role) => role.id === appRoleId && role.isEnabled)?.value)
    .filter((value): value is string => typeof value === "string");
}

function assignedDirectoryRoles(tenant: Tenant, caller: ServicePrincipal): string[] {
  return tenant.store.directoryRoleAssignments
    .filter(({ principalId, directoryScopeId }) => principalId === caller.id && directoryScopeId === "/")
    .map(({ roleDefinitionId }) => roleDefinitionId);
}
