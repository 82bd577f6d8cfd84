import { Button, Group, Modal, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { addPersonRequest, type PersonRow } from "../../../../contract/index.ts";
import { isOfField } from "../../../app/api.ts";
import { ErrorNotice } from "../../../ui/ErrorNotice.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import { FacilityField } from "./FacilityField.tsx";
import { useAddPerson } from "./people-calls.ts";
import { RoleField } from "./RoleField.tsx";
import { suggestUsername } from "./suggest-username.ts";

type Props = { readonly close: () => void; readonly onAdded: (person: PersonRow, temporaryPassword: string) => void };

/** A new colleague. */
export function AddPerson({ close, onAdded }: Props) {
  useFocusBack();
  const add = useAddPerson();
  const form = useForm({
    initialValues: {
      given: "",
      family: "",
      username: "",
      jobTitle: "",
      email: "",
      role: "clinician",
      facilities: [] as string[],
    },
    validateInputOnBlur: true,
    validate: {
      given: (value) => (value.trim() === "" ? "Give the given name." : null),
      family: (value) => (value.trim() === "" ? "Give the family name." : null),
      username: (value) =>
        /^[a-z0-9][a-z0-9._@-]{1,63}$/.test(value.trim().toLowerCase())
          ? null
          : "2 to 64 letters, digits, full stops, hyphens, underscores or @.",
      email: (value) =>
        value.trim() === "" || addPersonRequest.shape.email.safeParse(value.trim()).success
          ? null
          : "An address such as ada.okafor@example.org, or nothing.",
    },
  });
  const suggest = () => {
    if (form.values.username === "")
      form.setFieldValue("username", suggestUsername(form.values.given, form.values.family));
  };
  const submit = form.onSubmit(({ jobTitle, username, email, facilities, ...person }) =>
    add.mutate(
      {
        ...person,
        username: username.trim().toLowerCase(),
        ...(jobTitle.trim() === "" ? {} : { jobTitle: jobTitle.trim() }),
        ...(email.trim() === "" ? {} : { email: email.trim() }),
        ...(facilities.length === 0 ? {} : { facilities }),
      },
      {
        onSuccess: (answer) => onAdded(answer.person, answer.temporaryPassword),
        onError: (error) => {
          if (isOfField(error, form.values)) form.setFieldError(error.path, error.message);
        },
      },
    ),
  );
  return (
    <Modal opened onClose={close} title="Add a person" closeButtonProps={{ "aria-label": "Close" }} size="lg">
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          {add.error !== null && !isOfField(add.error, form.values) && <ErrorNotice error={add.error} />}
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
            <TextInput label="Given name" data-autofocus autoComplete="off" {...form.getInputProps("given")} />
            <TextInput label="Family name" autoComplete="off" {...form.getInputProps("family")} />
            <TextInput
              label="Name to sign in with"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              onFocus={suggest}
              {...omitFocus(form.getInputProps("username"))}
            />
            <TextInput label="Job title" autoComplete="off" {...form.getInputProps("jobTitle")} />
          </SimpleGrid>
          <RoleField
            label="Role"
            value={form.values.role}
            error={form.errors["role"]}
            onChange={(role) => form.setFieldValue("role", role)}
          />
          <FacilityField
            value={form.values.facilities}
            onChange={(facilities) => form.setFieldValue("facilities", facilities)}
          />
          <TextInput
            label="E-mail"
            description="For getting back in by themselves; never for patients’ data"
            type="email"
            autoComplete="off"
            {...form.getInputProps("email")}
          />
          <Group>
            <Button type="submit" loading={add.isPending}>
              Add
            </Button>
            <Button variant="subtle" onClick={close}>
              Cancel
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function omitFocus<T extends { onFocus?: unknown }>({ onFocus: _onFocus, ...rest }: T): Omit<T, "onFocus"> {
  return rest;
}
