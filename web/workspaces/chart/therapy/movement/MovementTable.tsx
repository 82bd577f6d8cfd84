import { formatDate } from "../../../../ui/clinical/dates.ts";
import table from "../../_parts/layout/table.module.css";
import { MenuHead } from "../../_parts/sensitivity/RecordMenu.tsx";
import { SensitivityChips } from "../../_parts/sensitivity/SensitivityChips.tsx";
import { MistakeMenu } from "../MistakeMenu.tsx";
import { inEnglish } from "../../../../language/index.ts";
import { say } from "../words/index.ts";
import { gainText, type MovementCourse, partsText, sidesOf } from "./movement-list.ts";

/** As the record names them. */
const sideNames = { left: "Left", right: "Right", middle: "" } as const;

/** Every movement that was measured: now, and beside it the time before. */
export function MovementTable({ courses }: { readonly courses: readonly MovementCourse[] }) {
  return (
    <div className={table.scroll}>
      <table className={`${table.table} ${table.stack}`}>
        <thead>
          <tr>
            <th scope="col">{say("movement")}</th>
            <th scope="col">{say("last")}</th>
            <th scope="col">{say("timeBefore")}</th>
            <th scope="col">{say("change")}</th>
            <th scope="col">{say("norm")}</th>
            <MenuHead />
          </tr>
        </thead>
        <tbody>
          {courses.flatMap(({ movement, sides }) =>
            sidesOf(movement).flatMap((side) => {
              const known = sides[side];
              if (known === undefined) return [];
              const { now, before } = known;
              const title = `${sideNames[side]} ${movement.joint} ${movement.name}`.trim().toLowerCase();
              return [
                <tr key={`${movement.id}${side}`}>
                  <th scope="row">
                    <bdi {...inEnglish}>{title.charAt(0).toUpperCase() + title.slice(1)}</bdi>
                    <SensitivityChips meta={now.observation.meta} />
                  </th>
                  <td data-label={say("last")}>
                    {partsText(now.parts)}
                    <span className={table.note}>{formatDate(now.when)}</span>
                  </td>
                  <td data-label={say("timeBefore")} className={before === undefined ? table.dim : undefined}>
                    {before === undefined ? say("notBefore") : partsText(before.parts)}
                    {before !== undefined && <span className={table.note}>{formatDate(before.when)}</span>}
                  </td>
                  <td data-label={say("change")}>
                    <bdi>{gainText(now, before) ?? "–"}</bdi>
                  </td>
                  <td data-label={say("norm")} className={movement.norm === undefined ? table.dim : undefined}>
                    {movement.norm === undefined ? say("notCovered") : `${movement.norm.degrees}°`}
                  </td>
                  <td className={table.menu}>
                    <MistakeMenu
                      observation={now.observation}
                      title={say("titleOf", { name: title, day: formatDate(now.when) })}
                    />
                  </td>
                </tr>,
              ];
            }),
          )}
        </tbody>
      </table>
    </div>
  );
}
