import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import table from "../../_parts/layout/table.module.css";
import { say } from "../words/index.ts";
import { type Mark, sensationText } from "./body-list.ts";
import { regionText } from "./region-words.ts";

/** What is marked, in words. */
export function MarkTable({
  marks,
  remove,
}: {
  readonly marks: readonly Mark[];
  /** Takes one away, where that can be done. */
  readonly remove?: (mark: Mark) => void;
}) {
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th scope="col">{say("where")}</th>
          <th scope="col">{say("what")}</th>
          <th scope="col">{say("howStrongHead")}</th>
          {remove !== undefined && (
            <th scope="col">
              <span className="wb-visually-hidden">{say("takeAway")}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {marks.map((mark) => (
          <tr key={`${mark.region.id}${mark.sensation}`}>
            <th scope="row">{regionText(mark.region)}</th>
            <td>{sensationText(mark.sensation)}</td>
            <td className={table.nowrap}>{say("ofTen", { intensity: mark.intensity })}</td>
            {remove !== undefined && (
              <td className={table.menu}>
                <ActionIcon
                  size="md"
                  aria-label={say("takeAwayOf", { region: regionText(mark.region) })}
                  onClick={() => remove(mark)}
                >
                  <IconX size={15} aria-hidden />
                </ActionIcon>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
