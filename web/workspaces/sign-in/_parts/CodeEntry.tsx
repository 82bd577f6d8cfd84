import { Text } from "@mantine/core";
import { CodeField } from "./CodeField.tsx";
import type { useCode } from "./use-code.ts";

type Props = {
  readonly code: ReturnType<typeof useCode>;
  readonly label: string;
  /** What is said while the code is looked at. */
  readonly meanwhile: string;
};

/** The field of a code that sends itself, and what happens with it. */
export function CodeEntry({ code, label, meanwhile }: Props) {
  return (
    <>
      <CodeField
        label={label}
        value={code.digits}
        onChange={code.change}
        disabled={code.pending}
        fieldRef={code.field}
      />
      {(code.pending || code.done) && (
        <Text role="status" c="dimmed" size="sm">
          {meanwhile}
        </Text>
      )}
    </>
  );
}
