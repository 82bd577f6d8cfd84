import { conceptTitle } from "../../../../ui/clinical/codes.ts";
import { formatTime } from "../../../../ui/clinical/dates.ts";
import { StandingMark } from "../../../../ui/clinical/StandingMark.tsx";
import { IconClock } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { Button } from "@mantine/core";
import { StatusChip } from "../../../../ui/StatusChip.tsx";
import { ReportFiles } from "../../files/ReportFiles.tsx";
import { useRowKeys } from "../layout/use-row-keys.ts";
import table from "../layout/table.module.css";
import { MenuHead, RecordMenu } from "../sensitivity/RecordMenu.tsx";
import { SensitivityChips } from "../sensitivity/SensitivityChips.tsx";
import { observationStanding, observationWords, rangeWords } from "./observation-words.ts";
import type { ReportDay } from "./panels.ts";
import { isolated } from "../../../../language/index.ts";
import classes from "./ResultDays.module.css";
import { say } from "./words/index.ts";

const firstDays = 12;

/** Reports as they came, by day: what the laboratory said, with every value, range and flag. */
export function ResultDays({ days }: { readonly days: readonly ReportDay[] }) {
  const list = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState(firstDays);
  useRowKeys(list);
  return (
    <div ref={list}>
      {days.slice(0, shown).map((day) => (
        <section key={day.day} className={classes.day}>
          <h2 className={classes.date}>{day.day}</h2>
          <div>
            {day.reports.map((report) => (
              <article
                key={report.id}
                className={classes.report}
                data-row
                tabIndex={-1}
                aria-label={`${report.name}, ${day.day}`}
              >
                <header className={classes.header}>
                  <div className={classes.words}>
                    <h3 className={classes.name}>
                      <bdi>{report.name}</bdi>
                    </h3>
                    {report.status !== undefined && (
                      <StatusChip icon={IconClock} tone="info">
                        {report.status}
                      </StatusChip>
                    )}
                    <SensitivityChips meta={report.meta} />
                    <span className={classes.by}>
                      {[report.at === 0 ? undefined : formatTime(report.at), report.by && isolated(report.by)]
                        .filter((part) => part !== undefined)
                        .join(", ")}
                    </span>
                  </div>
                  {report.type !== undefined && <RecordMenu type={report.type} id={report.id} title={report.name} />}
                </header>
                {report.conclusion !== undefined && (
                  <p className={classes.conclusion} dir="auto">
                    {report.conclusion}
                  </p>
                )}
                <ReportFiles forms={report.forms} />
                {report.results.length > 0 && (
                  <table className={`${table.table} ${classes.results}`}>
                    <thead className="wb-visually-hidden">
                      <tr>
                        <th scope="col">{say("test")}</th>
                        <th scope="col">{say("value")}</th>
                        <th scope="col">{say("againstRange")}</th>
                        <th scope="col">{say("range")}</th>
                        <MenuHead />
                      </tr>
                    </thead>
                    <tbody>
                      {report.results.map((result) => (
                        <tr key={result.id} className={classes.result}>
                          <th scope="row" className={classes.test}>
                            <bdi>{conceptTitle(result.code) ?? say("unnamedTest")}</bdi>
                            <SensitivityChips meta={result.meta} />
                          </th>
                          <td className={classes.value}>
                            <bdi>{observationWords(result)}</bdi>
                          </td>
                          <td className={classes.flag}>
                            <StandingMark standing={observationStanding(result)} />
                          </td>
                          <td className={table.dim}>
                            <bdi>{rangeWords(result) ?? say("noRange")}</bdi>
                          </td>
                          <td className={table.menu}>
                            <RecordMenu
                              type="Observation"
                              id={result.id}
                              title={conceptTitle(result.code) ?? say("unnamedTest")}
                            />
                          </td>
                        </tr>
                      ))}
                    </tbody>
                  </table>
                )}
              </article>
            ))}
          </div>
        </section>
      ))}
      {days.length > shown && (
        <Button variant="default" onClick={() => setShown(shown + 30)}>
          {say("showEarlierDays", { next: Math.min(30, days.length - shown), left: days.length - shown })}
        </Button>
      )}
    </div>
  );
}
