import {
  type Entered,
  type Instrument,
  scoreOf,
  therapySystem,
  unitSystem,
} from "../../../../../contract/therapy/index.ts";
import type { TherapyObservation } from "../use-therapy.ts";

type Frame = Pick<
  TherapyObservation,
  "resourceType" | "status" | "category" | "subject" | "effectiveDateTime" | "performer"
>;

type Typed = {
  readonly frame: Frame;
  readonly instrument: Instrument;
  readonly entered: Entered;
  /** Names of the activities that are scored, in their order. */
  readonly activities?: readonly string[];
  readonly note: string;
};

/** The observation of what was typed; undefined where it makes no score. */
export function measureObservation({
  frame,
  instrument,
  entered,
  activities,
  note,
}: Typed): TherapyObservation | undefined {
  const scored = scoreOf(instrument, entered);
  if (scored.kind === "unscored") return undefined;
  const { id, name, unit, loinc } = instrument;
  const component = componentsOf(instrument, entered, activities ?? []);
  return {
    ...frame,
    code: {
      coding: [
        { system: therapySystem.instrument, code: id, display: name },
        ...(loinc === undefined ? [] : [{ system: "http://loinc.org", ...loinc }]),
      ],
      text: name,
    },
    valueQuantity: { value: scored.score, unit: unit.text, system: unitSystem, code: unit.ucum },
    ...(component.length === 0 ? {} : { component }),
    ...(note.trim() === "" ? {} : { note: [{ text: note.trim() }] }),
  };
}

function componentsOf(
  { id }: Instrument,
  entered: Entered,
  activities: readonly string[],
): NonNullable<TherapyObservation["component"]> {
  const code = (part: string, text: string) => ({
    coding: [{ system: therapySystem.item, code: `${id}-${part}` }],
    text,
  });
  switch (entered.kind) {
    case "value":
      return [];
    case "time":
      return [
        {
          code: code("seconds", "Time"),
          valueQuantity: { value: entered.seconds, unit: "s", system: unitSystem, code: "s" },
        },
      ];
    case "activities":
      return entered.scores.map((valueInteger, at) => ({
        code: code(String(at + 1), activities[at] ?? `Activity ${at + 1}`),
        valueInteger,
      }));
    case "items":
      return entered.scores.flatMap((valueInteger, at) =>
        valueInteger === undefined ? [] : [{ code: code(String(at + 1), `Item ${at + 1}`), valueInteger }],
      );
  }
}
