import { Select, TextInput } from "@mantine/core";
import type { FieldRuleRow } from "../../../../../contract/index.ts";
import { typeWords } from "../../../../ui/record-types/type-words.ts";
import { Lines } from "./Lines.tsx";
import classes from "./Lines.module.css";
import { say } from "./words/index.ts";

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
  const [type] = types;
  const fault = (index: number, field: string) => faults.get(`fieldRules[${index}].${field}`);
  return (
    <Lines<FieldRuleRow>
      lines={rules}
      what={say("rule")}
      onChange={onChange}
      fresh={type === undefined ? undefined : { type, path: "", access: "hidden" }}
      addWords={say("addField")}
    >
      {(rule, index, set) => (
        <>
          <Select
            aria-label={say("recordOfRule", { number: index + 1 })}
            searchable
            className={classes.type}
            data={[...new Set([...types, rule.type])].map((one) => ({ value: one, label: typeWords(one) }))}
            value={rule.type}
            error={fault(index, "type")}
            onChange={(next) => set({ type: next ?? rule.type })}
          />
          <TextInput
            aria-label={say("fieldOfRule", { number: index + 1 })}
            className={classes.wide}
            placeholder="reasonCode, participant.actor …"
            autoComplete="off"
            spellCheck={false}
            value={rule.path}
            error={fault(index, "path")}
            onChange={(event) => set({ path: event.currentTarget.value.trim() })}
          />
          <Select
            aria-label={say("accessOfRule", { number: index + 1 })}
            className={classes.narrow}
            data={[
              { value: "hidden", label: say("isHidden") },
              { value: "read-only", label: say("cantBeChanged") },
            ]}
            value={rule.access}
            error={fault(index, "access")}
            onChange={(access) => set({ access: access === "read-only" ? "read-only" : "hidden" })}
          />
        </>
      )}
    </Lines>
  );
}
