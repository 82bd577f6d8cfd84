import { ActionIcon, Button, Select, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import type { FieldRuleRow } from "../../../../../contract/index.ts";
import { typeWords } from "../scope-words.ts";
import classes from "./Lines.module.css";

/** Fields that are hidden, or that can't be changed. */
export function FieldRules({
  rules,
  types,
  faults,
  onChange,
}: {
  readonly rules: readonly FieldRuleRow[];
  /** Types that the role reaches. */
  readonly types: readonly string[];
  readonly faults: ReadonlyMap<string, string>;
  readonly onChange: (rules: FieldRuleRow[]) => void;
}) {
  const set = (index: number, part: Partial<FieldRuleRow>) =>
    onChange(rules.map((rule, at) => (at === index ? { ...rule, ...part } : rule)));
  const fault = (index: number, field: string) => faults.get(`fieldRules[${index}].${field}`);
  return (
    <div className={classes.lines}>
      {rules.map((rule, index) => (
        // Lines have no name of their own, and only the last ones come and go.
        <div key={index} className={classes.line}>
          <Select
            aria-label={`Record of rule ${index + 1}`}
            searchable
            className={classes.type}
            data={[...new Set([...types, rule.type])].map((one) => ({ value: one, label: typeWords(one) }))}
            value={rule.type}
            error={fault(index, "type")}
            onChange={(type) => set(index, { type: type ?? rule.type })}
          />
          <TextInput
            aria-label={`Field of rule ${index + 1}`}
            className={classes.wide}
            placeholder="reasonCode, participant.actor …"
            autoComplete="off"
            spellCheck={false}
            value={rule.path}
            error={fault(index, "path")}
            onChange={(event) => set(index, { path: event.currentTarget.value.trim() })}
          />
          <Select
            aria-label={`Access of rule ${index + 1}`}
            className={classes.narrow}
            data={[
              { value: "hidden", label: "is hidden" },
              { value: "read-only", label: "can’t be changed" },
            ]}
            value={rule.access}
            error={fault(index, "access")}
            onChange={(access) => set(index, { access: access === "read-only" ? "read-only" : "hidden" })}
          />
          <ActionIcon
            aria-label={`Take rule ${index + 1} away`}
            size={36}
            onClick={() => onChange(rules.filter((_, at) => at !== index))}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="default"
        size="compact-md"
        leftSection={<IconPlus size={15} aria-hidden />}
        disabled={types.length === 0}
        onClick={() => onChange([...rules, { type: types[0] ?? "", path: "", access: "hidden" }])}
      >
        Add a field
      </Button>
    </div>
  );
}
