import { chapter, say, showOutput } from "../demo/narrator";
import type { Project } from "../demo/project";
import { Unexpected } from "../demo/unexpected";
import type { Stage } from "./stage";

/** What export, import and preview do with a set-up that was made by hand. */
export async function tellOfImport(stage: Stage): Promise<void> {
  chapter("1. What there is");
  say(`An administrator has made these objects by hand over the years. Some have no name of their own, one grant was never
    bound to a scope, one is switched off, and one scope has been forgotten.`);
  await stage.byHand("examples/take-over/make-mess.ts");
  await stage.writes();

  chapter("2. Export it");
  say(
    "The exporter reads the tenant with the credentials that Pulumi has. It points out what deserves a look:",
  );
  const project = await stage.project("take-over", "exchange.ts");
  const report = await stage.export(project);
  must(report, "4 role assignments", "MailboxSettings.Read-", "is not bound to a scope", "is switched off");
  must(report, 'The management scope "Rooms (test)" is used by nobody.');
  say("This is the program that it has written:");
  showOutput(project.read("exchange.ts"));

  chapter("3. Import it");
  await project.pulumi(
    ...["import", "--file", "exchange-import.json", "--generate-code=false", "--protect=false"],
    ...["--yes", "--skip-preview"],
  );
  say(
    "From now on program and state know what is there, and the preview, which asks Exchange, has nothing to do:",
  );
  must(await project.pulumi("preview", "--expect-no-changes"), "8 unchanged");
  await demandWrites(stage, "Taking over has written nothing to the tenant", []);

  await boundTheGrant(stage, project);
}

async function boundTheGrant(stage: Stage, project: Project): Promise<void> {
  chapter("4. One change");
  say("The grant that reaches every mailbox is bound to the rooms, in the program:");
  change(project, {
    "// Not bound to a scope: reaches every recipient of the organisation.\n": "",
    "scope: { organizationWide: true }": "scope: { managementScope: roomsScope.id }",
  });
  must(await project.pulumi("up", "--yes", "--skip-preview"), "~ 1 updated", "7 unchanged");
  await demandWrites(stage, "Exactly one cmdlet has changed something", ["Set-ManagementRoleAssignment"]);
  must(await project.pulumi("preview", "--expect-no-changes"), "8 unchanged");
}

/** The other way, for a single object and without a file. */
export async function tellOfAdoption(stage: Stage): Promise<void> {
  chapter("5. The other way: adopt one object");
  say(`Another team's project wants one scope alone. Its program declares the scope with adopt: true, and is mistaken about the
    filter:`);
  await stage.byHand("examples/take-over/make-van-scope.ts");
  await stage.writes();
  const project = await stage.project("vans", "index.ts");
  project.write("index.ts", adopting("ResourceCapacity -ge 7"));
  showOutput(project.read("index.ts"));
  say("Adopting writes nothing, so what is declared must be what is there:");
  const refusal = await project.pulumiRefused("up", "--yes", "--skip-preview");
  must(refusal, "adopting writes nothing", "recipientRestrictionFilter: Exchange has");
  await demandWrites(stage, "Nothing was written", []);

  say("Declared as it is, in whatever spelling:");
  project.write("index.ts", adopting(`( recipienttypedetails -eq "EquipmentMailbox" )`));
  must(await project.pulumi("up", "--yes", "--skip-preview"), "+ 1 created");
  await demandWrites(stage, "The scope is under control, and nothing was written", []);
  must(await project.pulumi("preview", "--expect-no-changes"), "2 unchanged");
}

export function sumUp(): void {
  chapter("What this was");
  say(`A set-up of seven objects came under Pulumi's control without a single write to the tenant. The next preview was empty.
    One change in the program was one update in Exchange. A single object was adopted by another project, after it had been
    declared as it is. The tenant and both stacks are gone now.`);
}

/** Each text must be in the program exactly once. */
function change(project: Project, edits: Record<string, string>): void {
  for (const [before, after] of Object.entries(edits)) {
    const program = project.read("exchange.ts");
    if (program.split(before).length !== 2) throw new Unexpected(`"${before}" once in the program`, program);
    project.write("exchange.ts", program.replace(before, after));
    showOutput(`- ${before.trim()}${after === "" ? "" : `\n+ ${after}`}`);
  }
}

function adopting(filter: string): string {
  return `import { ManagementScope } from "pulumi-exchange-rbac";

new ManagementScope("vans", {
  name: "Vans",
  recipientRestrictionFilter: ${JSON.stringify(filter)},
  adopt: true,
});
`;
}

async function demandWrites(stage: Stage, sentence: string, expected: readonly string[]): Promise<void> {
  const writes = await stage.writes();
  if (writes.join() !== expected.join())
    throw new Unexpected(expected.join() || "no write to the tenant", writes.join());
  const shown = writes.length === 0 ? "" : ` (${writes.join(", ")})`;
  say(`${sentence}${shown}: the tenant's own log of requests says so.`);
}

function must(output: string, ...texts: string[]): void {
  for (const text of texts) {
    if (!output.includes(text)) throw new Unexpected(`the output contains ${text}`, output);
  }
}
