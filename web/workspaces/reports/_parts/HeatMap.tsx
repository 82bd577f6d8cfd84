import type { Report } from "../../../../contract/index.ts";
import classes from "./Reports.module.css";
import { weekdays } from "./words.ts";
import { say } from "../words/index.ts";

type Cell = NonNullable<Report["visits"]>["now"]["utilisation"]["cells"][number];

function levelOf(share: number): number {
  return share === 0 ? 0 : Math.min(5, Math.floor(share * 5) + 1);
}

/** Weekday by hour as a table whose cells are coloured by how much of the working hours is booked. The figure stands in each cell: the colour
 *  says nothing that the words don't. */
export function HeatMap({ cells }: { readonly cells: readonly Cell[] }) {
  const at = new Map(cells.map((cell) => [cell.weekday * 24 + cell.hour, cell]));
  const hours = [...new Set(cells.map(({ hour }) => hour))].sort((one, other) => one - other);
  const days = weekdays.filter((_, day) => cells.some(({ weekday }) => weekday === day));
  if (cells.length === 0) return null;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls sideways on a phone is reached by keyboard
    <div className={classes.wide} role="region" aria-label={say("heatLabel")} tabIndex={0}>
      <table className={classes.heat}>
        <caption>{say("heatCaption")}</caption>
        <thead>
          <tr>
            <th scope="col">{say("hour")}</th>
            {days.map((day) => (
              <th key={day} scope="col">
                {day}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {hours.map((hour) => (
            <tr key={hour}>
              <th scope="row">{String(hour).padStart(2, "0")}:00</th>
              {days.map((day) => {
                const cell = at.get(weekdays.indexOf(day) * 24 + hour);
                if (cell === undefined || cell.working === 0) return <td key={day}>–</td>;
                if (cell.booked === null)
                  return (
                    <td key={day} data-level={0} title={say("tooFewPatients")}>
                      {say("few")}
                    </td>
                  );
                const share = cell.booked / cell.working;
                return (
                  <td
                    key={day}
                    data-level={levelOf(share)}
                    title={say("bookedHours", {
                      booked: Math.round(cell.booked / 60),
                      working: Math.round(cell.working / 60),
                    })}
                  >
                    {Math.round(share * 100)} %
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
