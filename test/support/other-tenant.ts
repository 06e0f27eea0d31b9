import { defaultSeed, type Seed } from "../../emulator";

export const fabrikam = {
  tenantId: "9a0c7e52-6e1b-4a34-8f5d-2b7c3d1e0f49",
  organizationGuid: "c3d6a1f8-52b4-4e0d-9b7a-60e1f2d3c4b5",
};

/** A second organisation in which the same applications, with the same secrets, have the same rights. */
export function otherOrganization(): Seed {
  const seed = defaultSeed();
  const organization = { ...seed.organization, ...fabrikam, displayName: "Fabrikam" };
  return {
    ...seed,
    organization: { ...organization, initialDomain: "fabrikam.onmicrosoft.com", domains: [] },
  };
}
