echo "$DAY"
