import { Button, Group, Radio, Stack, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { breakGlassOutcome } from "../../../../contract/index.ts";
import { SignerFields } from "../../../app/signing/SignerFields.tsx";
import { useSigning } from "../../../app/signing/use-signing.ts";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { sendsForm } from "../../../ui/sends-form.ts";
import { useReviewEmergency } from "./emergency-calls.ts";

const choices = [
  { value: "justified", label: "Justified", means: "The reason holds, and what was read fits it." },
  {
    value: "not-justified",
    label: "Not justified",
    means: "It should not have happened; your organisation acts on it.",
  },
  { value: "follow-up", label: "Needs follow-up", means: "Ask first. The task stays open." },
] as const;

/** Decides on an emergency, with a note. */
export function ReviewForm({ id, className }: { readonly id: string; readonly className?: string | undefined }) {
  const review = useReviewEmergency(id);
  const form = useForm({
    initialValues: { outcome: "", note: "" },
    validate: {
      outcome: (value) => (value === "" ? "Decide." : null),
      note: (value) => (value.trim().length < 5 ? "Say what you looked at and why you decide so." : null),
    },
  });
  const signing = useSigning();
  const submit = form.onSubmit(({ outcome, note }) =>
    review.mutate(
      { outcome: breakGlassOutcome.parse(outcome), note: note.trim(), ...signing.sent },
      { onSuccess: () => announce("The decision is kept"), onSettled: signing.tried },
    ),
  );
  return (
    <form onSubmit={submit} noValidate className={className}>
      <Stack gap="md">
        <Radio.Group label="Outcome" errorProps={{ mt: 6 }} {...form.getInputProps("outcome")}>
          <Stack gap="xs" mt={4}>
            {choices.map(({ value, label, means }) => (
              <Radio key={value} value={value} label={label} description={means} />
            ))}
          </Stack>
        </Radio.Group>
        <Textarea
          label="Note"
          autosize
          minRows={3}
          maxLength={4000}
          onKeyDown={sendsForm}
          {...form.getInputProps("note")}
        />
        <SignerFields signing={signing} meaning="I have reviewed this." />
        {review.error !== null && <ErrorNotice error={review.error} />}
        <Group>
          <Button type="submit" loading={review.isPending} disabled={!signing.ready}>
            Decide
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
