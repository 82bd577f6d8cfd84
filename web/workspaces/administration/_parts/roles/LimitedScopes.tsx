import { ActionIcon, Button, Checkbox, Group, Select, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { typeWords } from "../scope-words.ts";
import classes from "./Lines.module.css";
import { inOrder, type LimitedScope, rightColumns } from "./rights.ts";

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
  const set = (index: number, part: Partial<LimitedScope>) =>
    onChange(scopes.map((scope, at) => (at === index ? { ...scope, ...part } : scope)));
  return (
    <div className={classes.lines}>
      {scopes.map((scope, index) => (
        <div key={index} className={classes.line}>
          <Select
            aria-label={`Records of limit ${index + 1}`}
            searchable
            className={classes.type}
            data={[...new Set(["*", ...types, scope.type])].map((one) => ({
              value: one,
              label: one === "*" ? "Every kind of record" : typeWords(one),
            }))}
            value={scope.type}
            onChange={(type) => set(index, { type: type ?? scope.type })}
          />
          <Group gap="sm" className={classes.rights} role="group" aria-label={`Rights of limit ${index + 1}`}>
            {rightColumns.map(({ letters, label }) => (
              <Checkbox
                key={letters}
                label={label}
                checked={[...letters].every((letter) => scope.letters.includes(letter))}
                onChange={(event) =>
                  set(index, {
                    letters: event.currentTarget.checked
                      ? inOrder(scope.letters + letters)
                      : [...scope.letters].filter((letter) => !letters.includes(letter)).join(""),
                  })
                }
              />
            ))}
          </Group>
          <TextInput
            aria-label={`Criteria of limit ${index + 1}`}
            className={classes.wide}
            placeholder="category=laboratory"
            autoComplete="off"
            spellCheck={false}
            value={scope.criteria}
            error={faults.get(index)}
            onChange={(event) => set(index, { criteria: event.currentTarget.value })}
          />
          <ActionIcon
            aria-label={`Take limit ${index + 1} away`}
            size={36}
            onClick={() => onChange(scopes.filter((_, at) => at !== index))}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="default"
        size="compact-md"
        leftSection={<IconPlus size={15} aria-hidden />}
        onClick={() => onChange([...scopes, { type: "Observation", letters: "rs", criteria: "category=laboratory" }])}
      >
        Add records within limits
      </Button>
    </div>
  );
}
