import { Stack, Text } from "@mantine/core";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { Section } from "../../../ui/Section.tsx";
import { RetainedList } from "../../rights/_parts/erasure/RetainedList.tsx";
import { useErasuresOver } from "../../rights/_parts/erasure/erasure-calls.ts";
import { say } from "../words/index.ts";

/** What had to stay of erased records, once nothing keeps it any more. Not there while there is none. */
export function RetainedSection() {
  const over = useErasuresOver();
  if (over.error !== null) return <ErrorNotice error={over.error} again={() => void over.refetch()} />;
  const erasures = over.data?.erasures ?? [];
  if (erasures.length === 0) return null;
  return (
    <Section title={say("keptAndOver")} words={say("keptAndOverWhy")}>
      <Stack gap="lg">
        {erasures.map(({ id, patientId, records }) => (
          <Stack key={id} gap="sm">
            <Text>{say("recordsOver", { id: patientId, records })}</Text>
            <RetainedList erasure={id} />
          </Stack>
        ))}
      </Stack>
    </Section>
  );
}
