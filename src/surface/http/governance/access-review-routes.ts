import type { FastifyInstance } from "fastify";
import { z } from "zod";
import {
  type AccessReview as ReviewAnswer,
  type AccessReviewDetail,
  type ReviewItem as ItemAnswer,
  assignReviewerRequest,
  decideItemRequest,
  openReviewRequest,
  uuid,
} from "../../../../contract/index.ts";
import type { AccessReview, OpenedReview, ReviewItem } from "../../../care/governance/index.ts";
import { parsePersonId } from "../../../foundation/kernel/index.ts";
import { parseInput, requireAnyPermission, requirePermission, requireStepUp } from "./guards.ts";
import { instant, instantOrNothing } from "./instant.ts";
import type { GovernanceRoutesPorts } from "./ports.ts";

const reviewPath = z.object({ id: uuid });
const itemPath = z.object({ id: uuid, item: uuid });
const either = ["reviews.manage", "reviews.decide"] as const;

export function accessReviewRoutes(app: FastifyInstance, ports: GovernanceRoutesPorts): void {
  const { authenticate, now } = ports;
  const { accessReviews } = ports.governance;

  app.get("/api/access-reviews", async (request) => {
    const caller = await requireAnyPermission(authenticate, request, either);
    return { reviews: (await accessReviews.list(caller)).map(reviewAnswer) };
  });

  app.get("/api/access-reviews/reviewers", async (request) => {
    const caller = await requirePermission(authenticate, request, "reviews.manage");
    return { people: (await accessReviews.reviewers(caller)).map(({ id, name }) => ({ id, name })) };
  });

  app.post("/api/access-reviews", async (request, reply) => {
    const caller = await requirePermission(authenticate, request, "reviews.manage");
    const { title, dueAt } = parseInput(openReviewRequest, request.body);
    const due = dueAt === undefined ? undefined : Date.parse(dueAt);
    return reply.code(201).send(detailAnswer(await accessReviews.open(caller, { title, dueAt: due })));
  });

  app.get("/api/access-reviews/:id", async (request) => {
    const caller = await requireAnyPermission(authenticate, request, either);
    return detailAnswer(await accessReviews.detail(caller, parseInput(reviewPath, request.params).id));
  });

  app.post("/api/access-reviews/:id/items/:item/decide", async (request) => {
    const caller = await requirePermission(authenticate, request, "reviews.decide");
    const { id: review, item } = parseInput(itemPath, request.params);
    const { decision, reason } = parseInput(decideItemRequest, request.body);
    if (decision === "withdraw") requireStepUp(caller, now());
    return itemAnswer(await accessReviews.decide(caller, { review, item, decision, reason }));
  });

  app.post("/api/access-reviews/:id/items/:item/assign", async (request) => {
    const caller = await requirePermission(authenticate, request, "reviews.manage");
    const { id: review, item } = parseInput(itemPath, request.params);
    const { personId } = parseInput(assignReviewerRequest, request.body);
    return itemAnswer(await accessReviews.assign(caller, { review, item, to: parsePersonId(personId) }));
  });

  app.post("/api/access-reviews/:id/close", async (request) => {
    const caller = await requirePermission(authenticate, request, "reviews.manage");
    return reviewAnswer(await accessReviews.close(caller, parseInput(reviewPath, request.params).id));
  });

  app.get("/api/access-reviews/:id/export.csv", async (request, reply) => {
    const caller = await requirePermission(authenticate, request, "reviews.manage");
    requireStepUp(caller, now());
    const { id } = parseInput(reviewPath, request.params);
    const csv = await accessReviews.exportCsv(caller, id);
    return reply
      .type("text/csv; charset=utf-8")
      .header("content-disposition", `attachment; filename="access-review-${id}.csv"`)
      .send(csv);
  });
}

function reviewAnswer({
  id,
  title,
  state,
  openedAt,
  dueAt,
  closedAt,
  overdue,
  unreviewed,
  counts,
  mine,
  altered,
}: AccessReview): ReviewAnswer {
  return {
    id,
    title,
    state,
    openedAt: instant(openedAt),
    dueAt: instant(dueAt),
    closedAt: instantOrNothing(closedAt),
    overdue,
    unreviewed,
    counts: { ...counts },
    mine,
    altered,
  };
}

function detailAnswer(review: OpenedReview): AccessReviewDetail {
  return { ...reviewAnswer(review), items: review.items.map(itemAnswer) };
}

function itemAnswer({ decidedAt, ...rest }: ReviewItem): ItemAnswer {
  return { ...rest, decidedAt: instantOrNothing(decidedAt) };
}
