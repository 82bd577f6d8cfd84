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
import { say } from "./words/index.ts";

/** What the person has, and what they had. */
export function ProblemsPage() {
  const chart = useChart();
  const conditions = useConditions(chart);
  if (conditions.data === undefined)
    return <WaitingPage title={say("currentProblems")} queries={[conditions]} what={say("whatProblems")} />;
  const { current, past } = sortProblems(conditions.data.matches);
  return (
    <div>
      <NotAll complete={conditions.data.complete} what={say("whatProblems")} />
      <Section title={say("currentProblems")} level={1} aside={current.length === 0 ? undefined : `${current.length}`}>
        {current.length === 0 ? (
          <Nothing>{say("noCurrentProblem")}</Nothing>
        ) : (
          <ProblemTable lines={current} ended={false} />
        )}
      </Section>
      <Section title={say("pastProblems")} aside={past.length === 0 ? undefined : `${past.length}`}>
        {past.length === 0 ? <Nothing>{say("noPastProblem")}</Nothing> : <ProblemTable lines={past} ended />}
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
            <th scope="col">{say("problem")}</th>
            <th scope="col">{say("status")}</th>
            <th scope="col">{say("severity")}</th>
            <th scope="col">{say("since")}</th>
            {ended && <th scope="col">{say("until")}</th>}
            <MenuHead />
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id}>
              <th scope="row">
                <bdi>{line.name}</bdi>
                <SensitivityChips meta={line.meta} />
                {line.notes.map((note) => (
                  <span key={note} className={table.note}>
                    <bdi>{note}</bdi>
                  </span>
                ))}
              </th>
              <td data-label={say("status")}>{line.status}</td>
              <td data-label={say("severity")} className={line.severity === undefined ? table.dim : undefined}>
                <bdi>{line.severity ?? say("notRecordedAlone")}</bdi>
              </td>
              <td data-label={say("since")} className={table.nowrap}>
                {line.onset}
              </td>
              {ended && (
                <td data-label={say("until")} className={table.nowrap}>
                  {line.ended ?? say("notRecordedAlone")}
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
