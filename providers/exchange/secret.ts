/** A value that travels apart from the request, and is in no log, message or inspection of ours. */
export class Secret {
  readonly #text: string;

  /** `secureString` for parameters of that type; `text` for those that only take a String. */
  constructor(
    readonly as: "secureString" | "text",
    text: string,
  ) {
    this.#text = text;
  }

  reveal(): string {
    return this.#text;
  }

  toJSON(): string {
    return "<secret>";
  }
}
