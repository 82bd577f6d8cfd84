import { Select, type SelectProps, SimpleGrid, Text } from "@mantine/core";
import { rightsKind, rightsLaw, type RightsKind, type RightsLaw } from "../../../../contract/index.ts";
import { useLaws } from "./rights-calls.ts";
import { kindWords, lawWords } from "./rights-words.ts";
import { periodText } from "./period-text.ts";
import { say } from "../words/index.ts";

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
          label={say("whatIsAskedFor")}
          data={rightsKind.options.map((value) => ({
            value,
            label: plain ? kindWords[value].asks : kindWords[value].label,
            disabled: given !== undefined && !given.some((one) => one.kind === value),
          }))}
          allowDeselect={false}
          {...kindProps}
        />
        <Select
          label={say("law")}
          data={rightsLaw.options.map((value) => ({ value, label: lawWords[value] }))}
          allowDeselect={false}
          {...lawProps}
        />
      </SimpleGrid>
      {given !== undefined && (
        <Text size="sm" c="dimmed">
          {statute === undefined ? say("noSuchRight") : answerText(statute)}
        </Text>
      )}
    </>
  );
}

type Statute = NonNullable<ReturnType<typeof useLaws>["data"]>["laws"][number]["kinds"][number];

function answerText({ right, answer, clock, extension }: Statute): string {
  const said = { right: right.section, answer: answerWords(answer), clock: clock.section };
  return extension === undefined
    ? say("answerIs", said)
    : say("answerIsExtended", { ...said, extension: periodText(extension) });
}

function answerWords(answer: string | undefined): string {
  if (answer === undefined) return say("noPeriod");
  return answer === "at once" ? say("atOnce") : say("within", { answer: periodText(answer) });
}
