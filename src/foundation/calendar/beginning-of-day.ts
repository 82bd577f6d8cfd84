/** Days are asked for over and over: ends of periods are few. */
const mostRemembered = 10_000;
const formats = new Map<string, Intl.DateTimeFormat>();
const remembered = new Map<string, number>();

/** The moment at which a day begins in a zone: its first, where midnight is skipped or comes twice because clocks are set.
 *  @param midnight the day's midnight in UTC, in milliseconds since 1970
 *  @param timeZone IANA name */
export function beginningOfDay(midnight: number, timeZone: string): number {
  if (timeZone === "UTC") return midnight;
  const name = `${midnight} ${timeZone}`;
  const known = remembered.get(name);
  if (known !== undefined) return known;
  // Clocks are set at most once around one midnight: one of the two differences is right.
  const candidates = [-day, day].map((apart) => midnight - aheadOfUtc(midnight + apart, timeZone));
  const within = candidates.filter((moment) => moment + aheadOfUtc(moment, timeZone) >= midnight);
  const found = within.length === 0 ? midnight : Math.min(...within);
  if (remembered.size >= mostRemembered) remembered.clear();
  remembered.set(name, found);
  return found;
}

const day = 86_400_000;

/** By how much the clocks of a zone are ahead at a moment, in milliseconds. */
function aheadOfUtc(at: number, timeZone: string): number {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
  const local = new Date(0);
  local.setUTCFullYear(part("year"), part("month") - 1, part("day"));
  local.setUTCHours(part("hour"), part("minute"), part("second"));
  return local.getTime() - (at - (at % 1000));
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    calendar: "iso8601",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  formats.set(timeZone, made);
  return made;
}
