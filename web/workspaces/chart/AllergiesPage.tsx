import { IconCircleCheck, IconHelpCircle } from "@tabler/icons-react";
import { allergyLine, allergyState, isActiveAllergy, saysNoAllergy } from "../../ui/clinical/allergies.ts";
import { firstCode } from "../../ui/clinical/codes.ts";
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
import { say } from "./words/index.ts";

const title = say("allergiesAndIntolerances");

/** What the person must not be given, and what was once thought so. */
export function AllergiesPage() {
  const allergies = useAllergies(useChart());
  if (allergies.data === undefined)
    return <WaitingPage title={title} queries={[allergies]} what={say("whatAllergies")} />;
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
          <EmptyState title={say("noKnownAllergies")}>
            <StatusChip icon={IconCircleCheck} tone="good">
              {say("askedAndDenied", {
                day: state.assertedOn === undefined ? say("dateNotRecorded") : formatDate(state.assertedOn),
              })}
            </StatusChip>
          </EmptyState>
        )}
        {state.kind === "not-recorded" && (
          <EmptyState title={say("allergiesNotRecorded")}>
            <p>
              <StatusChip icon={IconHelpCircle} tone="caution">
                {say("nobodyAsked")}
              </StatusChip>
            </p>
            {say("askBeforeGiven")}
          </EmptyState>
        )}
      </Section>
      {former.length > 0 && (
        <Section title={say("noLongerTrue")} aside={say("resolvedInactiveRefuted")}>
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
            <th scope="col">{say("substance")}</th>
            <th scope="col">{say("risk")}</th>
            <th scope="col">{say("reaction")}</th>
            <th scope="col">{say("worstSeverity")}</th>
            <th scope="col">{say("certainty")}</th>
            <th scope="col">{say("recorded")}</th>
            <MenuHead />
          </tr>
        </thead>
        <tbody>
          {rows.map(({ record, line }) => (
            <tr key={line.id}>
              <th scope="row">
                <bdi>{line.name}</bdi>
                <SensitivityChips meta={record.meta} />
                {(record.note ?? []).map((note) => (
                  <span key={note.text} className={table.note}>
                    <bdi>{note.text}</bdi>
                  </span>
                ))}
              </th>
              <td data-label={say("risk")}>
                <CriticalityChip criticality={line.criticality} />
              </td>
              <td data-label={say("reaction")} className={line.reactions === undefined ? table.dim : undefined}>
                <bdi>{line.reactions ?? say("notRecordedAlone")}</bdi>
              </td>
              <td data-label={say("worstSeverity")}>{severity(record)}</td>
              <td data-label={say("certainty")}>{certainty(record)}</td>
              <td data-label={say("recorded")} className={table.nowrap}>
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
  return worst === undefined ? say("notRecordedAlone") : say(worst);
}

const certainties: Readonly<Record<string, string>> = {
  unconfirmed: say("allergyUnconfirmed"),
  presumed: say("allergyPresumed"),
  confirmed: say("allergyConfirmed"),
  refuted: say("allergyRefuted"),
};
const noLonger: Readonly<Record<string, string>> = {
  inactive: say("allergyInactive"),
  resolved: say("allergyResolved"),
};

function certainty(record: AllergyIntolerance): string {
  const verification = firstCode(record.verificationStatus);
  const clinical = firstCode(record.clinicalStatus);
  const words = verification === undefined ? say("notRecordedAlone") : (certainties[verification] ?? verification);
  return clinical === undefined || clinical === "active"
    ? words
    : say("statusWith", { status: words, more: noLonger[clinical] ?? clinical });
}
