import { usePolicyChoices } from "../../administration/_parts/roles/role-calls.ts";
import { titleOf } from "../../administration/_parts/roles/resource-words.ts";
import { typeWords } from "../../../ui/record-types/type-words.ts";
import { Nothing } from "../_parts/layout/Loaded.tsx";
import { RecordMenu } from "../_parts/sensitivity/RecordMenu.tsx";
import { Section } from "../_parts/layout/Section.tsx";
import classes from "./ConsentsPage.module.css";
import { useLabelledRecords } from "./consent-calls.ts";
import { say } from "./words/index.ts";

const mostListed = 8;

/** What in this record is marked sensitive, as far as the viewer sees it. */
export function LabelledRecords({ patientId }: { readonly patientId: string }) {
  const choices = usePolicyChoices();
  const sensitivities = choices.data?.sensitivities ?? [];
  const records = useLabelledRecords(
    patientId,
    sensitivities.map(({ code }) => code),
  );
  if (records.data === undefined) return null;
  const found = records.data;
  const marked = sensitivities.filter(({ code }) => found.some(({ codes }) => codes.includes(code)));
  return (
    <Section title={say("markedSensitive")} aside={say("byItselfOrHand")}>
      {marked.length === 0 ? (
        <Nothing>{say("nothingMarked")}</Nothing>
      ) : (
        <dl className={classes.labelled}>
          {marked.map(({ code, label, summary }) => {
            const those = found.filter(({ codes }) => codes.includes(code));
            return (
              <div key={code} className={classes.category}>
                <dt>
                  <b>
                    <bdi>{label}</bdi>
                  </b>
                  <span className={classes.dim}>
                    <bdi>{summary}</bdi>
                  </span>
                </dt>
                <dd>
                  <ul>
                    {those.slice(0, mostListed).map(({ type, id, resource }) => (
                      <li key={`${type}/${id}`}>
                        <bdi>{titleOf(resource)}</bdi> <RecordMenu type={type} id={id} title={titleOf(resource)} />
                        <span className={classes.dim}>
                          <bdi>{typeWords(type)}</bdi>
                        </span>
                      </li>
                    ))}
                    {those.length > mostListed && (
                      <li className={classes.dim}>{say("andMore", { count: those.length - mostListed })}</li>
                    )}
                  </ul>
                </dd>
              </div>
            );
          })}
        </dl>
      )}
    </Section>
  );
}
