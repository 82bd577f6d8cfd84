import type { Day } from "../calendar.ts";
import type { Chart } from "../chart/chart.ts";
import type { Affliction } from "../chart/treat.ts";
import type { CareProvider } from "../staff.ts";
import type { Booking } from "./diary.ts";
import type { ClinicProfile } from "./profiles.ts";

/** A clinic patient's chart in the making, with what the clinic knows beside it. */
export interface ClinicChart {
  readonly chart: Chart;
  readonly profile: ClinicProfile;
  readonly registered: Day;
  /** The first day of the history that is kept here. */
  readonly start: Day;
  readonly afflictions: readonly Affliction[];
  readonly doctor: CareProvider;
  readonly therapist: CareProvider;
  readonly bookings: readonly Booking[];
  /** What the patient comes to the speech therapist for. */
  readonly speechReason?: string;
}
