import { timestamp } from "../../../emulator/clock";
import { withRetiredImpersonation } from "../../../emulator/seed-retired-impersonation";
import type { Tenant } from "../../../emulator/tenant";

/** What a tenant has that followed a vendor's guide before the role was taken away. */
export const leftovers = {
  customRoles: ["Room Impersonation"],
  roleGroups: [{ name: "Impersonators", members: ["alex.wilber"] }],
  assignments: [
    { name: "ResourceImpersonation", role: "ApplicationImpersonation", assignee: "megan.bowen" },
    { name: "Custom Impersonation", role: "Room Impersonation", assignee: "workplace-team" },
  ],
};

export function leaveImpersonation({ store, clock }: Tenant): void {
  store.load(withRetiredImpersonation(store.state(), leftovers, timestamp(clock)));
}
