import { ActionIcon } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import table from "../../_parts/layout/table.module.css";
import { type Mark, sensationName } from "./body-list.ts";

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
          <th scope="col">Where</th>
          <th scope="col">What</th>
          <th scope="col">How strong</th>
          {remove !== undefined && (
            <th scope="col">
              <span className="wb-visually-hidden">Take away</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {marks.map((mark) => (
          <tr key={`${mark.region.id}${mark.sensation}`}>
            <th scope="row">{mark.region.name}</th>
            <td>{sensationName(mark.sensation)}</td>
            <td className={table.nowrap}>{mark.intensity} of 10</td>
            {remove !== undefined && (
              <td className={table.menu}>
                <ActionIcon size="md" aria-label={`Take away ${mark.region.name}`} onClick={() => remove(mark)}>
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
