/** A size of "1.5GB" or "300 MB (314,572,800 bytes)" in bytes; a bare number is bytes. */
export function parseSize(text: string): number | undefined {
  const exact = /\(([\d,]+) bytes\)\s*$/i.exec(text);
  if (exact) return Number((exact[1] ?? "").replaceAll(",", ""));
  const found = /^\s*(\d+(?:\.\d+)?)\s*(B|KB|MB|GB|TB)?\s*$/i.exec(text);
  if (!found) return undefined;
  const power = units.indexOf((found[2] ?? "B").toUpperCase());
  return Math.round(Number(found[1]) * 1024 ** power);
}

/** As Exchange prints a size: the largest unit that is not below one, four digits at most, and the bytes. */
export function renderSize(bytes: number): string {
  const power = bytes < 1024 ? 0 : Math.min(4, Math.floor(Math.log2(bytes) / 10));
  const amount = Number((bytes / 1024 ** power).toPrecision(4));
  return `${amount} ${units[power] ?? "B"} (${bytes.toLocaleString("en-US")} bytes)`;
}

/** A time span of "14.00:00:00" or "08:30:00" in seconds. */
export function parseTimeSpan(text: string): number | undefined {
  const found = /^\s*(?:(\d+)\.)?(\d{1,2}):(\d{2}):(\d{2})\s*$/.exec(text);
  if (!found) return undefined;
  const part = (at: number) => Number(found[at] ?? 0);
  return ((part(1) * 24 + part(2)) * 60 + part(3)) * 60 + part(4);
}

export function renderTimeSpan(total: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  const clock = [two((total / 3600) % 24), two((total / 60) % 60), two(total % 60)].join(":");
  return total >= 86_400 ? `${Math.floor(total / 86_400)}.${clock}` : clock;
}

/** A date without a zone is taken as UTC: the servers of the service run in it. */
export function parseDateTime(text: string): number | undefined {
  const zoned = /(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})\s*$/i.test(text);
  const iso = /^\s*\d{4}-\d{2}-\d{2}/.test(text);
  if (!iso && !/^\s*\d{1,2}\/\d{1,2}\/\d{4}/.test(text)) return undefined;
  const dateOnly = /^\s*\d{4}-\d{2}-\d{2}\s*$/.test(text);
  const time = Date.parse(zoned || dateOnly ? text : `${text.trim()}${iso ? "Z" : " UTC"}`);
  return Number.isNaN(time) ? undefined : time;
}

/** In the format of the servers' culture. */
export function renderDateTime(time: number): string {
  return new Date(time)
    .toLocaleString("en-US", { timeZone: "UTC" })
    .replace(",", "")
    .replace(/\u202f/g, " ");
}

const units = ["B", "KB", "MB", "GB", "TB"];
