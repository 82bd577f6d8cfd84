import { Checkbox, Group, Select, TextInput } from "@mantine/core";
import { typeWords } from "../../../../ui/record-types/type-words.ts";
import { Lines } from "./Lines.tsx";
import classes from "./Lines.module.css";
import { inOrder, type LimitedScope, rightColumns } from "./rights.ts";
import { say } from "./words/index.ts";

const fresh: LimitedScope = { type: "Observation", letters: "rs", criteria: "category=laboratory" };

/** Rights that hold for some records of a kind only. */
export function LimitedScopes({
  scopes,
  types,
  faults,
  onChange,
}: {
  readonly scopes: readonly LimitedScope[];
  readonly types: readonly string[];
  readonly faults: ReadonlyMap<number, string>;
  readonly onChange: (scopes: LimitedScope[]) => void;
}) {
  return (
    <Lines lines={scopes} what={say("limit")} onChange={onChange} fresh={fresh} addWords={say("addLimits")}>
      {(scope, index, set) => (
        <>
          <Select
            aria-label={say("recordsOfLimit", { number: index + 1 })}
            searchable
            className={classes.type}
            data={[...new Set(["*", ...types, scope.type])].map((one) => ({
              value: one,
              label: one === "*" ? say("everyKind") : typeWords(one),
            }))}
            value={scope.type}
            onChange={(type) => set({ type: type ?? scope.type })}
          />
          <Group
            gap="sm"
            className={classes.rights}
            role="group"
            aria-label={say("rightsOfLimit", { number: index + 1 })}
          >
            {rightColumns.map(({ letters, label }) => (
              <Checkbox
                key={letters}
                label={label}
                checked={[...letters].every((letter) => scope.letters.includes(letter))}
                onChange={(event) =>
                  set({
                    letters: event.currentTarget.checked
                      ? inOrder(scope.letters + letters)
                      : [...scope.letters].filter((letter) => !letters.includes(letter)).join(""),
                  })
                }
              />
            ))}
          </Group>
          <TextInput
            aria-label={say("criteriaOfLimit", { number: index + 1 })}
            className={classes.wide}
            placeholder="category=laboratory"
            autoComplete="off"
            spellCheck={false}
            value={scope.criteria}
            error={faults.get(index)}
            onChange={(event) => set({ criteria: event.currentTarget.value })}
          />
        </>
      )}
    </Lines>
  );
}
