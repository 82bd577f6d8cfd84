import { IconCircleCheck, IconHelpCircle } from "@tabler/icons-react";
import { allergyLine, allergyState, isActiveAllergy, saysNoAllergy } from "../../ui/clinical/allergies.ts";
import { conceptTitle, firstCode } from "../../ui/clinical/codes.ts";
import { formatDate } from "../../ui/clinical/dates.ts";
import type { AllergyIntolerance } from "../../ui/clinical/fhir-types.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { StatusChip } from "../../ui/StatusChip.tsx";
import { WaitingPage } from "./_parts/layout/WaitingPage.tsx";
import { Section } from "./_parts/layout/Section.tsx";
import table from "./_parts/layout/table.module.css";
import { MenuHead, RecordMenu } from "./_parts/sensitivity/RecordMenu.tsx";
import { SensitivityChips } from "./_parts/sensitivity/SensitivityChips.tsx";
import { CriticalityChip } from "./_parts/allergies/CriticalityChip.tsx";
import { useChart } from "./_parts/record/use-chart.ts";
import { useAllergies } from "./_parts/record/use-record.ts";

const title = "Allergies and intolerances";

/** What the person must not be given, and what was once thought so. */
export function AllergiesPage() {
  const allergies = useAllergies(useChart());
  if (allergies.data === undefined) return <WaitingPage title={title} queries={[allergies]} what="allergies" />;
  const { matches } = allergies.data;
  const state = allergyState(matches);
  const active = matches.filter((one) => isActiveAllergy(one) && !saysNoAllergy(one));
  const former = matches.filter(
    (one) => !isActiveAllergy(one) && firstCode(one.verificationStatus) !== "entered-in-error",
  );
  return (
    <div>
      <Section title={title} level={1} aside={state.kind === "listed" ? `${active.length}` : undefined}>
        {state.kind === "listed" && <AllergyTable records={active} />}
        {state.kind === "none" && (
          <EmptyState title="No known allergies">
            <StatusChip
              icon={IconCircleCheck}
              tone="good"
            >{`Asked and denied, ${state.assertedOn === undefined ? "date not recorded" : formatDate(state.assertedOn)}`}</StatusChip>
          </EmptyState>
        )}
        {state.kind === "not-recorded" && (
          <EmptyState title="Allergies not recorded">
            <p>
              <StatusChip icon={IconHelpCircle} tone="caution">
                Nobody has asked, or nobody wrote it down
              </StatusChip>
            </p>
            This is not the same as having none. Ask before anything is given.
          </EmptyState>
        )}
      </Section>
      {former.length > 0 && (
        <Section title="No longer held true" aside="Resolved, inactive or refuted">
          <AllergyTable records={former} />
        </Section>
      )}
    </div>
  );
}

const order = { high: 0, unassessed: 1, low: 2 } as const;

function AllergyTable({ records }: { readonly records: readonly AllergyIntolerance[] }) {
  const rows = records
    .map((record) => ({ record, line: allergyLine(record) }))
    .sort((a, b) => order[a.line.criticality] - order[b.line.criticality]);
  return (
    <div className={table.scroll}>
      <table className={`${table.table} ${table.stack}`}>
        <thead>
          <tr>
            <th scope="col">Substance</th>
            <th scope="col">Risk</th>
            <th scope="col">Reaction</th>
            <th scope="col">Worst severity</th>
            <th scope="col">Certainty</th>
            <th scope="col">Recorded</th>
            <MenuHead />
          </tr>
        </thead>
        <tbody>
          {rows.map(({ record, line }) => (
            <tr key={line.id}>
              <th scope="row">
                {line.name}
                <SensitivityChips meta={record.meta} />
                {(record.note ?? []).map((note) => (
                  <span key={note.text} className={table.note}>
                    {note.text}
                  </span>
                ))}
              </th>
              <td data-label="Risk">
                <CriticalityChip criticality={line.criticality} />
              </td>
              <td data-label="Reaction" className={line.reactions === undefined ? table.dim : undefined}>
                {line.reactions ?? "Not recorded"}
              </td>
              <td data-label="Worst severity">{severity(record)}</td>
              <td data-label="Certainty">{certainty(record)}</td>
              <td data-label="Recorded" className={table.nowrap}>
                {formatDate(record.recordedDate ?? record.onsetDateTime)}
              </td>
              <td className={table.menu}>
                <RecordMenu type="AllergyIntolerance" id={record.id} title={line.name} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const severities = ["severe", "moderate", "mild"] as const;

function severity(record: AllergyIntolerance): string {
  const worst = severities.find((one) => record.reaction?.some((reaction) => reaction.severity === one));
  return worst === undefined ? "Not recorded" : worst.charAt(0).toUpperCase() + worst.slice(1);
}

function certainty(record: AllergyIntolerance): string {
  const verification = firstCode(record.verificationStatus);
  const clinical = firstCode(record.clinicalStatus);
  const words = verification === undefined ? "Not recorded" : (conceptTitle({ text: verification }) ?? "");
  const held = clinical === undefined || clinical === "active" ? words : `${words}, ${clinical}`;
  return held.charAt(0).toUpperCase() + held.slice(1);
}
