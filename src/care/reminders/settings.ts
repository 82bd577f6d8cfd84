/** What an organisation decides about reminders. */
export interface ReminderSettings {
  readonly on: boolean;
  readonly hoursBefore: number;
  /** Whom mails are from, in words; empty: the organisation's name. */
  readonly calledAs: string;
  readonly namesBranch: boolean;
}

export const defaultReminders: ReminderSettings = { on: false, hoursBefore: 24, calledAs: "", namesBranch: true };

/** Where it is stored: see `Settings` of identity. */
export const reminderSettings = {
  key: "reminders",
  /** What is stored, made good. @throws RangeError on what can't be */
  parse(stored: unknown): ReminderSettings {
    if (stored === undefined) return defaultReminders;
    if (typeof stored !== "object" || stored === null) throw new RangeError("the settings are no object");
    const { on, hoursBefore, calledAs, namesBranch } = { ...defaultReminders, ...stored } as ReminderSettings;
    if (!Number.isInteger(hoursBefore) || hoursBefore < 2 || hoursBefore > 168)
      throw new RangeError("hoursBefore is a whole number from 2 to 168");
    if (calledAs.length > 80) throw new RangeError("calledAs has at most 80 letters");
    return { on, hoursBefore, calledAs, namesBranch };
  },
};
