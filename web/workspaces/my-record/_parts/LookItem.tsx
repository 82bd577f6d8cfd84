import { inEmergency, roleText } from "../../chart/_parts/access/access-words.ts";
import type { Visit } from "../../chart/_parts/access/visits.ts";
import { UnrecognisedButton } from "../../rights/_parts/UnrecognisedButton.tsx";
import { lookLine } from "../../chart/_parts/access/look-line.ts";
import { accessWords as words } from "./access-page-words.ts";
import classes from "./my-record.module.css";
import { whatWasDone, whyWords } from "./own-looks.ts";
import { plainMoment } from "./plain-date.ts";
import { inEnglish } from "../../../language/index.ts";

type Props = {
  readonly visit: Visit;
  /** Whether one may ask what it was for. */
  readonly mayAsk: boolean;
  readonly brief?: boolean;
};

/** One look: who, what, when and why, and a way to ask. */
export function LookItem({ visit, mayAsk, brief = false }: Props) {
  const role = roleText(visit.actor);
  return (
    <>
      <p {...inEnglish} className={classes.line}>
        <b>{visit.actor.name}</b>
        {role === undefined ? "" : `, ${role},`} {whatWasDone(visit)}.
      </p>
      <p className={classes.dim}>{plainMoment(new Date(visit.to).toISOString())}</p>
      {inEmergency(visit) && (
        <p {...inEnglish} className={classes.heed}>
          <b>{words.emergency}</b>
        </p>
      )}
      {!brief && (
        <>
          <p {...inEnglish} className={classes.dim}>
            {words.why} {whyWords(visit.why)}
          </p>
          {mayAsk && visit.actor.kind !== "system" && (
            <div className={classes.acts}>
              <UnrecognisedButton look={lookLine(visit)} large />
            </div>
          )}
        </>
      )}
    </>
  );
}
