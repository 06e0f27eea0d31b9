import { z } from "zod";

/** What a request asks for. */
export interface Command {
  readonly cmdlet: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

const commandSchema = z.object({
  CmdletInput: z.object({
    CmdletName: z.string().min(1),
    Parameters: z.record(z.string(), z.unknown()).nullish(),
  }),
});

/** The command of a request's body; nothing when the body is none. */
export function parseCommand(body: string): Command | undefined {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return undefined;
  }
  const parsed = commandSchema.safeParse(json);
  if (!parsed.success) return undefined;
  const { CmdletName, Parameters } = parsed.data.CmdletInput;
  const parameters = Object.entries(Parameters ?? {}).filter(([name]) => !name.includes("@odata."));
  return { cmdlet: CmdletName, parameters: Object.fromEntries(parameters) };
}
