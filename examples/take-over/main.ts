/**
 * `npm run example:take-over`: what somebody has made by hand in an embedded Exchange Online tenant becomes a Pulumi program
 * and a state, by the real engine, and nothing is written to the tenant until the program changes.
 */
import { perform } from "../demo/performance";
import { Stage } from "./stage";
import { sumUp, tellOfAdoption, tellOfImport } from "./story";

async function story(workFolder: string): Promise<void> {
  const stage = await Stage.create(workFolder);
  await tellOfImport(stage);
  await tellOfAdoption(stage);
}

perform("take-over", story, sumUp);
