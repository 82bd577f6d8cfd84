import type { Day } from "../calendar.ts";
import type { ConditionKey } from "../catalogue/conditions.ts";
import type { Prescription } from "../catalogue/medicines.ts";
import type { NeedKey } from "../chart/care-plans.ts";
import type { PanelKey } from "../measurements/laboratory-tests.ts";
import type { Shift } from "../measurements/trajectory.ts";
import type { Profession } from "../staff.ts";

/** Something that happens to a resident over days or weeks, and everything that it leaves in the chart. */
export interface Arc {
  readonly from: Day;
  readonly until: Day;
  readonly shifts: readonly Shift[];
  readonly notes: readonly ArcNote[];
  readonly condition?: { readonly key: ConditionKey; readonly onset: Day; readonly over?: Day };
  /** Courses, of which the first that the resident may have is given. */
  readonly courses: readonly { readonly choices: readonly Prescription[]; readonly from: Day; readonly until?: Day }[];
  readonly blood: readonly { readonly day: Day; readonly panels: readonly PanelKey[] }[];
  readonly need?: NeedKey;
  /** For the monthly review. */
  readonly summary: string;
  readonly fall: boolean;
  /** For daily notes while it lasts. */
  readonly daily: readonly string[];
}

export interface ArcNote {
  readonly day: Day;
  readonly minute: number;
  readonly by: Extract<Profession, "care-home-nurse" | "general-practitioner" | "care-assistant">;
  readonly title: string;
  /** Sentences with slots. `<vitals>` is what was measured that day. */
  readonly text: string;
}

/** One of several tellings of the same kind of event, so that its second time reads otherwise. */
export function telling(time: number, texts: readonly [string, ...string[]]): string {
  return texts[time % texts.length] ?? texts[0];
}
