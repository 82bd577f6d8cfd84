import { useChart } from "./_parts/record/use-chart.ts";
import { Nothing } from "./_parts/layout/Loaded.tsx";
import { NotAll } from "./_parts/layout/NotAll.tsx";
import { WaitingPage } from "./_parts/layout/WaitingPage.tsx";
import { Section } from "./_parts/layout/Section.tsx";
import table from "./_parts/layout/table.module.css";
import { DrugWords } from "./_parts/medicines/DrugWords.tsx";
import type { MedicineLine } from "./_parts/medicines/medicine.ts";
import { MenuHead, RecordMenu } from "./_parts/sensitivity/RecordMenu.tsx";
import { SensitivityChips } from "./_parts/sensitivity/SensitivityChips.tsx";
import { useMedicines } from "./_parts/medicines/use-medicines.ts";
import { say } from "./words/index.ts";

/** What the person takes and took: name, form, strength, dose, route, frequency, until. */
export function MedicinesPage() {
  const { data, queries } = useMedicines(useChart());
  if (data === undefined)
    return <WaitingPage title={say("currentMedicines")} queries={queries} what={say("whatMedicines")} />;
  return (
    <div>
      <NotAll complete={data.complete} what={say("whatMedicines")} />
      <Section
        title={say("currentMedicines")}
        level={1}
        aside={data.current.length === 0 ? undefined : `${data.current.length}`}
      >
        {data.current.length === 0 ? (
          <Nothing>{say("noCurrentMedicineAsk")}</Nothing>
        ) : (
          <MedicineTable lines={data.current} past={false} />
        )}
      </Section>
      <Section title={say("pastMedicines")} aside={data.past.length === 0 ? undefined : `${data.past.length}`}>
        {data.past.length === 0 ? <Nothing>{say("noPastMedicine")}</Nothing> : <MedicineTable lines={data.past} past />}
      </Section>
    </div>
  );
}

function MedicineTable({ lines, past }: { readonly lines: readonly MedicineLine[]; readonly past: boolean }) {
  return (
    <div className={table.scroll}>
      <table className={`${table.table} ${table.stack}`}>
        <thead>
          <tr>
            <th scope="col">{say("medicineAndHow")}</th>
            <th scope="col">{say("takenFor")}</th>
            <th scope="col">{say("started")}</th>
            <th scope="col">{say("until")}</th>
            <th scope="col">{say("status")}</th>
            <th scope="col">{say("orderedBy")}</th>
            <MenuHead />
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id}>
              <th scope="row">
                <DrugWords line={line} />
                <SensitivityChips meta={line.meta} />
              </th>
              <td data-label={say("takenFor")} className={line.reason === undefined ? table.dim : undefined}>
                <bdi>{line.reason ?? say("notRecordedAlone")}</bdi>
              </td>
              <td data-label={say("started")} className={table.nowrap}>
                {line.started}
              </td>
              <td data-label={say("until")} className={table.nowrap}>
                {line.until ?? (past ? say("notRecordedAlone") : say("ongoing"))}
              </td>
              <td data-label={say("status")}>
                {line.reported ? say("byOwnAccount", { status: line.status }) : line.status}
              </td>
              <td data-label={say("orderedBy")} className={line.by === undefined ? table.dim : undefined}>
                <bdi>{line.by ?? say("notRecordedAlone")}</bdi>
              </td>
              <td className={table.menu}>
                <RecordMenu type={line.type} id={line.id} title={line.name} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
