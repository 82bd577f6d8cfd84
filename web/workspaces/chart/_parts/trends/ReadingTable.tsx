import { formatDateTime } from "../../../../ui/clinical/dates.ts";
import { StandingMark } from "../../../../ui/clinical/StandingMark.tsx";
import table from "../layout/table.module.css";
import { MenuHead, RecordMenu } from "../sensitivity/RecordMenu.tsx";
import { SensitivityChips } from "../sensitivity/SensitivityChips.tsx";
import { isolated } from "../../../../language/index.ts";
import { say } from "../results/words/index.ts";
import type { Series } from "./series.ts";

/** Every reading of a plot, newest first. */
export function ReadingTable({ series, caption }: { readonly series: Series; readonly caption: string }) {
  return (
    <table className={table.table}>
      <caption className="wb-visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{say("date")}</th>
          <th scope="col">
            <bdi>{series.name}</bdi>
          </th>
          <th scope="col">{say("againstRange")}</th>
          <MenuHead />
        </tr>
      </thead>
      <tbody>
        {[...series.points].reverse().map((point, index) => (
          <tr key={index}>
            <th scope="row" className={table.nowrap}>
              {formatDateTime(point.when)}
            </th>
            <td>
              <bdi className={table.nowrap}>{point.text}</bdi>
              <SensitivityChips meta={point.meta} />
            </td>
            <td>
              <StandingMark standing={point.standing} />
            </td>
            <td className={table.menu}>
              <RecordMenu
                type="Observation"
                id={point.id}
                title={`${isolated(series.name)}, ${formatDateTime(point.when)}`}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
