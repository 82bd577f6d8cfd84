import { type UseFormInput, useForm } from "@mantine/form";
import type { UseMutationResult } from "@tanstack/react-query";
import { announce } from "./announce.ts";
import { say } from "./words/index.ts";

/** A form of settings: what the server kept becomes what the form starts from. */
export function useSettingsForm<Settings extends Record<string, unknown>>(
  save: Pick<UseMutationResult<Settings, Error, Settings>, "mutate">,
  input: UseFormInput<Settings>,
) {
  const form = useForm<Settings>(input);
  const submit = form.onSubmit((values) =>
    save.mutate(values, {
      onSuccess: (saved) => {
        form.setInitialValues(saved);
        form.setValues(saved);
        announce(say("kept"));
      },
    }),
  );
  return { form, submit };
}
