import type { RunningTenant } from "../../emulator";
import { ServiceError } from "../../providers/connection/errors";
import type { Transport } from "../../providers/exchange/transport";

/** Asks an organisation on-premises without a shell and without the product: what a transport must bring all of. */
export function plainTransport({ connectionUri, administrator }: RunningTenant): Transport {
  if (connectionUri === undefined || administrator === undefined) throw new Error("This tenant is online.");
  const { username, password } = administrator;
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
  return {
    async invoke(CmdletName, Parameters = {}) {
      const answer = await fetch(`${connectionUri}InvokeCommand`, {
        method: "POST",
        headers: { authorization, "content-type": "application/json", "accept-encoding": "identity" },
        body: JSON.stringify({ CmdletInput: { CmdletName, Parameters } }),
      });
      if (answer.status === 404)
        throw new ServiceError({ kind: "notFound", operation: CmdletName, said: "not found" });
      if (!answer.ok) throw new Error(`${CmdletName}: HTTP ${answer.status}`);
      const { value } = (await answer.json()) as { value: Record<string, unknown>[] };
      return { records: value, warnings: [] };
    },
    organizationGuid: () => Promise.reject(new Error("nobody asks")),
    close: () => Promise.resolve(),
  };
}
