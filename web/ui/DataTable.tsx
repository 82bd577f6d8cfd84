import type { ReactNode } from "react";
import classes from "./DataTable.module.css";
import { useRowKeys } from "./use-row-keys.ts";

export type Column<Row> = {
  readonly key: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** Figures stand at the end of their column, so that their digits line up. */
  readonly numeric?: boolean;
  /** A rule for `width`, such as `8rem`. */
  readonly width?: string;
  /** On a phone the row becomes lines; the first column is its heading and shows no label, nor do these. */
  readonly unlabelled?: boolean;
};

type Props<Row> = {
  /** Says to screen readers what the table holds. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Dims a row that is over and done with. */
  readonly faded?: (row: Row) => boolean;
};

/**
 * A tight table. A link or button with `data-row` in a row makes the whole row its target, and j, k and the arrows go
 * from row to row.
 */
export function DataTable<Row>({ caption, columns, rows, rowKey, faded }: Props<Row>) {
  const body = useRowKeys<HTMLTableSectionElement>();
  return (
    <div className={classes.frame}>
      {/* Roles are spelled out because the phone layout takes the table's own away. */}
      <table className={classes.table} role="table">
        <caption className="wb-visually-hidden">{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th
                key={column.key}
                role="columnheader"
                scope="col"
                data-numeric={column.numeric || undefined}
                style={{ width: column.width }}
              >
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body} role="rowgroup">
          {rows.map((row) => (
            <tr key={rowKey(row)} role="row" data-faded={faded?.(row) || undefined}>
              {columns.map((column, index) => (
                <td
                  key={column.key}
                  role="cell"
                  data-numeric={column.numeric || undefined}
                  data-label={index === 0 || column.unlabelled ? undefined : column.header}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
