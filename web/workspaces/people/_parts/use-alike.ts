import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type AlikePatient, type Newcomer, alikePatients } from "../../../../contract/index.ts";
import { api } from "../../../app/api.ts";
import { typedDate } from "../../../ui/typed-date.ts";
import type { Registration } from "./registration.ts";

const askedAfter = 350;

/** What is worth asking about: nothing as long as one name is all there is. */
export function newcomerIn({ family, given, birthDate, phone, email }: Registration): Newcomer | undefined {
  const text = (typed: string) => (typed.trim().length < 2 ? undefined : typed.trim());
  const born = typedDate(birthDate);
  const known: Newcomer = {
    family: text(family),
    given: text(given),
    birthDate: born,
    phone: text(phone),
    email: text(email),
  };
  const isEnough = [known.family, known.given, born].filter((one) => one !== undefined).length >= 2;
  return isEnough || known.phone !== undefined || known.email !== undefined ? known : undefined;
}

/** Who is registered already and looks like what is being typed. Nothing is said while nothing is known: it never stands in the way. */
export function useAlike(typed: Registration): readonly AlikePatient[] {
  const [settled] = useDebouncedValue(JSON.stringify(newcomerIn(typed) ?? null), askedAfter);
  const asked = JSON.parse(settled) as Newcomer | null;
  const found = useQuery({
    queryKey: ["registration", "alike", settled],
    queryFn: ({ signal }) => api.post("/api/registration/alike", asked, alikePatients, { signal }),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    gcTime: 60_000,
    retry: false,
  });
  return asked === null ? [] : (found.data?.alike ?? []);
}
