import { Hono } from "hono";
import { mailboxRoutes } from "../../mailboxes/routes";
import type { Tenant } from "../../tenant";
import { verifyAccessToken } from "../access-token";
import { forcedFailures } from "../forced-failures";
import { graphAppId, isAudience } from "../resources";
import { administrativeUnitRoutes } from "./administrative-units";
import { appRoleAssignmentRoutes } from "./app-role-assignments";
import { applicationRoutes } from "./applications";
import { batchRoutes } from "./batch";
import type { Dispatch } from "./batch";
import { directoryRoleRoutes } from "./directory-roles";
import { getByIdsRoutes } from "./get-by-ids";
import { GraphError, unauthenticated, unknownSegment } from "./graph-error";
import type { GraphEnv } from "./graph-env";
import { groupRoutes } from "./groups";
import { deletedUserRoutes } from "./deleted-users";
import { licenseRoutes } from "./licenses";
import { managerRoutes } from "./managers";
import { organizationRoutes } from "./organization";
import { roleManagementRoutes } from "./role-management";
import { servicePrincipalRoutes } from "./service-principals";
import { subscribedSkuRoutes } from "./subscribed-skus";
import { userWriteRoutes } from "./user-writes";
import { userRoutes } from "./users";

/** Microsoft Graph. Both versions show the same directory; `dispatch` answers the parts of a batch. */
export function graphRoutes(tenant: Tenant, dispatch: Dispatch): Hono<GraphEnv> {
  const service = new Hono<GraphEnv>();

  service.use(async (context, next) => {
    const clientRequestId = context.req.header("client-request-id");
    await next();
    if (clientRequestId !== undefined) context.header("client-request-id", clientRequestId);
  });
  service.use(
    forcedFailures(tenant, "graph", (context, { status }) => forcedError(status).respond(context, tenant)),
  );
  service.use(async (context, next) => {
    const authorization = context.req.header("authorization");
    if (!authorization) throw unauthenticated();
    const caller = await verifyAccessToken(tenant, authorization);
    if (!caller)
      throw unauthenticated("Lifetime validation failed, the token is expired, or the token is invalid.");
    if (!isAudience(caller.audience, graphAppId))
      throw unauthenticated("Access token validation failure. Invalid audience.");
    context.set("caller", caller);
    context.set("tenant", tenant);
    await next();
  });

  for (const routes of [
    batchRoutes(dispatch),
    organizationRoutes(tenant),
    servicePrincipalRoutes(tenant),
    appRoleAssignmentRoutes(tenant),
    applicationRoutes(tenant),
    userRoutes(tenant),
    userWriteRoutes(tenant),
    managerRoutes(tenant),
    licenseRoutes(tenant),
    subscribedSkuRoutes(tenant),
    deletedUserRoutes(tenant),
    getByIdsRoutes(tenant),
    directoryRoleRoutes(tenant),
    roleManagementRoutes(tenant),
    groupRoutes(tenant),
    administrativeUnitRoutes(tenant),
    mailboxRoutes(tenant),
  ]) {
    service.route("/", routes);
  }
  service.all("*", (context) => {
    throw unknownSegment(decodeURIComponent(context.req.path.split("/")[2] ?? ""));
  });

  const routes = new Hono<GraphEnv>();
  for (const version of ["/v1.0", "/beta"]) routes.route(version, service);
  routes.onError((error, context) => {
    if (error instanceof GraphError) return error.respond(context, tenant);
    throw error;
  });
  return routes;
}

function forcedError(status: number): GraphError {
  switch (status) {
    case 401:
      return unauthenticated();
    case 403:
      return new GraphError(
        403,
        "Authorization_RequestDenied",
        "Insufficient privileges to complete the operation.",
      );
    case 404:
      return new GraphError(404, "Request_ResourceNotFound", "Resource does not exist.");
    case 429:
      return new GraphError(429, "TooManyRequests", "Too many requests.");
    case 503:
      return new GraphError(503, "ServiceUnavailable", "Service unavailable.");
    case 400:
      return new GraphError(400, "Request_BadRequest", "Another object with the same value already exists.");
    default:
      return new GraphError(500, "InternalServerError", "An internal server error occurred.");
  }
}
