SCHEDULE = "@hourly"
TABLES = ["users", "orders"]
