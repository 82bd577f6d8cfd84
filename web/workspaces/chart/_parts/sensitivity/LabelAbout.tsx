import type { SensitivityList } from "../../../../../contract/index.ts";
import { formatDateTime } from "../../../../ui/clinical/dates.ts";
import { codingWords } from "./codes-calling.ts";
import type { LabelState } from "./labels.ts";
import classes from "./SensitivityDialog.module.css";
import type { LabelOrigin } from "./use-label-origins.ts";

type Props = {
  readonly category: SensitivityList["categories"][number];
  readonly state: LabelState;
  /** Where it is known. */
  readonly origin: LabelOrigin | undefined;
  /** On, and not the person's to take off. */
  readonly locked: boolean;
};

/** What a label is for, who sees what carries it, how it came here, and who may take it off. */
export function LabelAbout({ category: { summary, seenBy }, state, origin, locked }: Props) {
  const how = stateWords(state);
  return (
    <>
      {how !== undefined && (
        <span className={classes.origin}>
          {how}
          {origin !== undefined && originWords(origin)}
        </span>
      )}
      {locked && <span className={classes.origin}>Only somebody who keeps consents can take it off.</span>}
      <span className={classes.summary}>{summary}</span>
      <span className={classes.summary}>
        {seenBy.length === 0 ? "No role is cleared for it." : `Cleared for it: ${seenBy.join(", ")}.`}
      </span>
    </>
  );
}

function originWords({ since, by }: LabelOrigin): string {
  return ` Since ${formatDateTime(since)}${by === undefined ? "" : `, when ${by} wrote the record`}.`;
}

function stateWords(state: LabelState): string | undefined {
  switch (state.kind) {
    case "code":
      return state.calling.length === 0
        ? "Put on by itself, by a code that the record had before."
        : `Put on by itself, because of ${state.calling.map(codingWords).join(", ")}.`;
    case "hand":
      return "Put on by hand.";
    case "taken":
      return "Taken off by hand: it isn’t put on by itself again.";
    case "none":
      return undefined;
  }
}
