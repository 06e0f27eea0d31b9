import { chapter, say, showOutput } from "../demo/narrator";
import { Unexpected } from "../demo/unexpected";
import { recipe, type Stage } from "./stage";

const room = "boardroom@contoso.com";
const person = "pat.obrien@contoso.com";

const scoped = 'roles: [{ role: "ApplicationImpersonation", scope: { managementScope: rooms.id } }],';
const toTheLetter = 'roles: [{ role: "ApplicationImpersonation", scope: { organizationWide: true } }],';

/** The guide's recipe, with the scope wherever the role is given. */
export async function tellOfTheRecipe(stage: Stage): Promise<void> {
  chapter("1. The guide's recipe, done safely");
  say(`Room-booking software asks for an account with a mailbox, a role group with the role ApplicationImpersonation and the
    account in it, a management scope of the rooms, and an assignment of the role in that scope. As a program:`);
  showOutput(recipe);
  stage.declare(recipe);
  must(await stage.project.pulumi("up", "--yes", "--skip-preview"), "+ 5 created");
  must(await stage.project.pulumi("preview", "--expect-no-changes"), "5 unchanged");

  chapter("2. The proof");
  say(`The account opens the calendar of a room and of a person through Exchange Web Services. A refusal proves something only
    if the same account is let in elsewhere, so that the room is asked first:`);
  must(await stage.prove(room, person, true), "ErrorImpersonateUserDenied");
}

/** The guide as it is written: its role group knows of no scope. */
export async function tellOfTheLetter(stage: Stage): Promise<void> {
  chapter("3. The guide, to the letter");
  say(
    `The guide makes the role group before the scope, and never binds it. Here that takes an explicit word:`,
  );
  showOutput(`- ${scoped}\n+ ${toTheLetter}`);
  stage.declare(recipe.replace(scoped, toTheLetter));
  await stage.project.pulumi("up", "--yes", "--skip-preview");
  say("The scoped assignment is there as before, and a person's calendar is open:");
  must(await stage.prove(room, person, false), person);
  say("Grants are a union. The preview says which object opens the calendar:");
  must(await stage.project.pulumi("preview", "--diff"), "ApplicationImpersonation", "ResourceImpersonation");

  say("Back to the scope:");
  stage.declare(recipe);
  await stage.project.pulumi("up", "--yes", "--skip-preview");
  must(await stage.prove(room, person, true), "ErrorImpersonateUserDenied");
  must(await stage.project.pulumi("preview", "--expect-no-changes"), "5 unchanged");
}

export async function tellOfTheEnd(stage: Stage): Promise<void> {
  chapter("4. Take everything away again");
  const output = await stage.project.pulumi("destroy", "--yes", "--skip-preview", "--suppress-outputs");
  must(output, "- 5 deleted");
  const left = await stage.left();
  if (left.length > 0) throw new Unexpected("nothing of the stack in Exchange", left.join(", "));
  say("Nothing of it is left in Exchange.");
}

export function sumUp(): void {
  chapter("What this was");
  say(`The recipe gave an account the rooms and nothing else, and Exchange Web Services proved it. Followed to the letter it gave
    the account every mailbox of the organisation: the proof failed, and the preview named the object.`);
}

function must(output: string, ...texts: string[]): void {
  for (const text of texts) {
    if (!output.includes(text)) throw new Unexpected(`the output contains ${text}`, output);
  }
}
