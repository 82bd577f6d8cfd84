/** What an organisation decides about relations. */
export interface PolicySettings {
  /** How long before an appointment those who give it may look at the record, and how long after it ended. */
  readonly daysBeforeAppointment: number;
  readonly daysAfterAppointment: number;
  /** IANA name of the zone that rotas are written in, and whose days the days in records are. */
  readonly timeZone: string;
}

export const defaultSettings: PolicySettings = { daysBeforeAppointment: 7, daysAfterAppointment: 30, timeZone: "UTC" };

export const settingBounds = { daysBeforeAppointment: [0, 90], daysAfterAppointment: [0, 365] } as const;

/** Where it is stored: see `Settings` of identity. */
export const policySettings = {
  key: "policy",
  /** What is stored, made good. @throws RangeError on what can't be */
  parse(stored: unknown): PolicySettings {
    if (stored === undefined) return defaultSettings;
    if (typeof stored !== "object" || stored === null) throw new RangeError("the settings are no object");
    const given = stored as Partial<Record<keyof PolicySettings, unknown>>;
    return {
      daysBeforeAppointment: days(given, "daysBeforeAppointment"),
      daysAfterAppointment: days(given, "daysAfterAppointment"),
      timeZone: zone(given.timeZone ?? defaultSettings.timeZone),
    };
  },
};

function days(
  given: Partial<Record<keyof PolicySettings, unknown>>,
  name: "daysBeforeAppointment" | "daysAfterAppointment",
): number {
  const value = given[name] ?? defaultSettings[name];
  const [least, most] = settingBounds[name];
  if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) return value;
  throw new RangeError(`${name} is a whole number from ${least} to ${most}`);
}

function zone(value: unknown): string {
  if (typeof value === "string" && isTimeZone(value)) return value;
  throw new RangeError("timeZone is an IANA name such as Europe/London");
}

export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
