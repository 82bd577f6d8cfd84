import type { Day } from "../calendar.ts";
import type { Sex } from "../names/person-name.ts";
import type { Random } from "../random.ts";

/** A quantity of the body that is measured again and again. Units as in vital-signs.ts and laboratory-tests.ts. */
export type Channel =
  | "systolic"
  | "diastolic"
  | "heartRate"
  | "weight"
  | "temperature"
  | "respiratoryRate"
  | "oxygen"
  | "hba1c"
  | "creatinine"
  | "potassium"
  | "sodium"
  | "haemoglobin"
  | "cellVolume"
  | "whiteCells"
  | "platelets"
  | "tsh"
  | "cholesterol"
  | "hdl"
  | "triglycerides"
  | "crp"
  | "ferritin";

/** A change of the true value: it sets in over some days and, where it ends, goes again over as many. */
export interface Shift {
  readonly channel: Channel;
  readonly from: Day;
  readonly overDays: number;
  readonly amount: number;
  readonly until?: Day;
}

export interface Trajectory {
  /** The value underneath, without the noise of measuring. */
  at(channel: Channel, day: Day): number;
  /** What an instrument shows. */
  measure(channel: Channel, day: Day): number;
}

interface Behaviour {
  readonly wander: number;
  readonly noise: number;
  readonly decimals: number;
  readonly floor: number;
  readonly ceiling: number;
}

const behaviours: Readonly<Record<Channel, Behaviour>> = {
  systolic: { wander: 4, noise: 5, decimals: 0, floor: 84, ceiling: 205 },
  diastolic: { wander: 2.5, noise: 3.5, decimals: 0, floor: 48, ceiling: 112 },
  heartRate: { wander: 3, noise: 4, decimals: 0, floor: 46, ceiling: 138 },
  weight: { wander: 0.6, noise: 0.25, decimals: 1, floor: 12, ceiling: 160 },
  temperature: { wander: 0.1, noise: 0.15, decimals: 1, floor: 35.4, ceiling: 39.6 },
  respiratoryRate: { wander: 0.7, noise: 1, decimals: 0, floor: 11, ceiling: 30 },
  oxygen: { wander: 0.4, noise: 0.7, decimals: 0, floor: 86, ceiling: 99 },
  hba1c: { wander: 0.15, noise: 0.08, decimals: 1, floor: 4.5, ceiling: 13 },
  creatinine: { wander: 0.04, noise: 0.03, decimals: 2, floor: 0.4, ceiling: 4 },
  potassium: { wander: 0.15, noise: 0.12, decimals: 1, floor: 3, ceiling: 6 },
  sodium: { wander: 1, noise: 1, decimals: 0, floor: 126, ceiling: 148 },
  haemoglobin: { wander: 0.3, noise: 0.2, decimals: 1, floor: 7.6, ceiling: 17.8 },
  cellVolume: { wander: 1, noise: 0.6, decimals: 0, floor: 66, ceiling: 104 },
  whiteCells: { wander: 0.6, noise: 0.5, decimals: 1, floor: 3.2, ceiling: 19 },
  platelets: { wander: 15, noise: 12, decimals: 0, floor: 130, ceiling: 480 },
  tsh: { wander: 0.25, noise: 0.15, decimals: 2, floor: 0.2, ceiling: 28 },
  cholesterol: { wander: 8, noise: 5, decimals: 0, floor: 105, ceiling: 320 },
  hdl: { wander: 3, noise: 2, decimals: 0, floor: 30, ceiling: 90 },
  triglycerides: { wander: 12, noise: 10, decimals: 0, floor: 55, ceiling: 390 },
  crp: { wander: 0.6, noise: 0.5, decimals: 0, floor: 1, ceiling: 160 },
  ferritin: { wander: 8, noise: 5, decimals: 0, floor: 5, ceiling: 390 },
};

type Baseline = Readonly<Record<Channel, number>>;

/** A healthy person's values; conditions and treatments come on top as shifts. */
export function baselineOf(
  person: { readonly sex: Sex; readonly age: number; readonly weight: number },
  random: Random,
): Baseline {
  const woman = person.sex === "female";
  const systolic = person.age < 16 ? random.normal(104, 4) : random.normal(111 + person.age * 0.22, 5);
  return {
    systolic,
    diastolic: person.age < 16 ? 64 : 70 + random.normal(4, 3) - Math.max(0, person.age - 70) * 0.15,
    heartRate: person.age < 16 ? 88 : random.normal(70, 5),
    weight: person.weight,
    temperature: 36.6,
    respiratoryRate: person.age < 16 ? 19 : 15.5,
    oxygen: person.age > 75 ? 96.6 : 97.8,
    hba1c: random.normal(5.3, 0.15),
    creatinine: woman ? random.normal(0.76, 0.07) : random.normal(0.94, 0.08),
    potassium: 4.3,
    sodium: 140,
    haemoglobin: woman ? random.normal(13.3, 0.4) : random.normal(14.7, 0.5),
    cellVolume: 90,
    whiteCells: random.normal(6.7, 0.7),
    platelets: random.normal(255, 30),
    tsh: random.normal(1.9, 0.4),
    cholesterol: random.normal(184, 14),
    hdl: woman ? 58 : 48,
    triglycerides: random.normal(112, 18),
    crp: 2,
    ferritin: woman ? 62 : 125,
  };
}

/** The values of one person over time: a baseline that wanders slowly, and every shift. */
export function createTrajectory(baseline: Baseline, shifts: readonly Shift[], random: Random): Trajectory {
  const waves = new Map<Channel, readonly Wave[]>();
  const wavesOf = (channel: Channel): readonly Wave[] => {
    const known = waves.get(channel);
    if (known !== undefined) return known;
    const stream = random.fork(`waves/${channel}`);
    const made = [37, 113, 291].map((days) => ({
      days: days * stream.between(0.8, 1.25),
      phase: stream.between(0, 2 * Math.PI),
    }));
    waves.set(channel, made);
    return made;
  };
  const at = (channel: Channel, day: Day): number => {
    const { wander } = behaviours[channel];
    const sway = wavesOf(channel).reduce(
      (sum, wave) => sum + Math.sin((2 * Math.PI * day) / wave.days + wave.phase),
      0,
    );
    const shifted = shifts.reduce((sum, shift) => sum + (shift.channel === channel ? effectOf(shift, day) : 0), 0);
    return baseline[channel] + wander * sway * 0.6 + shifted;
  };
  const noise = random.fork("noise");
  return {
    at,
    measure(channel, day) {
      const { decimals, floor, ceiling, noise: deviation } = behaviours[channel];
      const value = Math.min(ceiling, Math.max(floor, at(channel, day) + noise.normal(0, deviation)));
      return Number(value.toFixed(decimals));
    },
  };
}

interface Wave {
  readonly days: number;
  readonly phase: number;
}

function effectOf(shift: Shift, day: Day): number {
  const begun = Math.min(1, Math.max(0, (day - shift.from) / Math.max(1, shift.overDays)));
  const over =
    shift.until === undefined ? 0 : Math.min(1, Math.max(0, (day - shift.until) / Math.max(1, shift.overDays)));
  return shift.amount * (begun - Math.min(begun, over));
}
