import { changeSince } from "../../../../../contract/therapy/index.ts";
import { formatDate, formatDateTime } from "../../../../ui/clinical/dates.ts";
import table from "../../_parts/layout/table.module.css";
import { MenuHead } from "../../_parts/sensitivity/RecordMenu.tsx";
import { SensitivityChips } from "../../_parts/sensitivity/SensitivityChips.tsx";
import { MistakeMenu } from "../MistakeMenu.tsx";
import { activitiesOf, type MeasureCourse, type Measured } from "./measure-list.ts";
import { changeText, scoreText } from "./measure-words.ts";

/** Every time of one instrument, newest first. */
export function MeasureTable({ course: { instrument, first, all } }: { readonly course: MeasureCourse }) {
  const against = (measured: Measured) =>
    measured === first
      ? "The first"
      : changeText(instrument, changeSince(instrument, first.value, measured.value), formatDate(first.when));
  return (
    <table className={`${table.table} ${table.stack}`}>
      <caption className="wb-visually-hidden">{instrument.name}, newest first</caption>
      <thead>
        <tr>
          <th scope="col">Date</th>
          <th scope="col">Score</th>
          <th scope="col">Against the first</th>
          <th scope="col">By</th>
          <th scope="col">Remark</th>
          <MenuHead />
        </tr>
      </thead>
      <tbody>
        {all.toReversed().map((measured) => (
          <tr key={measured.observation.id}>
            <th scope="row" className={table.nowrap}>
              {formatDateTime(measured.when)}
            </th>
            <td data-label="Score">
              <span className={table.nowrap}>{scoreText(instrument, measured.value)}</span>
              <SensitivityChips meta={measured.observation.meta} />
              {instrument.entry.kind === "activities" && (
                <span className={table.note}>
                  {activitiesOf(measured)
                    .map(({ name, score }) => `${name}: ${score}`)
                    .join("; ")}
                </span>
              )}
            </td>
            <td data-label="Against the first">{against(measured)}</td>
            <td data-label="By">{measured.observation.performer?.[0]?.display ?? "Not recorded"}</td>
            <td data-label="Remark">{measured.observation.note?.map(({ text }) => text).join(" ") ?? ""}</td>
            <td className={table.menu}>
              <MistakeMenu
                observation={measured.observation}
                title={`${instrument.name} of ${formatDate(measured.when)}`}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
