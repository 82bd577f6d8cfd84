import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { PatientMerges } from "../../../../../contract/index.ts";
import { allows } from "../../../../app/session/allows.ts";
import { useSession } from "../../../../app/session/use-session.ts";
import { dateText } from "../../../../ui/dates.ts";
import type { Patient } from "../../../../ui/clinical/fhir-types.ts";
import { later } from "../../../../ui/later.tsx";
import { isReplaced } from "../../../../ui/patient-words.ts";
import { useMerges } from "../../../people/_parts/merge-calls.ts";
import { belongingQuery } from "../record/belonging.ts";
import classes from "./MergeNotice.module.css";
import { say } from "../../words/index.ts";

const UndoMerge = later(async () => (await import("./UndoMerge.tsx")).UndoMerge);

/** Says that a record was merged into another, or that it shows what belongs to others too. Nothing of records that never were. */
export function MergeNotice({ patient, patientId }: { readonly patient: Patient; readonly patientId: string }) {
  const { scopes } = useSession();
  const belonging = useQuery({ ...belongingQuery(patientId), enabled: allows(scopes, "Patient", "s") });
  const concerns = isReplaced(patient) || (belonging.data?.length ?? 0) > 0;
  const merges = useMerges(patientId, concerns && allows(scopes, "Patient", "s"));
  if (merges.data === undefined) return null;
  const { replaced, replaces } = merges.data;
  const undoes = allows(scopes, "Patient", "u");
  return (
    <>
      {replaced !== undefined && (
        <p className={classes.replaced}>
          <span>
            {say("mergedAway", { said: saidOf(replaced.words) })}
            {replaced.survivorId !== undefined && (
              <>
                {" "}
                <Link to="/patients/$patientId" params={{ patientId: replaced.survivorId }}>
                  {say("openKept")}
                </Link>
              </>
            )}
          </span>
          {undoes && replaced.survivorId !== undefined && <UndoMerge replacedId={patientId} name={say("thisRecord")} />}
        </p>
      )}
      {replaces.map(({ id, name, birthDate, number, words }) => (
        <p key={id} className={classes.holds}>
          <span>
            {say.rich("showsAlso", {
              link: (
                <Link key="link" to="/patients/$patientId" params={{ patientId: id }}>
                  {[name, birthDate === undefined ? undefined : dateText(birthDate), number].filter(Boolean).join(", ")}
                </Link>
              ),
              said: saidOf(words),
            })}
          </span>
          {undoes && <UndoMerge replacedId={id} name={name} />}
        </p>
      ))}
    </>
  );
}

function saidOf(words: NonNullable<PatientMerges["replaced"]>["words"]): string {
  return words === undefined ? "" : ` (${words.by}, ${dateText(words.at.slice(0, 10))}: ${words.why})`;
}
