import { Select, type SelectProps, SimpleGrid, Text } from "@mantine/core";
import { rightsKind, rightsLaw, type RightsKind, type RightsLaw } from "../../../../contract/index.ts";
import { useLaws } from "./rights-calls.ts";
import { kindWords, lawWords } from "./rights-words.ts";

type Props = {
  readonly law: RightsLaw;
  readonly kind: RightsKind;
  readonly lawProps: Partial<SelectProps>;
  readonly kindProps: Partial<SelectProps>;
  /** In the words of who asks, rather than in those of the law. */
  readonly plain?: boolean;
};

/** Which right, by which law, and how long the answer may take. */
export function RightFields({ law, kind, lawProps, kindProps, plain = false }: Props) {
  const laws = useLaws();
  const given = laws.data?.laws.find((one) => one.law === law)?.kinds;
  const statute = given?.find((one) => one.kind === kind);
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
        <Select
          label="What is asked for"
          data={rightsKind.options.map((value) => ({
            value,
            label: plain ? kindWords[value].asks : kindWords[value].label,
            disabled: given !== undefined && !given.some((one) => one.kind === value),
          }))}
          allowDeselect={false}
          {...kindProps}
        />
        <Select
          label="Law"
          data={rightsLaw.options.map((value) => ({ value, label: lawWords[value] }))}
          allowDeselect={false}
          {...lawProps}
        />
      </SimpleGrid>
      {given !== undefined && (
        <Text size="sm" c="dimmed">
          {statute === undefined
            ? "This law gives no such right."
            : `${statute.right.section}. Answer: ${answerWords(statute.answer)} (${statute.clock.section})${statute.extension === undefined ? "" : `; once ${statute.extension} more, with reasons`}.`}
        </Text>
      )}
    </>
  );
}

function answerWords(answer: string | undefined): string {
  if (answer === undefined) return "no period is named";
  return answer === "at once" ? answer : `within ${answer}`;
}
