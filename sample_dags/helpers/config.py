"""Which sources are loaded, and how."""

SOURCES = {
    "crm": {"tables": ["customers"], "owner": "sales", "schedule": "0 3 * * *"},
    "shop": {"tables": ["orders", "products"], "owner": "web", "schedule": "@hourly"},
}

DEFAULT_ARGS = {"owner": "data-platform", "retries": 1}
