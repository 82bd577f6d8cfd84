import type { Citation } from "./instrument.ts";
import { sources } from "./sources.ts";

/** A movement of a joint that is measured with a goniometer. */
export type Movement = {
  readonly id: string;
  readonly joint: string;
  readonly name: string;
  /** Measured on each side, or once: bending the trunk has no left. */
  readonly sided: boolean;
  /** How far it goes in healthy adults, in degrees; absent where no source was found that this programme could stand on. */
  readonly norm?: { readonly degrees: number; readonly source: Citation };
};

const upper = (degrees: number) => ({ degrees, source: sources.norkin });
const castori = (degrees: number) => ({ degrees, source: sources.castori });

type Plain = readonly [name: string, norm?: NonNullable<Movement["norm"]>];

function ofJoint(joint: string, movements: readonly Plain[], sided = true): readonly Movement[] {
  const slug = (text: string) => text.toLowerCase().replaceAll(/[^a-z]+/g, "-");
  return movements.map(([name, norm]) => ({
    id: `${slug(joint)}-${slug(name)}`,
    joint,
    name,
    sided,
    ...(norm === undefined ? {} : { norm }),
  }));
}

/** The movements of the large joints and the spine, from the head down. */
export const movements: readonly Movement[] = [
  ...ofJoint(
    "Neck",
    [
      ["Flexion", castori(45)],
      ["Extension", castori(45)],
    ],
    false,
  ),
  ...ofJoint("Neck", [["Side flexion", castori(45)], ["Rotation"]]),
  ...ofJoint("Trunk", [["Flexion"], ["Extension"]], false),
  ...ofJoint("Trunk", [["Side flexion", castori(35)], ["Rotation"]]),
  ...ofJoint("Shoulder", [
    ["Flexion", upper(180)],
    ["Extension", upper(60)],
    ["Abduction", upper(180)],
    ["Medial rotation", upper(70)],
    ["Lateral rotation", upper(90)],
  ]),
  ...ofJoint("Elbow", [
    ["Flexion", upper(150)],
    ["Extension", upper(0)],
  ]),
  ...ofJoint("Forearm", [
    ["Pronation", upper(80)],
    ["Supination", upper(80)],
  ]),
  ...ofJoint("Wrist", [
    ["Flexion", upper(80)],
    ["Extension", upper(70)],
    ["Radial deviation", upper(20)],
    ["Ulnar deviation", upper(30)],
  ]),
  ...ofJoint("Hip", [
    ["Flexion"],
    ["Extension"],
    ["Abduction", castori(45)],
    ["Adduction", castori(30)],
    ["Medial rotation"],
    ["Lateral rotation"],
  ]),
  ...ofJoint("Knee", [["Flexion"], ["Extension"]]),
  ...ofJoint("Ankle", [
    ["Dorsiflexion", castori(20)],
    ["Plantar flexion", castori(50)],
  ]),
];

export const joints: readonly string[] = [...new Set(movements.map(({ joint }) => joint))];

export function movementOf(id: string | undefined): Movement | undefined {
  return movements.find((one) => one.id === id);
}

/** Degrees that a goniometer can show. Below 0: short of the neutral position, or beyond it the other way. */
export const degreeBounds = [-90, 200] as const;

/** What the grades of muscle strength mean. */
export const strengthGrades = {
  source: sources.mrc,
  words: [
    "No contraction",
    "Flicker or trace of contraction",
    "Active movement, gravity eliminated",
    "Active movement against gravity",
    "Active movement against gravity and resistance",
    "Normal power",
  ],
} as const;

/** What is written down of one movement on one side. */
export type MovementPart = "active" | "passive" | "strength";

/** Reads what was typed for a part. @returns undefined for what isn't a whole number within its bounds */
export function parseMovementPart(part: MovementPart, text: string): number | undefined {
  if (!/^-?\d{1,3}$/.test(text.trim())) return undefined;
  const value = Number(text);
  const [least, most] = part === "strength" ? [0, 5] : degreeBounds;
  return value >= least && value <= most ? value : undefined;
}
