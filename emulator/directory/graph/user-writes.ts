import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import { timestamp } from "../../clock";
import type { Json, User } from "../../entities";
import type { Tenant } from "../../tenant";
import { findUser } from "./find-user";
import { badRequest } from "./graph-error";
import type { GraphEnv } from "./graph-env";
import { readBody } from "./graph-env";
import { demand } from "./permissions";
import { respondWithEntity } from "./query";
import { demandChange, demandSensitive } from "./user-protection";
import { presentUser, userCollection, writtenProperties } from "./user-properties";
import { checkValues, passwordOf, refuseDuplicateName, refuseNull, requireProperties } from "./user-rules";

type Properties = Record<string, Json>;

/** Users are created, changed and deleted; a deleted one goes to the deleted items. */
export function userWriteRoutes(tenant: Tenant): Hono<GraphEnv> {
  const routes = new Hono<GraphEnv>();

  routes.post("/users", async (context) => {
    demand(context, "writeUsers");
    const properties = writtenProperties(context, await readBody(context));
    requireProperties(properties);
    checkValues(tenant, properties, properties.passwordPolicies);
    const user = newUser(tenant, properties);
    refuseDuplicateName(tenant, user.userPrincipalName);
    tenant.store.users.insert(user);
    return respondWithEntity(context, userCollection(context), presentUser(context, user), 201);
  });

  routes.patch("/users/:id", async (context) => {
    demand(context, "writeUsers");
    const user = findUser(tenant, context.req.param("id"), "targets");
    const properties = kept(tenant, user, writtenProperties(context, await readBody(context)));
    demandChange(context, user, Object.keys(properties));
    refuseNull(properties, "accountEnabled", "displayName", "mailNickname", "userPrincipalName");
    checkValues(tenant, properties, properties.passwordPolicies ?? user.passwordPolicies);
    const { userPrincipalName } = properties;
    if (typeof userPrincipalName === "string") refuseDuplicateName(tenant, userPrincipalName, user.id);
    tenant.store.users.update(user.id, { ...properties, ...passwordChange(tenant, user, properties) });
    return context.body(null, 204);
  });

  routes.delete("/users/:id", (context) => {
    demand(context, "deleteUsers");
    const user = findUser(tenant, context.req.param("id"), "targets");
    demandSensitive(context, user);
    if (tenant.behaviours.on("deleted-users-restorable")) {
      tenant.store.users.update(user.id, deletion(tenant, user));
    } else {
      tenant.store.users.remove(user.id);
    }
    return context.body(null, 204);
  });

  return routes;
}

function newUser(tenant: Tenant, properties: Properties): User {
  const now = timestamp(tenant.clock);
  const text = (name: string) => (typeof properties[name] === "string" ? properties[name] : null);
  return {
    userType: "Member",
    ...properties,
    id: randomUUID(),
    accountEnabled: properties.accountEnabled === true,
    displayName: text("displayName") ?? "",
    mailNickname: text("mailNickname") ?? "",
    userPrincipalName: text("userPrincipalName") ?? "",
    usageLocation: text("usageLocation"),
    mail: text("mail"),
    lastPasswordChangeDateTime: now,
    assignedLicenses: [],
    assignedPlans: [],
    provisionedPlans: [],
    proxyAddresses: [],
    createdDateTime: now,
    deletedDateTime: null,
  };
}

/** Without the nulls that change nothing: a password and an address cannot be taken away. */
function kept({ behaviours }: Tenant, user: User, properties: Properties): Properties {
  const isLocationReset = properties.usageLocation === null && user.usageLocation !== null;
  if (isLocationReset && behaviours.on("usage-location-cannot-be-reset")) {
    throw badRequest("Invalid value specified for property 'usageLocation' of resource 'User'.");
  }
  const lasting = ["passwordProfile", "mail", ...(isLocationReset ? ["usageLocation"] : [])];
  return Object.fromEntries(
    Object.entries(properties).filter(([name, value]) => value !== null || !lasting.includes(name)),
  );
}

function passwordChange({ clock }: Tenant, user: User, properties: Properties): Properties {
  if (properties.passwordProfile === undefined) return {};
  const before = (user.passwordProfile ?? {}) as Properties;
  const passwordProfile = { ...before, ...(properties.passwordProfile as Properties) };
  if (passwordOf(properties) === undefined) return { passwordProfile };
  return { passwordProfile, lastPasswordChangeDateTime: timestamp(clock) };
}

function deletion({ clock, behaviours }: Tenant, { id, userPrincipalName }: User): Partial<User> {
  const deletedDateTime = timestamp(clock);
  if (!behaviours.on("deleted-upn-prefixed")) return { deletedDateTime };
  return { deletedDateTime, userPrincipalName: `${id.replaceAll("-", "")}${userPrincipalName}` };
}
