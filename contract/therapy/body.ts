/** Which way the body is looked at. */
export type BodyView = "front" | "back";

/** A part of the body that can be marked on a drawing. */
export type BodyRegion = {
  readonly id: string;
  /** "Left shoulder, front". */
  readonly name: string;
  readonly view: BodyView;
  /** The patient's side. */
  readonly side: "left" | "right" | "middle";
  /** The shape that is drawn: both sides share one. */
  readonly shape: string;
};

/** What is felt there. Each is drawn in its own pattern, never by colour alone. */
export const sensations = [
  { id: "pain", name: "Pain" },
  { id: "numbness", name: "Numbness" },
  { id: "pins-and-needles", name: "Pins and needles" },
] as const;
export type SensationId = (typeof sensations)[number]["id"];

/** How strong it is. */
export const intensityBounds = [1, 10] as const;

const middle: Readonly<Record<BodyView, readonly (readonly [shape: string, name: string])[]>> = {
  front: [
    ["head", "Face"],
    ["neck", "Neck, front"],
    ["belly", "Abdomen"],
  ],
  back: [
    ["head", "Head, back"],
    ["neck", "Neck, back"],
    ["belly", "Lower back"],
  ],
};

const paired: Readonly<Record<BodyView, readonly (readonly [shape: string, name: string])[]>> = {
  front: [
    ["shoulder", "shoulder, front"],
    ["chest", "chest"],
    ["upper-arm", "upper arm, front"],
    ["elbow", "elbow, front"],
    ["forearm", "forearm, front"],
    ["hand", "palm"],
    ["hip", "groin and hip"],
    ["thigh", "thigh, front"],
    ["knee", "knee, front"],
    ["shin", "shin"],
    ["foot", "foot, top"],
  ],
  back: [
    ["shoulder", "shoulder, back"],
    ["chest", "upper back"],
    ["upper-arm", "upper arm, back"],
    ["elbow", "elbow, back"],
    ["forearm", "forearm, back"],
    ["hand", "hand, back"],
    ["hip", "buttock"],
    ["thigh", "thigh, back"],
    ["knee", "knee, back"],
    ["shin", "calf"],
    ["foot", "heel and sole"],
  ],
};

/** Every region, from the head down, front before back. */
export const bodyRegions: readonly BodyRegion[] = (["front", "back"] as const).flatMap((view) => [
  ...middle[view].map(([shape, name]) => ({ id: `${view}-${shape}`, name, view, side: "middle" as const, shape })),
  ...paired[view].flatMap(([shape, name]) =>
    (["left", "right"] as const).map((side) => ({
      id: `${view}-${side}-${shape}`,
      name: `${side === "left" ? "Left" : "Right"} ${name}`,
      view,
      side,
      shape,
    })),
  ),
]);

export function bodyRegionOf(id: string | undefined): BodyRegion | undefined {
  return bodyRegions.find((one) => one.id === id);
}
