import { Select } from "@mantine/core";
import type { ReactNode } from "react";
import { useRoles } from "./people-calls.ts";
import { isolated } from "../../../language/index.ts";
import { say } from "./words/index.ts";

/** One of the organisation's roles, with what it is for. */
export function RoleField({
  label,
  value,
  error,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly error?: ReactNode;
  readonly onChange: (role: string) => void;
}) {
  const roles = useRoles();
  const all = roles.data?.roles ?? [];
  return (
    <Select
      label={label}
      searchable
      data={all.map((role) => ({ value: role.name, label: role.label }))}
      value={value === "" ? null : value}
      error={error}
      description={isolated(all.find((role) => role.name === value)?.summary ?? say("chooseFits"))}
      inputWrapperOrder={["label", "input", "description", "error"]}
      onChange={(next) => next !== null && onChange(next)}
    />
  );
}
