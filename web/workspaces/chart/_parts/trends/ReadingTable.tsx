import { formatDateTime } from "../../../../ui/clinical/dates.ts";
import { StandingMark } from "../../../../ui/clinical/StandingMark.tsx";
import table from "../layout/table.module.css";
import { MenuHead, RecordMenu } from "../sensitivity/RecordMenu.tsx";
import { SensitivityChips } from "../sensitivity/SensitivityChips.tsx";
import type { Series } from "./series.ts";

/** Every reading of a plot, newest first. */
export function ReadingTable({ series, caption }: { readonly series: Series; readonly caption: string }) {
  return (
    <table className={table.table}>
      <caption className="wb-visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Date</th>
          <th scope="col">{series.name}</th>
          <th scope="col">Against range</th>
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
              <span className={table.nowrap}>{point.text}</span>
              <SensitivityChips meta={point.meta} />
            </td>
            <td>
              <StandingMark standing={point.standing} />
            </td>
            <td className={table.menu}>
              <RecordMenu type="Observation" id={point.id} title={`${series.name}, ${formatDateTime(point.when)}`} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
