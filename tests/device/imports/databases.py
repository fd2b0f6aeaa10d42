"""Histories as browsers write them, built by the tests; every host is reserved for examples."""

import sqlite3

CHROMIUM = """
CREATE TABLE meta(key LONGVARCHAR NOT NULL UNIQUE PRIMARY KEY, value LONGVARCHAR);
CREATE TABLE urls(id INTEGER PRIMARY KEY AUTOINCREMENT, url LONGVARCHAR, title LONGVARCHAR,
  visit_count INTEGER DEFAULT 0 NOT NULL, typed_count INTEGER DEFAULT 0 NOT NULL,
  last_visit_time INTEGER DEFAULT 0 NOT NULL, hidden INTEGER DEFAULT 0 NOT NULL);
CREATE TABLE visits(id INTEGER PRIMARY KEY AUTOINCREMENT, url INTEGER NOT NULL,
  visit_time INTEGER NOT NULL, from_visit INTEGER, transition INTEGER DEFAULT 0 NOT NULL,
  segment_id INTEGER, visit_duration INTEGER DEFAULT 0 NOT NULL, originator_cache_guid TEXT);
CREATE TABLE keyword_search_terms(keyword_id INTEGER, url_id INTEGER, term LONGVARCHAR);
CREATE INDEX visits_url_index ON visits (url);
"""
CHROMIUM_60 = """
CREATE TABLE urls(id INTEGER PRIMARY KEY, url LONGVARCHAR, title LONGVARCHAR);
CREATE TABLE visits(id INTEGER PRIMARY KEY, url INTEGER NOT NULL, visit_time INTEGER NOT NULL,
  from_visit INTEGER, transition INTEGER DEFAULT 0 NOT NULL);
"""
FIREFOX = """
CREATE TABLE moz_places(id INTEGER PRIMARY KEY, url LONGVARCHAR, title LONGVARCHAR,
  rev_host LONGVARCHAR, visit_count INTEGER DEFAULT 0);
CREATE TABLE moz_historyvisits(id INTEGER PRIMARY KEY, from_visit INTEGER, place_id INTEGER,
  visit_date INTEGER, visit_type INTEGER, session INTEGER);
"""
FIREFOX_ANDROID = """
CREATE TABLE moz_places(id INTEGER PRIMARY KEY, url LONGVARCHAR NOT NULL, title LONGVARCHAR);
CREATE TABLE moz_historyvisits(id INTEGER PRIMARY KEY, is_local INTEGER NOT NULL,
  from_visit INTEGER, place_id INTEGER NOT NULL, visit_date INTEGER NOT NULL,
  visit_type INTEGER NOT NULL);
"""
PLAIN = 0x3000_0000  # a link, alone in its chain
SINCE_1601_US = 11_644_473_600_000_000


def chromium(path, visits, *, schema=CHROMIUM, journal="DELETE", keep_open=False):
    """Write a History; a visit is (address, ms since 1970[, transition[, seconds[, origin]]])."""
    database = sqlite3.connect(path, isolation_level=None)
    database.execute(f"PRAGMA journal_mode={journal}")
    database.execute("PRAGMA wal_autocheckpoint=0")
    database.executescript(schema)
    database.execute("BEGIN")
    for number, visit in enumerate(visits, start=1):
        address, at_ms, *more = visit
        transition, seconds, origin = (*more, *(PLAIN, 60, "")[len(more) :])
        title = f"Judul {number}"
        database.execute("INSERT INTO urls(id, url, title) VALUES(?,?,?)", (number, address, title))
        row = {"url": number, "visit_time": at_ms * 1_000 + SINCE_1601_US, "transition": transition}
        if schema == CHROMIUM:
            row |= {"visit_duration": seconds * 1_000_000, "originator_cache_guid": origin}
        _insert(database, "visits", row)
    return _left(database, keep_open)


def firefox(path, visits, *, schema=FIREFOX, keep_open=False):
    """Write a places.sqlite; a visit is (address, ms since 1970, type[, is_local])."""
    database = sqlite3.connect(path, isolation_level=None)
    database.executescript(schema)
    database.execute("BEGIN")
    for number, (address, at_ms, kind, *local) in enumerate(visits, start=1):
        database.execute("INSERT INTO moz_places(id, url) VALUES(?,?)", (number, address))
        row = {"place_id": number, "visit_type": kind, "visit_date": at_ms * 1_000}
        if schema == FIREFOX_ANDROID:
            row |= {"visit_date": at_ms, "is_local": local[0] if local else 1}
        _insert(database, "moz_historyvisits", row)
    return _left(database, keep_open)


def _insert(database, table, row):
    marks = ",".join("?" * len(row))
    database.execute(f"INSERT INTO {table}({','.join(row)}) VALUES({marks})", tuple(row.values()))


def _left(database, keep_open):
    """Return the open connection, as a browser that was copied while it ran would have it."""
    database.execute("COMMIT")
    if keep_open:
        return database
    database.close()
    return None
