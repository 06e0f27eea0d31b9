import { Hono } from "hono";
import { logOn, logOnChallenge } from "../active-directory/log-on";
import type { Tenant } from "../tenant";
import { answerCommand } from "./answer-command";
import { Pages } from "./pages";
import { accountSession } from "./session";

/**
 * The stand-in for remote PowerShell on-premises: it takes and answers what InvokeCommand does online, where a
 * server would speak WSMan, and Basic stands for Kerberos.
 */
export function remotePowerShellRoutes(tenant: Tenant): Hono {
  const app = new Hono();
  const pages = new Pages(tenant);
  app.post("/PowerShell/InvokeCommand", (context) =>
    answerCommand({ tenant, pages, context }, () => {
      const account = logOn(tenant, context.req.header("Authorization"));
      return account ? accountSession(tenant, account) : logOnChallenge(tenant);
    }),
  );
  return app;
}
