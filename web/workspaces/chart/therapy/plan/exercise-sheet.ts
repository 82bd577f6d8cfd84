import type { Block } from "../../../../../print/index.ts";
import { therapyCategory, therapySystem } from "../../../../../contract/therapy/index.ts";
import type { CarePlan, Exercise } from "./plan-calls.ts";

/** What is done at home. */
export type HomeExercise = { readonly name: string; readonly how: string; readonly often: string };

export function exercisesIn(plan: CarePlan | undefined): readonly HomeExercise[] {
  return (plan?.activity ?? []).flatMap(({ detail }) => {
    const name = detail?.code?.text;
    if (name === undefined || (detail?.status !== undefined && detail.status !== "in-progress")) return [];
    return [{ name, how: detail?.description ?? "", often: detail?.scheduledString ?? "" }];
  });
}

/** The plan with these exercises: the one that there is, or a first one. */
export function withExercises(
  plan: CarePlan | undefined,
  exercises: readonly HomeExercise[],
  { patientId, today }: { readonly patientId: string; readonly today: string },
): CarePlan {
  const frame: CarePlan = plan ?? {
    resourceType: "CarePlan",
    status: "active",
    intent: "plan",
    category: [
      {
        coding: [{ system: therapySystem.category, code: therapyCategory.exercises, display: "Home exercises" }],
        text: "Home exercises",
      },
    ],
    title: "Home exercises",
    subject: { reference: `Patient/${patientId}` },
    created: today,
  };
  const { activity: _former, ...rest } = frame;
  if (exercises.length === 0) return rest;
  return {
    ...rest,
    activity: exercises.map(({ name, how, often }) => ({
      detail: {
        code: { text: name },
        status: "in-progress",
        ...(often === "" ? {} : { scheduledString: often }),
        ...(how === "" ? {} : { description: how }),
      } satisfies Exercise,
    })),
  };
}

type Sheet = {
  readonly patient: string;
  readonly bornAndNumber: string;
  readonly house: string;
  readonly therapist: string;
  readonly day: string;
  readonly goals: readonly string[];
  readonly exercises: readonly HomeExercise[];
};

/** What stands on the paper that goes home, large enough to be read on the floor. */
export function sheetBlocks({
  patient,
  bornAndNumber,
  house,
  therapist,
  day,
  goals,
  exercises,
}: Sheet): readonly Block[] {
  const goalBlocks: readonly Block[] =
    goals.length === 0
      ? []
      : [
          { kind: "heading", level: 2, text: "What you want to reach" },
          { kind: "list", items: goals },
        ];
  return [
    { kind: "heading", level: 1, text: "Exercises for home" },
    { kind: "lines", lines: [patient, bornAndNumber, `${house} · ${therapist} · ${day}`] },
    ...goalBlocks,
    ...exercises.flatMap(({ name, how, often }, at): Block[] => [
      { kind: "heading", level: 2, text: `${at + 1}. ${name}` },
      ...(often === "" ? [] : [{ kind: "paragraph", text: often, tone: "strong" } as const]),
      ...(how === "" ? [] : [{ kind: "lines", lines: how.split("\n") } as const]),
    ]),
    { kind: "heading", level: 2, text: "Done" },
    {
      kind: "table",
      heads: ["Exercise", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
      rows: exercises.map(({ name }) => [name, "", "", "", "", "", "", ""]),
      shares: [5, 1, 1, 1, 1, 1, 1, 1],
    },
    {
      kind: "paragraph",
      text: "Stop and tell your therapist if an exercise makes your complaint worse.",
      tone: "small",
    },
  ];
}
