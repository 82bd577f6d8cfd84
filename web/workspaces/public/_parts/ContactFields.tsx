import { Select, SimpleGrid, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { type Contact, heardWays } from "./contact.ts";
import { Trap } from "./Front.tsx";
import { say } from "../words/index.ts";

type Props<Values extends Contact> = { readonly form: UseFormReturnType<Values> };

/** How to reach whoever asks. */
export function ReachFields<Values extends Contact>({ form }: Props<Values>) {
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
        <TextInput
          label={say("telephone")}
          type="tel"
          dir="auto"
          autoComplete="tel"
          {...form.getInputProps("telephone")}
        />
        <TextInput label={say("email")} type="email" dir="auto" autoComplete="email" {...form.getInputProps("email")} />
      </SimpleGrid>
      <Trap value={form.values.website} onChange={(value) => form.setFieldValue("website", value as never)} />
    </>
  );
}

export function HeardField<Values extends Contact>({ form }: Props<Values>) {
  return (
    <Select
      label={say("howHeard")}
      placeholder={say("needntSay")}
      data={heardWays}
      clearable
      maw="22rem"
      {...form.getInputProps("heardFrom")}
    />
  );
}
