import classes from "./Reports.module.css";

type Row = {
  readonly name: string;
  /** How long its bar is; nothing where it is too few to tell. */
  readonly size: number | null;
  readonly text: string;
};

type Props = {
  readonly caption: string;
  readonly rows: readonly Row[];
};

/** A table with a bar in each row: the plot is its own table. What is less than nothing has a bar of another colour. */
export function RowBars({ caption, rows }: Props) {
  const most = Math.max(1e-9, ...rows.map(({ size }) => Math.abs(size ?? 0)));
  if (rows.length === 0) return null;
  return (
    <table className={classes.rows}>
      <caption>{caption}</caption>
      <tbody>
        {rows.map(({ name, size, text }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{text}</td>
            <td className={classes.length}>
              {size !== null && size !== 0 && (
                <span
                  className={classes.bar}
                  data-tone={size < 0 ? "against" : undefined}
                  style={{ inlineSize: `${(Math.abs(size) / most) * 100}%` }}
                />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
