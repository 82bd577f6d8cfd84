import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  type ActOnAppointment,
  type BookingRefusal,
  type ClinicBoard,
  type MoveAppointment,
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
  seriesPreview,
  waitingList,
} from "../../../../contract/index.ts";
import { api } from "../../../app/api.ts";
import { RequestFailure } from "../../../app/api/request-failure.ts";

const scheduling = ["scheduling"];
export const boards = [...scheduling, "board"];
const waiting = [...scheduling, "waiting"];

export const boardKey = (branch: string, from: string, days: number) => [...boards, branch, from, days];

/** What the calendar has columns for. */
export function usePlaces() {
  return useQuery({
    queryKey: [...scheduling, "places"],
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

export function useFreeTimes(wish: FreeTimesWish | undefined) {
  const query = new URLSearchParams(
    Object.entries(wish ?? {}).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
  return useQuery({
    queryKey: [...scheduling, "free", wish],
    queryFn: ({ signal }) => api.get(`/api/scheduling/free?${query}&most=40`, freeTimes, { signal }),
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
    void queryClient.invalidateQueries({ queryKey: [...scheduling, "free"] });
  };
}

export function useBook() {
  return useMutation({
    mutationFn: (wish: NewAppointment) => api.post("/api/scheduling/appointments", wish, bookedAppointment),
    onSettled: useRefresh(),
  });
}

export function useMove() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ id, ...move }: MoveAppointment & { readonly id: string }) =>
      api.post(`/api/scheduling/appointments/${id}/move`, move, bookedAppointment),
    onSettled: refresh,
  });
}

/** Shows what was done at once, and the server's word when it comes. */
export function useAct() {
  const queryClient = useQueryClient();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ id, ...act }: ActOnAppointment & { readonly id: string }) =>
      api.post(`/api/scheduling/appointments/${id}/acts`, act, bookedAppointment),
    onSuccess: ({ appointment }) => {
      queryClient.setQueriesData<ClinicBoard>({ queryKey: boards }, (board) =>
        board === undefined
          ? board
          : {
              ...board,
              appointments: board.appointments.map((one) => (one.id === appointment.id ? appointment : one)),
            },
      );
    },
    onSettled: refresh,
  });
}

export function usePreviewSeries() {
  return useMutation({
    mutationFn: (wish: SeriesWish) => api.post("/api/scheduling/series/preview", wish, seriesPreview),
  });
}

export function useBookSeries() {
  return useMutation({
    mutationFn: (series: NewSeries) => api.post("/api/scheduling/series", series, bookedSeries),
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

export function useWait() {
  return useMutation({
    mutationFn: (wish: NewWaiting) => api.post("/api/scheduling/waiting", wish, clinicAppointment),
    onSettled: useRefresh(),
  });
}

/** What spoke against a booking or a move; undefined where it failed for another reason. */
export function refusalOf(error: unknown): BookingRefusal | undefined {
  if (!(error instanceof RequestFailure)) return undefined;
  return bookingRefusal.safeParse(error.answer).data;
}
