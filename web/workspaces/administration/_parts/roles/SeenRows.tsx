import type { ReactNode } from "react";
import { IconEye, IconEyeOff, IconLock, IconLockOpen } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { PolicyChoices, Preview } from "../../../../../contract/index.ts";
import { fhir, matches, type Resource } from "../../../../app/api.ts";
import { StatusChip } from "../../../../ui/StatusChip.tsx";
import { typeWords } from "../../../../ui/record-types/type-words.ts";
import { fieldsOf, titleOf } from "./resource-words.ts";
import classes from "./SeenRows.module.css";
import { inEnglish } from "../../../../language/index.ts";
import { say } from "./words/index.ts";

/** What came of looking as somebody: the decision in words, then the viewer's own rows, each with whether that person sees it. */
export function SeenRows({ preview, choices }: { readonly preview: Preview; readonly choices: PolicyChoices }) {
  const { person, role, purpose, type, decision, rows, withheld } = preview;
  const acting = choices.purposes.find(({ code }) => code === purpose)?.label.toLowerCase();
  const titles = useOwnTitles(preview);
  return (
    <div className={classes.seen} role="status">
      <p className={classes.sentence}>
        <StatusChip icon={decision.allowed ? IconLockOpen : IconLock} tone={decision.allowed ? "good" : "neutral"}>
          {decision.allowed ? say("allowed") : say("refused")}
        </StatusChip>{" "}
        <b>{person.name}</b>, {role.label.toLowerCase()}
        {acting !== undefined && say("actingFor", { purpose: acting })}: {typeWords(type).toLowerCase()}.{" "}
        <span {...inEnglish}>{decision.sentence}</span>
      </p>
      {(decision.limits.length > 0 || decision.hiddenFields.length > 0 || decision.readOnlyFields.length > 0) && (
        <ul className={classes.limits}>
          {decision.limits.map((limit) => (
            <li {...inEnglish} key={limit}>
              {limit}
            </li>
          ))}
          {decision.hiddenFields.length > 0 && (
            <li>{say("hiddenFields", { fields: decision.hiddenFields.join(", ") })}</li>
          )}
          {decision.readOnlyFields.length > 0 && (
            <li>{say("readOnlyFields", { fields: decision.readOnlyFields.join(", ") })}</li>
          )}
        </ul>
      )}
      {withheld !== undefined && (
        <p {...inEnglish} className={classes.withheld}>
          {withheld}
        </p>
      )}
      {rows !== undefined && rows.compared === 0 && <p className={classes.withheld}>{say("nothingToCompare")}</p>}
      {rows !== undefined && rows.compared > 0 && (
        <>
          <p className={classes.count}>
            {rows.seen === rows.compared
              ? say.rich(rows.more ? "seesAllFirst" : "seesAll", {
                  compared: rows.compared,
                  name: person.name,
                  b: bold,
                })
              : say.rich(rows.more ? "seesSomeFirst" : "seesSome", {
                  compared: rows.compared,
                  name: person.name,
                  seen: rows.seen,
                  b: bold,
                })}
          </p>
          <ul className={classes.rows}>
            {rows.list.map((row) => (
              <li key={row.id} data-seen={row.seen || undefined}>
                {row.seen ? (
                  <IconEye size={16} aria-hidden className={classes.mark} />
                ) : (
                  <IconEyeOff size={16} aria-hidden className={classes.mark} />
                )}
                <span className="wb-visually-hidden">{row.seen ? say("sees") : say("seesNot")}</span>
                <div className={classes.row}>
                  {row.resource === undefined ? (
                    (titles.get(row.id) ?? `${typeWords(row.type)} ${row.id.slice(0, 8)}…`)
                  ) : (
                    <details>
                      <summary>{titleOf(row.resource)}</summary>
                      <dl {...inEnglish} className={classes.fields}>
                        {fieldsOf(row.resource).map(([name, text]) => (
                          <div key={name}>
                            <dt>{name}</dt>
                            <dd>{text}</dd>
                          </div>
                        ))}
                      </dl>
                    </details>
                  )}
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

const bold = (inside: readonly ReactNode[]) => <b key="seen">{inside}</b>;

/** What the viewer calls the rows that the other doesn't see. */
function useOwnTitles({ type, rows }: Preview): ReadonlyMap<string, string> {
  const ids = (rows?.list ?? []).filter(({ seen }) => !seen).map(({ id }) => id);
  const own = useQuery({
    queryKey: ["see-as", type, ids],
    queryFn: ({ signal }) => fhir.search<Resource>(type, { _id: ids.join(","), _count: ids.length }, { signal }),
    enabled: ids.length > 0,
    staleTime: 60_000,
  });
  return new Map(
    (own.data === undefined ? [] : matches(own.data)).map((resource) => [resource.id ?? "", titleOf(resource)]),
  );
}
