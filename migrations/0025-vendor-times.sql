-- A vendor's time runs from the approval, not from the asking: approving moves it, and seals it anew.
grant update (from_at, until, sealed) on wardbook.vendor_access to wardbook_app;
