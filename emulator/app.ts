import { Hono } from "hono";
import { controlRoutes } from "./control";
import { canonicalPath } from "./directory/graph/canonical-path";
import { graphRoutes } from "./directory/graph/routes";
import { signInRoutes } from "./directory/routes";
import { ewsRoutes } from "./ews/routes";
import { remotePowerShellRoutes } from "./exchange/remote-powershell";
import { exchangeRoutes } from "./exchange/routes";
import { catchUp } from "./mailboxes/provisioning";
import type { RequestLog } from "./request-log";
import type { Tenant } from "./tenant";

/** Everything the tenant answers, for every host name alike: paths tell the services apart. */
export function createApp(tenant: Tenant, requests: RequestLog): Hono {
  const app = new Hono({ getPath: (request) => canonicalPath(new URL(request.url).pathname) });
  app.use(async (_, next) => {
    catchUp(tenant);
    await next();
  });
  app.route("/control", controlRoutes(tenant, requests));
  app.use(requests.middleware);
  if (tenant.mode === "onPremises") {
    app.route("/", remotePowerShellRoutes(tenant));
    app.route("/", ewsRoutes(tenant));
  } else {
    app.route("/", exchangeRoutes(tenant));
    app.route("/", signInRoutes(tenant));
    app.route(
      "/",
      graphRoutes(tenant, (request) => app.fetch(request)),
    );
  }
  return app;
}
