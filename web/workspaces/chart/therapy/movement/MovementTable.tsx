import { formatDate } from "../../../../ui/clinical/dates.ts";
import table from "../../_parts/layout/table.module.css";
import { MenuHead } from "../../_parts/sensitivity/RecordMenu.tsx";
import { SensitivityChips } from "../../_parts/sensitivity/SensitivityChips.tsx";
import { MistakeMenu } from "../MistakeMenu.tsx";
import { gainText, type MovementCourse, partsText, sidesOf } from "./movement-list.ts";

const sideNames = { left: "Left", right: "Right", middle: "" } as const;

/** Every movement that was measured: now, and beside it the time before. */
export function MovementTable({ courses }: { readonly courses: readonly MovementCourse[] }) {
  return (
    <div className={table.scroll}>
      <table className={`${table.table} ${table.stack}`}>
        <thead>
          <tr>
            <th scope="col">Movement</th>
            <th scope="col">Last</th>
            <th scope="col">The time before</th>
            <th scope="col">Change</th>
            <th scope="col">Norm</th>
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
                    {title.charAt(0).toUpperCase() + title.slice(1)}
                    <SensitivityChips meta={now.observation.meta} />
                  </th>
                  <td data-label="Last">
                    {partsText(now.parts)}
                    <span className={table.note}>{formatDate(now.when)}</span>
                  </td>
                  <td data-label="The time before" className={before === undefined ? table.dim : undefined}>
                    {before === undefined ? "Not measured before" : partsText(before.parts)}
                    {before !== undefined && <span className={table.note}>{formatDate(before.when)}</span>}
                  </td>
                  <td data-label="Change">{gainText(now, before) ?? "–"}</td>
                  <td data-label="Norm" className={movement.norm === undefined ? table.dim : undefined}>
                    {movement.norm === undefined ? "Not covered" : `${movement.norm.degrees}°`}
                  </td>
                  <td className={table.menu}>
                    <MistakeMenu observation={now.observation} title={`${title} of ${formatDate(now.when)}`} />
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
