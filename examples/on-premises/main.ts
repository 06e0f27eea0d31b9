/**
 * `npm run demo:on-premises`: the recipe of vendors' guides for Exchange Server, by the real engine and against an embedded
 * organisation. Done safely, the rooms answer and people are refused; followed to the letter, everybody is open. With
 * `-- --pwsh` the cmdlets go through a real PowerShell 7 instead of the program that plays one.
 */
import { parseArgs } from "node:util";
import { perform } from "../demo/performance";
import { setUp } from "./stage";
import { sumUp, tellOfTheEnd, tellOfTheLetter, tellOfTheRecipe } from "./story";

async function story(workFolder: string): Promise<void> {
  const { values } = parseArgs({ options: { pwsh: { type: "boolean", default: false } } });
  const stage = await setUp(workFolder, values.pwsh);
  await tellOfTheRecipe(stage);
  await tellOfTheLetter(stage);
  await tellOfTheEnd(stage);
}

perform("on-premises", story, sumUp);
