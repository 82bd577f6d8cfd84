import { useChart } from "./_parts/record/use-chart.ts";
import { useConditions } from "./_parts/record/use-record.ts";
import { Nothing } from "./_parts/layout/Loaded.tsx";
import { NotAll } from "./_parts/layout/NotAll.tsx";
import { WaitingPage } from "./_parts/layout/WaitingPage.tsx";
import { Section } from "./_parts/layout/Section.tsx";
import table from "./_parts/layout/table.module.css";
import { type ProblemLine, sortProblems } from "./_parts/problems/problem.ts";
import { MenuHead, RecordMenu } from "./_parts/sensitivity/RecordMenu.tsx";
import { SensitivityChips } from "./_parts/sensitivity/SensitivityChips.tsx";

/** What the person has, and what they had. */
export function ProblemsPage() {
  const chart = useChart();
  const conditions = useConditions(chart);
  if (conditions.data === undefined)
    return <WaitingPage title="Current problems" queries={[conditions]} what="problems" />;
  const { current, past } = sortProblems(conditions.data.matches);
  return (
    <div>
      <NotAll complete={conditions.data.complete} what="problems" />
      <Section title="Current problems" level={1} aside={current.length === 0 ? undefined : `${current.length}`}>
        {current.length === 0 ? (
          <Nothing>No current problem is recorded.</Nothing>
        ) : (
          <ProblemTable lines={current} ended={false} />
        )}
      </Section>
      <Section title="Past problems" aside={past.length === 0 ? undefined : `${past.length}`}>
        {past.length === 0 ? <Nothing>No past problem is recorded.</Nothing> : <ProblemTable lines={past} ended />}
      </Section>
    </div>
  );
}

function ProblemTable({ lines, ended }: { readonly lines: readonly ProblemLine[]; readonly ended: boolean }) {
  return (
    <div className={table.scroll}>
      <table className={`${table.table} ${table.stack}`}>
        <thead>
          <tr>
            <th scope="col">Problem</th>
            <th scope="col">Status</th>
            <th scope="col">Severity</th>
            <th scope="col">Since</th>
            {ended && <th scope="col">Until</th>}
            <MenuHead />
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id}>
              <th scope="row">
                {line.name}
                <SensitivityChips meta={line.meta} />
                {line.notes.map((note) => (
                  <span key={note} className={table.note}>
                    {note}
                  </span>
                ))}
              </th>
              <td data-label="Status">{line.status}</td>
              <td data-label="Severity" className={line.severity === undefined ? table.dim : undefined}>
                {line.severity ?? "Not recorded"}
              </td>
              <td data-label="Since" className={table.nowrap}>
                {line.onset}
              </td>
              {ended && (
                <td data-label="Until" className={table.nowrap}>
                  {line.ended ?? "Not recorded"}
                </td>
              )}
              <td className={table.menu}>
                <RecordMenu type="Condition" id={line.id} title={line.name} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
