import type { SensitivityList } from "../../../../../contract/index.ts";
import { formatDateTime } from "../../../../ui/clinical/dates.ts";
import { codingWords } from "./codes-calling.ts";
import type { LabelState } from "./labels.ts";
import classes from "./SensitivityDialog.module.css";
import type { LabelOrigin } from "./use-label-origins.ts";
import { say } from "./words/index.ts";

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
          {origin !== undefined && ` ${originWords(origin)}`}
        </span>
      )}
      {locked && <span className={classes.origin}>{say("byHandOnly")}</span>}
      <span className={classes.summary}>
        <bdi>{summary}</bdi>
      </span>
      <span className={classes.summary}>
        {seenBy.length === 0 ? say("noRoleCleared") : say("clearedFor", { roles: seenBy.join(", ") })}
      </span>
    </>
  );
}

function originWords({ since, by }: LabelOrigin): string {
  const day = formatDateTime(since);
  return by === undefined ? say("sinceDay", { day }) : say("sinceDayBy", { day, by });
}

function stateWords(state: LabelState): string | undefined {
  switch (state.kind) {
    case "code":
      return state.calling.length === 0
        ? say("byCodeBefore")
        : say("byCodes", { codes: state.calling.map(codingWords).join(", ") });
    case "hand":
      return say("putOnByHand");
    case "taken":
      return say("takenOffByHand");
    case "none":
      return undefined;
  }
}
