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

/** What the person takes and took: name, form, strength, dose, route, frequency, until. */
export function MedicinesPage() {
  const { data, queries } = useMedicines(useChart());
  if (data === undefined) return <WaitingPage title="Current medicines" queries={queries} what="medicines" />;
  return (
    <div>
      <NotAll complete={data.complete} what="medicines" />
      <Section
        title="Current medicines"
        level={1}
        aside={data.current.length === 0 ? undefined : `${data.current.length}`}
      >
        {data.current.length === 0 ? (
          <Nothing>No current medicine is recorded. That is not the same as taking none: ask.</Nothing>
        ) : (
          <MedicineTable lines={data.current} past={false} />
        )}
      </Section>
      <Section title="Past medicines" aside={data.past.length === 0 ? undefined : `${data.past.length}`}>
        {data.past.length === 0 ? (
          <Nothing>No past medicine is recorded.</Nothing>
        ) : (
          <MedicineTable lines={data.past} past />
        )}
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
            <th scope="col">Medicine and how it is taken</th>
            <th scope="col">For</th>
            <th scope="col">Started</th>
            <th scope="col">Until</th>
            <th scope="col">Status</th>
            <th scope="col">Ordered by</th>
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
              <td data-label="For" className={line.reason === undefined ? table.dim : undefined}>
                {line.reason ?? "Not recorded"}
              </td>
              <td data-label="Started" className={table.nowrap}>
                {line.started}
              </td>
              <td data-label="Until" className={table.nowrap}>
                {line.until ?? (past ? "Not recorded" : "Ongoing")}
              </td>
              <td data-label="Status">{line.reported ? `${line.status} (by own account)` : line.status}</td>
              <td data-label="Ordered by" className={line.by === undefined ? table.dim : undefined}>
                {line.by ?? "Not recorded"}
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
