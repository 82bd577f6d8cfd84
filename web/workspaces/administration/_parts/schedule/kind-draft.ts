import { z } from "zod";
import { type ClinicKind, kindColour } from "../../../../../contract/index.ts";
import { say } from "../../words/index.ts";

/** A kind of appointment as it is typed. */
export const typedKind = z.object({
  requestId: z.string(),
  version: z.number(),
  name: z.string(),
  minutes: z.number(),
  capacity: z.number(),
  branchIds: z.array(z.string()),
  colour: kindColour.nullable(),
  active: z.boolean(),
  /** Where anybody may ask for it; undefined: as it is. */
  offeredAt: z.array(z.string()).optional(),
  /** Of the price list; "" is none; undefined: as it is. */
  priceId: z.string().optional(),
});
export type TypedKind = z.infer<typeof typedKind>;

export function kindBegun(kind: ClinicKind | undefined, requestId: string): TypedKind {
  return {
    requestId,
    version: kind?.version ?? 0,
    name: kind?.name ?? "",
    minutes: kind?.minutes ?? 30,
    capacity: kind?.capacity ?? 1,
    branchIds: kind?.branchIds ?? [],
    colour: kind?.colour ?? null,
    active: kind?.active ?? true,
  };
}

const isWhole = (value: number, least: number, most: number) =>
  Number.isInteger(value) && value >= least && value <= most;

export type KindWords = {
  readonly name: string;
  readonly minutes: number;
  readonly capacity: number;
  readonly branchIds: string[];
  readonly colour: TypedKind["colour"];
  readonly active: boolean;
};

/** What is wrong with it, by field; or what goes to the server. */
export function kindWords(typed: TypedKind): {
  readonly faults: Readonly<Partial<Record<"name" | "minutes" | "capacity", string>>>;
  readonly words?: KindWords;
} {
  const { name, minutes, capacity, branchIds, colour, active } = typed;
  const hasMinutes = isWhole(minutes, 5, 720);
  const hasCapacity = isWhole(capacity, 1, 200);
  const faults = {
    ...(name.trim() === "" ? { name: say("giveName") } : {}),
    ...(hasMinutes ? {} : { minutes: "5 to 720 minutes." }),
    ...(hasCapacity ? {} : { capacity: "1 to 200 people." }),
  };
  if (name.trim() === "" || !hasMinutes || !hasCapacity) return { faults };
  return { faults, words: { name: name.trim(), minutes, capacity, branchIds, colour, active } };
}
