import { useState } from "react";
import { formatDate, formatTime } from "../../../../ui/clinical/dates.ts";
import { StandingMark } from "../../../../ui/clinical/StandingMark.tsx";
import { Button } from "@mantine/core";
import { Sparkline } from "../trends/Sparkline.tsx";
import classes from "./FlowSheet.module.css";
import { SensitivityChips } from "../sensitivity/SensitivityChips.tsx";
import type { Cell, Panel, TestRow } from "./panels.ts";
import { say } from "./words/index.ts";

const firstColumns = 6;

/** A panel over time: tests down, dates across, newest first. */
export function FlowSheet({ panel }: { readonly panel: Panel }) {
  const [all, setAll] = useState(false);
  const columns = all ? panel.columns : panel.columns.slice(0, firstColumns);
  const hidden = panel.columns.length - columns.length;

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a wide table is scrolled with the keyboard
    <div className={classes.scroll} role="region" aria-label={say("tableOf", { name: panel.name })} tabIndex={0}>
      <table className={classes.sheet}>
        <thead>
          <tr>
            <th scope="col">{say("test")}</th>
            <th scope="col" className={classes.wide}>
              {say("range")}
            </th>
            <th scope="col" className={classes.wide}>
              {say("course")}
            </th>
            {columns.map((at) => (
              <th key={at} scope="col" className={classes.date}>
                {formatDate(new Date(at).toISOString())}
                <span className={classes.time}>{formatTime(at)}</span>
              </th>
            ))}
            {hidden > 0 && (
              <th scope="col">
                <Button size="compact-xs" variant="subtle" onClick={() => setAll(true)}>
                  {say("earlier", { count: hidden })}
                </Button>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {panel.rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">
                <bdi>{row.name}</bdi>
                {row.unit !== undefined && row.unit !== "" && (
                  <span className={classes.unit}>
                    <bdi>{row.unit}</bdi>
                  </span>
                )}
                <span className={classes.rangeUnder} aria-hidden>
                  <bdi>{row.range ?? say("noRange")}</bdi>
                </span>
              </th>
              <td className={`${classes.range} ${classes.wide}`}>
                <bdi>{row.range ?? say("noRange")}</bdi>
              </td>
              <td className={`${classes.course} ${classes.wide}`}>
                {row.series !== undefined && <Sparkline series={row.series} width={84} height={24} />}
              </td>
              {columns.map((at) => (
                <td key={at} className={classes.cell}>
                  {(row.cells.get(at) ?? []).map((cell) => (
                    <Value key={cell.id} cell={cell} row={row} />
                  ))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The unit stands once, in the row's head, where the whole row has it. */
function Value({ cell, row }: { readonly cell: Cell; readonly row: TestRow }) {
  const unit = row.unit;
  const text =
    unit !== undefined && unit !== "" && cell.text.endsWith(unit) ? cell.text.slice(0, -unit.length).trim() : cell.text;
  return (
    <span className={classes.value} data-out={cell.standing !== undefined && cell.standing.kind !== "normal"}>
      <bdi>{text}</bdi>
      <span className={classes.mark}>
        <StandingMark standing={cell.standing} quiet />
      </span>
      <SensitivityChips meta={cell.meta} />
      {cell.status !== undefined && <span className={classes.status}>{cell.status}</span>}
    </span>
  );
}
