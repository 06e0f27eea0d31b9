import { chapter, say, showCommand } from "./narrator";
import { disturbing } from "./environments";
import type { Scene } from "./scene";
import { keepTenant } from "./tenant";

/** Leaves the tenant and the stack, and says how to go on by hand. */
export async function leaveToPlayWith(scene: Scene, workFolder: string): Promise<void> {
  await keepTenant(scene.tenant);
  const [scope] = (await scene.ours()).managementScopes;

  chapter("It is yours");
  say("The tenant and the stack stay as they are. In this folder, tell your shell (bash, zsh) of them:");
  console.log("");
  const { PATH, ...variables } = scene.environments.byHand;
  const unwanted = disturbing(variables);
  if (unwanted.length > 0) console.log(`unset ${unwanted.join(" ")}`);
  console.log(`export PATH=${literal(PATH ?? "")}:"$PATH"`);
  for (const [name, value] of Object.entries(variables)) console.log(`export ${name}=${literal(value)}`);

  say("Then try, for example:");
  showCommand("pulumi preview --diff");
  showCommand("npx tsx examples/demo/vendor.ts boardroom@contoso.example pat.obrien@contoso.example");
  const widen = `-RecipientRestrictionFilter "Office -eq 'Building 1'"`;
  showCommand(
    `npx tsx examples/demo/exchange.ts Set-ManagementScope -Identity ${literal(scope?.name ?? "")} ${widen}`,
  );
  showCommand("pulumi up --yes");
  showCommand("npx tsx examples/demo/consent.ts grant Calendars.Read");
  showCommand("npx tsx examples/demo/consent.ts revoke Calendars.Read");
  showCommand("pulumi destroy --yes");
  say("When you have seen enough, end the tenant and remove what is left:");
  showCommand(`kill ${scene.tenant.process.pid ?? ""} && rm -r ${literal(workFolder)}`);
}

/** For POSIX shells. */
function literal(value: string): string {
  return `'${value.replaceAll("'", `'\\''`)}'`;
}
