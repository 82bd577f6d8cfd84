/** What was mailed about an appointment last, and how that went. */
export interface Told {
  readonly sequence: number;
  /** Of what was told: see `hashOf`. */
  readonly hash: string;
  readonly state: "sending" | "waiting" | "sent" | "refused" | "not-known";
  /** Whether it went out, or should have, as late as a reminder does. */
  readonly inTime: boolean;
  readonly what: "reminder" | "change";
  readonly attempts: number;
  /** Of `sending` and `waiting`. Milliseconds since 1970. */
  readonly nextAt: number | undefined;
}

/** An appointment as it is now. */
export interface Standing {
  readonly hash: string;
  /** Whether it stands; otherwise it is off. */
  readonly isOn: boolean;
  /** Whether somebody is still expected to it: they needn't be reminded once they are there. */
  readonly isExpected: boolean;
  readonly start: number;
}

export interface DueMail {
  readonly what: "reminder" | "change";
  readonly sequence: number;
  readonly inTime: boolean;
  readonly attempts: number;
}

/** How often one mail is tried. */
export const mostAttempts = 5;
const hour = 3_600_000;
/** Nobody reads it in time any more. */
const tooLate = hour;

/** Which mail an appointment needs now; none where everybody knows what there is to know. Pure.
 *  @param told undefined where nothing was ever sent */
export function dueMail(
  now: Standing,
  told: Told | undefined,
  { at, hoursBefore }: { readonly at: number; readonly hoursBefore: number },
): DueMail | undefined {
  const isNear = now.start - at <= hoursBefore * hour;
  if (now.start <= at) return undefined;
  const isLate = now.start - at < tooLate;
  const isWanted = now.isExpected && isNear && !isLate;
  if (told === undefined) return isWanted ? { what: "reminder", sequence: 0, inTime: true, attempts: 1 } : undefined;
  const { sequence, attempts } = told;
  if (told.state === "sending") return undefined;
  if (told.hash !== now.hash) {
    // What nobody ever got needs no correction.
    const nobodyKnows = (told.state === "waiting" || told.state === "refused") && sequence === 0;
    if (nobodyKnows) return isWanted ? { what: "reminder", sequence, inTime: true, attempts: 1 } : undefined;
    return { what: "change", sequence: sequence + 1, inTime: isNear, attempts: 1 };
  }
  if (told.state === "waiting")
    return (told.nextAt ?? 0) <= at && attempts < mostAttempts
      ? { what: told.what, sequence, inTime: isNear, attempts: attempts + 1 }
      : undefined;
  // Moved long ago: they hear of it once more when it is near.
  return isWanted && !told.inTime ? { what: "reminder", sequence, inTime: true, attempts: 1 } : undefined;
}

const minute = 60_000;

/** When the next try is: 2, 8, 32, 128 minutes after one that failed. */
export function nextTry(at: number, attempts: number): number {
  return at + 2 * minute * 4 ** Math.max(0, attempts - 1);
}
