import { Stack, Text } from "@mantine/core";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { Section } from "../../../ui/Section.tsx";
import { RetainedList } from "../../rights/_parts/erasure/RetainedList.tsx";
import { useErasuresOver } from "../../rights/_parts/erasure/erasure-calls.ts";

/** What had to stay of erased records, once nothing keeps it any more. Not there while there is none. */
export function RetainedSection() {
  const over = useErasuresOver();
  if (over.error !== null) return <ErrorNotice error={over.error} again={() => void over.refetch()} />;
  const erasures = over.data?.erasures ?? [];
  if (erasures.length === 0) return null;
  return (
    <Section
      title="Kept of erased records, and over"
      words="Their periods are over and no hold covers them. One officer proposes to destroy them, a second one signs, and their keys go."
    >
      <Stack gap="lg">
        {erasures.map(({ id, patientId, records }) => (
          <Stack key={id} gap="sm">
            <Text>
              Of Patient/{patientId}: {records === 1 ? "1 record is over." : `${records} records are over.`}
            </Text>
            <RetainedList erasure={id} />
          </Stack>
        ))}
      </Stack>
    </Section>
  );
}
