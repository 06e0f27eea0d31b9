import { z } from "zod";

/** What an access token says of its holder. Clients should not rely on it; a diagnosis may look. */
const claimsSchema = z.object({
  /** Object id of the enterprise application or user. */
  oid: z.string().optional(),
  appid: z.string().optional(),
  app_displayname: z.string().optional(),
  upn: z.string().optional(),
  idtyp: z.string().optional(),
  /** Application permissions with consent. */
  roles: z.array(z.string()).default([]),
  /** Template ids of directory roles. https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference */
  wids: z.array(z.string()).default([]),
});

export type Claims = z.infer<typeof claimsSchema>;

/** `undefined` for a token that does not lie open. The token itself goes nowhere. */
export function claimsOf(token: string): Claims | undefined {
  try {
    const payload = Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8");
    return claimsSchema.parse(JSON.parse(payload));
  } catch {
    return undefined;
  }
}
