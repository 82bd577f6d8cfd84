import type { Resource } from "../../../app/api.ts";
import { fieldsOf } from "./package/describe-resource.ts";
import classes from "./RecordFields.module.css";
import { inEnglish } from "../../../language/index.ts";

/** A record, field by field. */
export function RecordFields({ of }: { readonly of: Resource }) {
  return (
    <dl {...inEnglish} className={classes.fields}>
      {fieldsOf(of).map(([path, value]) => (
        <div key={path} className={classes.field}>
          <dt>{path}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
