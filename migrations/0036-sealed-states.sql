-- What somebody decided, and who was to decide it, is bound to them: nobody ends a review, gives it to another or keeps a grant by
-- changing a row. Rows of before say in what they seal that they are of before.

alter table wardbook.access_review_item add column sealed_reviewer bytea; -- who reviews it, where that isn't whom it was given first (vault)
grant update (sealed_reviewer) on wardbook.access_review_item to wardbook_app;

alter table wardbook.access_review add column sealed_close bytea; -- who closed it (vault)
grant update (sealed_close) on wardbook.access_review to wardbook_app;

alter table wardbook.break_glass add column sealed_state bytea; -- since it ended: its state, when and by what it ended (vault)
grant update (sealed_state) on wardbook.break_glass to wardbook_app;
