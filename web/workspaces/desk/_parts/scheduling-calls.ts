import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  type ActOnAppointment,
  type BookedAppointment,
  type BookedSeries,
  type BookingRefusal,
  type ClinicAppointment,
  type ClinicBoard,
  type ClinicPlaces,
  type MoveAppointment,
  type NewAbsence,
  type NewAppointment,
  type NewSeries,
  type NewWaiting,
  type SeriesWish,
  bookedAppointment,
  bookedSeries,
  bookingRefusal,
  clinicAppointment,
  clinicBoard,
  clinicPlaces,
  freeTimes,
  madeAbsence,
  seriesPreview,
  waitingList,
} from "../../../../contract/index.ts";
import { api, nothing } from "../../../app/api.ts";
import { RequestFailure } from "../../../app/api/request-failure.ts";
import { leadsTo } from "./appointment-state.ts";

const scheduling = ["scheduling"];
export const boards = [...scheduling, "board"];
export const waiting = [...scheduling, "waiting"];
export const free = [...scheduling, "free"];
export const placesKey = [...scheduling, "places"];

export const boardKey = (branch: string, from: string, days: number) => [...boards, branch, from, days];

// Mutations fail at once without a connection, and say so: waiting for one in silence would look like being saved.

/** What the calendar has columns for. */
export function usePlaces() {
  return useQuery({
    queryKey: placesKey,
    queryFn: ({ signal }) => api.get("/api/scheduling/places", clinicPlaces, { signal }),
    staleTime: 5 * 60_000,
  });
}

/** Days of a branch. Live news brings it up to date; without them it asks each minute. */
export function useBoard(branch: string | undefined, from: string, days: number) {
  return useQuery({
    queryKey: boardKey(branch ?? "", from, days),
    queryFn: ({ signal }) =>
      api.get(`/api/scheduling/board?branch=${branch ?? ""}&from=${from}&days=${days}`, clinicBoard, { signal }),
    enabled: branch !== undefined,
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
    staleTime: 5_000,
  });
}

export type FreeTimesWish = {
  readonly kind: string;
  readonly from: string;
  readonly days: number;
  readonly branch: string | undefined;
  readonly therapist: string | undefined;
};

/** The very next time that nothing speaks against, within a month. */
export function useNextFree() {
  return useMutation({
    networkMode: "always",
    mutationFn: ({ kind, from, branch, therapist }: Omit<FreeTimesWish, "days">) =>
      api.get(`/api/scheduling/free?${queryOf({ kind, from, branch, therapist })}&days=31&most=1`, freeTimes),
  });
}

function queryOf(wish: Readonly<Record<string, string | number | undefined>>): URLSearchParams {
  return new URLSearchParams(
    Object.entries(wish).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}

export function useFreeTimes(wish: FreeTimesWish | undefined) {
  const query = queryOf(wish ?? {});
  return useQuery({
    queryKey: [...free, wish],
    queryFn: ({ signal }) => api.get(`/api/scheduling/free?${query}&most=250`, freeTimes, { signal }),
    enabled: wish !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  });
}

/** After whatever was booked, moved or refused: what everybody sees may be another. */
function useRefresh(): () => void {
  const queryClient = useQueryClient();
  return () => {
    void queryClient.invalidateQueries({ queryKey: boards });
    void queryClient.invalidateQueries({ queryKey: waiting });
    void queryClient.invalidateQueries({ queryKey: free });
  };
}

/** @param told.done also hears the instant that was wished: a booking whose answer was lost stands where it was first booked */
export function useBook(told: {
  readonly done: (booked: BookedAppointment, wished: string) => void;
  readonly failed: (error: Error) => void;
}) {
  return useMutation({
    networkMode: "always",
    mutationFn: (wish: NewAppointment) => api.post("/api/scheduling/appointments", wish, bookedAppointment),
    onSuccess: (booked, { start }) => told.done(booked, start),
    onError: told.failed,
    onSettled: useRefresh(),
  });
}

type Move = MoveAppointment & { readonly id: string };
type Act = ActOnAppointment & { readonly id: string };

/** What is called whether or not the component that asked is still there: a card goes to another lane as soon as it is acted on. */
export type Told = {
  readonly done?: (booked: BookedAppointment) => void;
  readonly failed?: (error: Error) => void;
};

/** Shows the appointment at its new place at once, and back where it was if the server refuses. */
export function useMove({ done, failed }: Told = {}) {
  const { patch, restore, places } = useBoards();
  const refresh = useRefresh();
  return useMutation({
    networkMode: "always",
    mutationFn: ({ id, ...move }: Move) => api.post(`/api/scheduling/appointments/${id}/move`, move, bookedAppointment),
    onMutate: ({ id, start, therapistId, roomId }: Move) =>
      patch(id, (one) => {
        const known = places();
        const length = Date.parse(one.end ?? "") - Date.parse(one.start ?? "");
        const { therapist, room, ...rest } = one;
        const isStart = start !== undefined && Number.isFinite(length);
        const [withWhom, where] = [
          therapistId === undefined ? therapist : known?.therapists.find((each) => each.id === therapistId),
          roomId === undefined ? room : known?.rooms.find((each) => each.id === roomId),
        ];
        return {
          ...rest,
          may: [],
          ...(isStart ? { start, end: new Date(Date.parse(start) + length).toISOString() } : {}),
          ...(withWhom === undefined ? {} : { therapist: { id: withWhom.id, name: withWhom.name } }),
          ...(where === undefined ? {} : { room: { id: where.id, name: where.name } }),
        };
      }),
    onSuccess: (booked) => {
      patch(booked.appointment.id, () => booked.appointment);
      done?.(booked);
    },
    onError: (error, _move, before) => {
      restore(before);
      failed?.(error);
    },
    onSettled: refresh,
  });
}

/** Shows what was done at once, and the server's word when it comes. */
export function useAct({ done, failed }: Told = {}) {
  const { patch, restore } = useBoards();
  const refresh = useRefresh();
  return useMutation({
    networkMode: "always",
    mutationFn: ({ id, ...act }: Act) => api.post(`/api/scheduling/appointments/${id}/acts`, act, bookedAppointment),
    onMutate: ({ id, act }: Act) =>
      patch(id, (one) => {
        if (act === "undo") return { ...one, may: [] };
        const now = new Date().toISOString();
        return {
          ...one,
          state: leadsTo[act],
          may: [],
          ...(act === "arrive" ? { arrivedAt: now } : {}),
          ...(act === "start" ? { startedAt: now } : {}),
        };
      }),
    onSuccess: (booked) => {
      patch(booked.appointment.id, () => booked.appointment);
      done?.(booked);
    },
    onError: (error, _act, before) => {
      restore(before);
      failed?.(error);
    },
    onSettled: refresh,
  });
}

type Boards = readonly (readonly [readonly unknown[], ClinicBoard | undefined])[];

/** The boards that this window shows, to be changed before the server has answered. */
function useBoards() {
  const queryClient = useQueryClient();
  return {
    patch(id: string, change: (one: ClinicAppointment) => ClinicAppointment): Boards {
      const before = queryClient.getQueriesData<ClinicBoard>({ queryKey: boards });
      // An answer that is on its way would show the old state once more.
      void queryClient.cancelQueries({ queryKey: boards });
      queryClient.setQueriesData<ClinicBoard>({ queryKey: boards }, (board) =>
        board === undefined
          ? board
          : { ...board, appointments: board.appointments.map((one) => (one.id === id ? change(one) : one)) },
      );
      return before;
    },
    restore(before: Boards | undefined): void {
      for (const [key, board] of before ?? []) queryClient.setQueryData(key, board);
    },
    /** What the calendar has columns for, as far as it is known by now. */
    places: () => queryClient.getQueryData<ClinicPlaces>(placesKey),
  };
}

export function usePreviewSeries() {
  return useMutation({
    networkMode: "always",
    mutationFn: (wish: SeriesWish) => api.post("/api/scheduling/series/preview", wish, seriesPreview),
  });
}

export function useBookSeries(told: {
  readonly done: (booked: BookedSeries) => void;
  readonly failed: (error: Error) => void;
}) {
  return useMutation({
    networkMode: "always",
    mutationFn: (series: NewSeries) => api.post("/api/scheduling/series", series, bookedSeries),
    onSuccess: told.done,
    onError: told.failed,
    onSettled: useRefresh(),
  });
}

export function useWaiting(branch: string | undefined) {
  return useQuery({
    queryKey: [...waiting, branch],
    queryFn: ({ signal }) => api.get(`/api/scheduling/waiting?branch=${branch ?? ""}`, waitingList, { signal }),
    enabled: branch !== undefined,
    staleTime: 10_000,
  });
}

/** Who waits and would fit in a place that became free. */
export function useOffers(
  branch: string,
  free: { readonly kind?: string; readonly start: string; readonly therapist?: string },
) {
  const query = new URLSearchParams({ branch, ...free });
  return useQuery({
    queryKey: [...waiting, branch, free],
    queryFn: ({ signal }) => api.get(`/api/scheduling/waiting?${query}`, waitingList, { signal }),
    staleTime: 0,
  });
}

export function useMakeAbsence() {
  return useMutation({
    networkMode: "always",
    mutationFn: (absence: NewAbsence) => api.post("/api/scheduling/absences", absence, madeAbsence),
    onSettled: useRefresh(),
  });
}

export function useDropAbsence() {
  return useMutation({
    networkMode: "always",
    mutationFn: (id: string) => api.delete(`/api/scheduling/absences/${id}`, nothing),
    onSettled: useRefresh(),
  });
}

export function useWait(told: { readonly done: () => void; readonly failed: (error: Error) => void }) {
  return useMutation({
    networkMode: "always",
    mutationFn: (wish: NewWaiting) => api.post("/api/scheduling/waiting", wish, clinicAppointment),
    onSuccess: told.done,
    onError: told.failed,
    onSettled: useRefresh(),
  });
}

/** What spoke against a booking or a move; undefined where it failed for another reason. */
export function refusalOf(error: unknown): BookingRefusal | undefined {
  if (!(error instanceof RequestFailure)) return undefined;
  return bookingRefusal.safeParse(error.answer).data;
}
