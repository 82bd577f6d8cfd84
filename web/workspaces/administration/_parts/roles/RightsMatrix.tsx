import { Checkbox } from "@mantine/core";
import { IconCheck, IconChevronRight, IconCircleHalf2, IconMinus } from "@tabler/icons-react";
import { Fragment, useState } from "react";
import { typeWords } from "../../../../ui/record-types/type-words.ts";
import classes from "./RightsMatrix.module.css";
import {
  reachedTypes,
  type ResourceGroup,
  type RightLetters,
  type Rights,
  rightColumns,
  stateOf,
  withRight,
} from "./rights.ts";
import { say } from "./words/index.ts";

type Props = {
  readonly rights: Rights;
  readonly groups: readonly ResourceGroup[];
  /** Makes it an editor. */
  readonly onChange?: (rights: Rights) => void;
  /** What the server says is wrong with a type's rights. */
  readonly faults?: ReadonlyMap<string, string>;
};

/** What may be done with which records: a line for each group, opened line by line where its types differ. */
export function RightsMatrix({ rights, groups, onChange, faults }: Props) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const shown = groups.filter((group) => onChange !== undefined || reachedTypes(rights, group.types).length > 0);
  const toggle = (code: string) =>
    setOpen((former) =>
      former.has(code) ? new Set([...former].filter((one) => one !== code)) : new Set([...former, code]),
    );
  const cell = (name: string, types: readonly string[], letters: RightLetters, label: string) => (
    <td key={letters}>
      <Cell
        state={stateOf(rights, types, letters)}
        name={say("rightIn", { label, name })}
        change={onChange === undefined ? undefined : (given) => onChange(withRight(rights, types, letters, given))}
      />
    </td>
  );
  return (
    <table className={classes.matrix}>
      <thead>
        <tr>
          <th scope="col">{say("records")}</th>
          {rightColumns.map(({ letters, label }) => (
            <th key={letters} scope="col">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map((group) => {
          const reached = reachedTypes(rights, group.types);
          const isOpen = open.has(group.code) || group.types.some((type) => faults?.has(type) === true);
          const listed = onChange === undefined ? reached : group.types;
          return (
            <Fragment key={group.code}>
              <tr className={classes.group}>
                <th scope="row">
                  <button
                    type="button"
                    className={classes.toggle}
                    aria-expanded={isOpen}
                    onClick={() => toggle(group.code)}
                  >
                    <IconChevronRight size={15} aria-hidden className={classes.chevron} />
                    <span>
                      {group.label}
                      <span className={classes.extent}>{extentOf(reached, group.types)}</span>
                    </span>
                  </button>
                </th>
                {rightColumns.map(({ letters, label }) => cell(group.label, group.types, letters, label))}
              </tr>
              {isOpen &&
                listed.map((type) => (
                  <tr key={type} className={classes.type}>
                    <th scope="row">
                      {typeWords(type)}
                      {faults?.get(type) !== undefined && <span className={classes.fault}>{faults.get(type)}</span>}
                    </th>
                    {rightColumns.map(({ letters, label }) => cell(typeWords(type), [type], letters, label))}
                  </tr>
                ))}
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
}

const mostNamed = 4;

function extentOf(reached: readonly string[], types: readonly string[]): string {
  if (reached.length === 0) return say("extentNone");
  if (reached.length === types.length) return types.length === 1 ? "" : say("extentAll", { count: types.length });
  const named = reached
    .slice(0, mostNamed)
    .map((type) => typeWords(type).toLowerCase())
    .join(", ");
  return reached.length > mostNamed
    ? say("extentOnlyMore", { named, count: reached.length - mostNamed })
    : say("extentOnly", { named });
}

function Cell({
  state,
  name,
  change,
}: {
  readonly state: "all" | "some" | "none";
  readonly name: string;
  readonly change: ((given: boolean) => void) | undefined;
}) {
  if (change !== undefined)
    return (
      // As large as a target must be: the bar at the end of the page may come close to it.
      <Checkbox
        size="md"
        aria-label={name}
        checked={state === "all"}
        indeterminate={state === "some"}
        onChange={() => change(state !== "all")}
        classNames={{ body: classes.box }}
      />
    );
  if (state === "none")
    return (
      <>
        <IconMinus size={15} aria-hidden className={classes.no} />
        <span className="wb-visually-hidden">{say("noCell")}</span>
      </>
    );
  const Mark = state === "all" ? IconCheck : IconCircleHalf2;
  return (
    <>
      <Mark size={17} aria-hidden className={classes.yes} />
      <span className="wb-visually-hidden">{say(state === "all" ? "yesCell" : "partly")}</span>
    </>
  );
}
