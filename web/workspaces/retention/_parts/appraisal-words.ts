import type { Appraisal, AppraisalDecision } from "../../../../contract/index.ts";
import { say } from "../words/index.ts";

/** What somebody does with a record that is due: how it is called, and what it means. */
export const decisionWords = {
  propose: {
    label: say("destroyMore"),
    title: say("proposeTitle"),
    means: say("proposeMeans"),
    action: say("propose"),
    done: say("proposed"),
  },
  keep: {
    label: say("keepLongerMore"),
    title: say("keepTitle"),
    means: say("keepMeans"),
    action: say("keep"),
    done: say("kept"),
  },
  transfer: {
    label: say("archiveMore"),
    title: say("archiveTitle"),
    means: say("archiveMeans"),
    action: say("writeDown"),
    done: say("writtenDown"),
  },
  withdraw: {
    label: say("withdrawMore"),
    title: say("withdrawTitle"),
    means: say("goesBack"),
    action: say("withdraw"),
    done: say("withdrawn"),
  },
  refuse: {
    label: say("refuseMore"),
    title: say("refuseTitle"),
    means: say("goesBack"),
    action: say("refuse"),
    done: say("refused"),
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

const stepNames: Readonly<
  Record<
    string,
    | "destructionProposed"
    | "keptLongerBy"
    | "givenToArchive"
    | "proposalWithdrawn"
    | "destructionRefused"
    | "destructionApproved"
    | "destroyedBy"
    | "givenBack"
    | "backInQueue"
    | "notDueBy"
  >
> = {
  propose: "destructionProposed",
  keep: "keptLongerBy",
  transfer: "givenToArchive",
  withdraw: "proposalWithdrawn",
  refuse: "destructionRefused",
  approve: "destructionApproved",
  destroy: "destroyedBy",
  "give-back": "givenBack",
  lapse: "backInQueue",
  vanish: "notDueBy",
};

/** "Destruction proposed by Ines Duarte: no further need" */
export function stepText({ event, by, why }: Appraisal["steps"][number]): string {
  const name = stepNames[event];
  return name === undefined ? say("stepBy", { step: event, by, why }) : say(name, { by, why });
}

/** Whose record it is, as far as anybody may still say. */
export function whoseText({ patientLabel, patientId }: Pick<Appraisal, "patientLabel" | "patientId">): string {
  return patientLabel ?? say("patientIs", { id: patientId });
}
