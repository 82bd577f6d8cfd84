import type { OwnRestrictions } from "../../../../contract/index.ts";
import { useOwnRestrictions } from "../../rights/_parts/restriction/restriction-calls.ts";
import { restrictedWords as words } from "./home-words.ts";
import classes from "./my-record.module.css";
import { plainDay } from "./plain-date.ts";
import { InReadersLanguage } from "../../../ui/InEnglish.tsx";

/** Said beside a record that is restricted: kept, and used by nobody. @param reference "Observation/…" */
export function RestrictedMark({ reference }: { readonly reference: string }) {
  const found = useOwnRestrictions().data?.restrictions.find(({ records }) => records.includes(reference));
  return found === undefined ? null : <Mark of={found} what={words.record} />;
}

/** The same of the whole record, above it. */
export function RestrictedNotice() {
  const found = useOwnRestrictions().data?.restrictions.find(({ whole }) => whole);
  return found === undefined ? null : <Mark of={found} what={words.whole} />;
}

type MarkProps = { readonly of: OwnRestrictions["restrictions"][number]; readonly what: string };

function Mark({ of: { since, toldOn }, what }: MarkProps) {
  const [sinceDay, toldDay] = [plainDay(since), plainDay(toldOn)];
  return (
    <InReadersLanguage>
      <p className={classes.heed}>
        <b>{words.label}</b> {what}
        {sinceDay !== undefined && ` ${words.since(sinceDay)}`}
        {toldDay !== undefined && ` ${words.told(toldDay)}`}
      </p>
    </InReadersLanguage>
  );
}
