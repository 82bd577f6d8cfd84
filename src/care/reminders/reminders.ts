import type { ResourceId, TenantId } from "../../foundation/kernel/index.ts";
import type { Caller } from "../../custody/access/index.ts";
import type { ReminderPorts } from "./ports.ts";
import { type NoReminders, type Preference, changePreference, readPreference } from "./preference.ts";
import { sendReminders } from "./sweep.ts";
import { type Unsent, findUnsent } from "./unsent.ts";

/** Mails about appointments, to patients who agreed. Every method throws ChartError. */
export interface Reminders {
  /** Whether this installation sends mail. */
  readonly mailIsSetUp: boolean;
  preference(caller: Caller, patient: ResourceId): Promise<Preference | NoReminders>;
  changePreference(
    caller: Caller,
    asked: { readonly patient: ResourceId; readonly version: number; readonly answer: "agreed" | "refused" },
  ): Promise<Preference>;
  unsent(caller: Caller): Promise<readonly Unsent[]>;
  /** Sends what is due. @returns how many went out */
  sweep(tenant: TenantId): Promise<number>;
}

export function openReminders(ports: ReminderPorts): Reminders {
  return {
    mailIsSetUp: ports.post !== undefined,
    preference: (caller, patient) => readPreference(ports, caller, patient),
    changePreference: (caller, asked) => changePreference(ports, caller, asked),
    unsent: (caller) => findUnsent(ports, caller),
    sweep: (tenant) => sendReminders(ports, tenant),
  };
}
