import type { Appraisal, AppraisalDecision } from "../../../../contract/index.ts";

/** What somebody does with a record that is due: how it is called, and what it means. */
export const decisionWords = {
  propose: {
    label: "Destroy…",
    title: "Propose to destroy this record",
    means:
      "A second person has to approve it. Then the keys go, and nobody here reads it any more; the last copies die with the backups of before.",
    action: "Propose",
    done: "Proposed",
  },
  keep: {
    label: "Keep longer…",
    title: "Keep this record longer",
    means: "It comes back into the queue on that day.",
    action: "Keep",
    done: "Kept",
  },
  transfer: {
    label: "An archive has it…",
    title: "Say that an archive has this record",
    means: "It stays here until somebody decides to destroy it.",
    action: "Write down",
    done: "Written down",
  },
  withdraw: {
    label: "Withdraw…",
    title: "Withdraw the proposal",
    means: "The record goes back into the queue.",
    action: "Withdraw",
    done: "Withdrawn",
  },
  refuse: {
    label: "Refuse…",
    title: "Refuse to destroy this record",
    means: "The record goes back into the queue.",
    action: "Refuse",
    done: "Refused",
  },
} as const satisfies Record<
  AppraisalDecision["event"],
  {
    readonly label: string;
    readonly title: string;
    readonly means: string;
    readonly action: string;
    readonly done: string;
  }
>;

export const decisionEvents = Object.keys(decisionWords) as readonly AppraisalDecision["event"][];

const stepWords: Readonly<Record<string, string>> = {
  propose: "Destruction proposed",
  keep: "Kept longer",
  transfer: "Given to an archive",
  withdraw: "Proposal withdrawn",
  refuse: "Destruction refused",
  approve: "Destruction approved",
  destroy: "Destroyed",
  "give-back": "Given back to the queue",
  lapse: "Back in the queue",
  vanish: "Not due any more",
};

/** "Destruction proposed by Ines Duarte: no further need" */
export function stepText({ event, by, why }: Appraisal["steps"][number]): string {
  return `${stepWords[event] ?? event} by ${by}: ${why}`;
}

/** Whose record it is, as far as anybody may still say. */
export function whoseText({ patientLabel, patientId }: Pick<Appraisal, "patientLabel" | "patientId">): string {
  return patientLabel ?? `Patient ${patientId}`;
}
