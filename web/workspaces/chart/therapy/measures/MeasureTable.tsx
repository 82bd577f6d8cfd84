import { changeSince } from "../../../../../contract/therapy/index.ts";
import { formatDate, formatDateTime } from "../../../../ui/clinical/dates.ts";
import table from "../../_parts/layout/table.module.css";
import { MenuHead } from "../../_parts/sensitivity/RecordMenu.tsx";
import { SensitivityChips } from "../../_parts/sensitivity/SensitivityChips.tsx";
import { MistakeMenu } from "../MistakeMenu.tsx";
import { activitiesOf, type MeasureCourse, type Measured } from "./measure-list.ts";
import { isolated } from "../../../../language/index.ts";
import { say } from "../words/index.ts";
import { changeText, scoreText } from "./measure-words.ts";

/** Every time of one instrument, newest first. */
export function MeasureTable({ course: { instrument, first, all } }: { readonly course: MeasureCourse }) {
  const against = (measured: Measured) =>
    measured === first
      ? say("theFirst")
      : changeText(instrument, changeSince(instrument, first.value, measured.value), formatDate(first.when));
  return (
    <table className={`${table.table} ${table.stack}`}>
      <caption className="wb-visually-hidden">{say("newestFirst", { name: instrument.name })}</caption>
      <thead>
        <tr>
          <th scope="col">{say("date")}</th>
          <th scope="col">{say("score")}</th>
          <th scope="col">{say("againstFirst")}</th>
          <th scope="col">{say("by")}</th>
          <th scope="col">{say("remark")}</th>
          <MenuHead />
        </tr>
      </thead>
      <tbody>
        {all.toReversed().map((measured) => (
          <tr key={measured.observation.id}>
            <th scope="row" className={table.nowrap}>
              {formatDateTime(measured.when)}
            </th>
            <td data-label={say("score")}>
              <bdi className={table.nowrap}>{scoreText(instrument, measured.value)}</bdi>
              <SensitivityChips meta={measured.observation.meta} />
              {instrument.entry.kind === "activities" && (
                <span className={table.note}>
                  {activitiesOf(measured)
                    .map(({ name, score }) => `${isolated(name)}: ${score}`)
                    .join("; ")}
                </span>
              )}
            </td>
            <td data-label={say("againstFirst")}>{against(measured)}</td>
            <td data-label={say("by")}>
              <bdi>{measured.observation.performer?.[0]?.display ?? say("notRecorded")}</bdi>
            </td>
            <td data-label={say("remark")}>
              <bdi>{measured.observation.note?.map(({ text }) => text).join(" ") ?? ""}</bdi>
            </td>
            <td className={table.menu}>
              <MistakeMenu
                observation={measured.observation}
                title={say("titleOf", { name: instrument.name, day: formatDate(measured.when) })}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
