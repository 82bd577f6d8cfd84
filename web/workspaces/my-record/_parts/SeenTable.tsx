import type { SeenByParty } from "../../../../contract/index.ts";
import { kindWords } from "../../chart/_parts/access/access-words.ts";
import { tryWords as words } from "./consent-page-words.ts";
import classes from "./my-record.module.css";

type Props = {
  readonly name: string;
  readonly seen: SeenByParty;
  /** With a decision that isn't made yet. */
  readonly planned: boolean;
};

/** What somebody sees, and would see: in a sentence, and by kind of record. */
export function SeenTable({ name, seen: { assumed, signsIn, types }, planned }: Props) {
  const sum = (of: (one: SeenByParty["types"][number]) => number) => types.reduce((total, one) => total + of(one), 0);
  const yours = sum((one) => one.yours);
  const count = (one: number) => (one === 0 ? words.nothing : one === yours ? words.all : String(one));
  return (
    <div role="status">
      <p className={classes.line}>
        <b>{words.seen(name, count(sum((one) => one.before)), yours, false)}</b>
      </p>
      {planned && (
        <p className={classes.line}>
          <b>{words.seen(name, count(sum((one) => one.after)), yours, true)}</b>
        </p>
      )}
      <p className={classes.dim}>
        {!signsIn && words.noAccount} {assumed !== undefined && words.assumed[assumed]}
      </p>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{words.kind}</th>
            <th scope="col">{words.you}</th>
            <th scope="col">{words.before}</th>
            {planned && <th scope="col">{words.after}</th>}
          </tr>
        </thead>
        <tbody>
          {types.map(({ type, yours: of, before, after, more }) => (
            <tr key={type}>
              <th scope="row">{capital(kindWords(type))}</th>
              <td>
                {of}
                {more && ` ${words.more}`}
              </td>
              <td>{before}</td>
              {planned && <td>{after}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
