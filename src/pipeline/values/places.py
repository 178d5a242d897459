"""Seats of governments and of missions, by name: a name of a city after the word of an office is no person's.

"Minister Lisbon", "Consul Batavia" and "Cablegram to Canberra" name posts. The list is of cities that diplomatic
documents of the twentieth century name as posts; a city that is not on it is told by the dateline or not at all.
"""

# fmt: off
POSTS = frozenset((
    "accra", "addis ababa", "aden", "algiers", "amman", "amsterdam", "ankara", "athens", "auckland", "baghdad",
    "bandung", "bangkok", "batavia", "beijing", "beirut", "belgrade", "berlin", "berne", "bern", "bogota", "bombay",
    "bonn", "brasilia", "brussels", "bucharest", "budapest", "buenos aires", "cairo", "calcutta", "canberra", "canton",
    "caracas", "colombo", "copenhagen", "dakar", "damascus", "darwin", "delhi", "dili", "djakarta", "dublin",
    "dusseldorf", "east berlin", "frankfurt", "geneva", "guangzhou", "hamburg", "hanoi", "havana", "helsinki",
    "hiroshima", "hong kong", "honolulu", "islamabad", "istanbul", "jakarta", "jogjakarta", "johannesburg", "kabul",
    "karachi", "kathmandu", "kobe", "kuala lumpur", "kupang", "kyoto", "la paz", "lagos", "lima", "lisbon", "london",
    "los angeles", "luanda", "macao", "macau", "madras", "madrid", "manila", "melbourne", "mexico city", "montevideo",
    "montreal", "moscow", "munich", "nairobi", "nanking", "nanjing", "new delhi", "new york", "newyork", "noumea",
    "osaka", "oslo", "ottawa", "panama", "paris", "peiping", "peking", "perth", "phnom penh", "port moresby",
    "prague", "pretoria", "pyongyang", "quito", "rabat", "rabaul", "rangoon", "rio de janeiro", "rome", "saigon",
    "san francisco", "santiago", "sao paulo", "seoul", "shanghai", "singapore", "sofia", "stockholm", "surabaya",
    "suva", "sydney", "taipei", "tananarive", "tehran", "teheran", "tel aviv", "the hague", "tirana", "tokyo",
    "tunis", "ulan bator", "vatican", "vienna", "vientiane", "warsaw", "washington", "wellington", "yogyakarta",
))
# fmt: on
