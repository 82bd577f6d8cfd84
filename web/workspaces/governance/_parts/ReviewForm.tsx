import { Button, Group, Radio, Stack, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { breakGlassOutcome } from "../../../../contract/index.ts";
import { SignerFields } from "../../../app/signing/SignerFields.tsx";
import { useSigning } from "../../../app/signing/use-signing.ts";
import { announce } from "../../../ui/announce.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { sendsForm } from "../../../ui/sends-form.ts";
import { useReviewEmergency } from "./emergency-calls.ts";
import { say } from "../words/index.ts";

const choices = [
  { value: "justified", label: say("justified"), means: say("justifiedMeans") },
  {
    value: "not-justified",
    label: say("notJustified"),
    means: say("notJustifiedMeans"),
  },
  { value: "follow-up", label: say("needsFollowUp"), means: say("followUpMeans") },
] as const;

/** Decides on an emergency, with a note. */
export function ReviewForm({ id, className }: { readonly id: string; readonly className?: string | undefined }) {
  const review = useReviewEmergency(id);
  const form = useForm({
    initialValues: { outcome: "", note: "" },
    validate: {
      outcome: (value) => (value === "" ? say("decideStop") : null),
      note: (value) => (value.trim().length < 5 ? say("sayWhatLooked") : null),
    },
  });
  const signing = useSigning();
  const submit = form.onSubmit(({ outcome, note }) =>
    review.mutate(
      { outcome: breakGlassOutcome.parse(outcome), note: note.trim(), ...signing.sent },
      { onSuccess: () => announce(say("decisionKept")), onSettled: signing.tried },
    ),
  );
  return (
    <form onSubmit={submit} noValidate className={className}>
      <Stack gap="md">
        <Radio.Group label={say("outcome")} errorProps={{ mt: 6 }} {...form.getInputProps("outcome")}>
          <Stack gap="xs" mt={4}>
            {choices.map(({ value, label, means }) => (
              <Radio key={value} value={value} label={label} description={means} />
            ))}
          </Stack>
        </Radio.Group>
        <Textarea
          label={say("note")}
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
            {say("decide")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
