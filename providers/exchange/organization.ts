import { ServiceError } from "../connection/errors";
import { guidOf } from "./records";
import type { Transport } from "./transport";

/** The Guid of the organisation, the one thing that tells two tenants apart whatever their names are. */
export async function readOrganizationGuid(invoke: Transport["invoke"]): Promise<string> {
  const { records } = await invoke("Get-OrganizationConfig");
  const [organization] = records;
  if (organization === undefined || records.length !== 1) {
    throw new ServiceError({
      kind: "unexpected",
      operation: "Get-OrganizationConfig",
      said: `one organisation was expected, ${records.length} came`,
    });
  }
  return guidOf("Get-OrganizationConfig", organization);
}
