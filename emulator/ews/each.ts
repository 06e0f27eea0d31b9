import { EwsError } from "./ews-error";

/** The answer to each part of a request, a part's own failure included. */
export function each<Part, Answer>(
  parts: readonly Part[],
  answer: (part: Part) => Answer,
  failed: (error: EwsError) => Answer,
): Answer[] {
  return parts.map((part) => {
    try {
      return answer(part);
    } catch (error) {
      if (error instanceof EwsError) return failed(error);
      throw error;
    }
  });
}
