import { usePolicyChoices } from "../../administration/_parts/roles/role-calls.ts";
import { titleOf } from "../../administration/_parts/roles/resource-words.ts";
import { typeWords } from "../../administration/_parts/scope-words.ts";
import { Nothing } from "../_parts/layout/Loaded.tsx";
import { RecordMenu } from "../_parts/sensitivity/RecordMenu.tsx";
import { Section } from "../_parts/layout/Section.tsx";
import classes from "./ConsentsPage.module.css";
import { useLabelledRecords } from "./consent-calls.ts";

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
    <Section title="Marked sensitive" aside="By itself, from codes, or by hand">
      {marked.length === 0 ? (
        <Nothing>Nothing that you see here is marked.</Nothing>
      ) : (
        <dl className={classes.labelled}>
          {marked.map(({ code, label, summary }) => {
            const those = found.filter(({ codes }) => codes.includes(code));
            return (
              <div key={code} className={classes.category}>
                <dt>
                  <b>{label}</b>
                  <span className={classes.dim}>{summary}</span>
                </dt>
                <dd>
                  <ul>
                    {those.slice(0, mostListed).map(({ type, id, resource }) => (
                      <li key={`${type}/${id}`}>
                        {titleOf(resource)} <RecordMenu type={type} id={id} title={titleOf(resource)} />
                        <span className={classes.dim}>{typeWords(type)}</span>
                      </li>
                    ))}
                    {those.length > mostListed && <li className={classes.dim}>and {those.length - mostListed} more</li>}
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
