/** The story did not go as it must; the demo says so and fails. */
export class Unexpected extends Error {
  constructor(
    readonly expected: string,
    readonly found: string,
  ) {
    super(`expected: ${expected}\n   found: ${found}`);
  }
}
