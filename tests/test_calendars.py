"""A calendar file as phones read it (RFC 5545)."""

import datetime

from pat_logistics.calendars import Event, calendar

NOW = datetime.datetime(2026, 11, 28, 9, 30, tzinfo=datetime.UTC)
DAY = datetime.date(2026, 12, 1)


def lines_of(**values):
    content = calendar(
        "Visites", [Event(**{"uid": "1@exemple.fr", "day": DAY, "summary": "Visite"} | values)], NOW
    )
    return content.decode().split("\r\n")


def unfolded(**values):
    return "\r\n".join(lines_of(**values)).replace("\r\n ", "").split("\r\n")


def test_a_day_is_whole_and_ends_the_next_one():
    lines = lines_of()
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert {"DTSTART;VALUE=DATE:20261201", "DTEND;VALUE=DATE:20261202", "DTSTAMP:20261128T093000Z"} <= set(
        lines
    )


def test_what_would_end_a_value_or_a_line_is_escaped():
    lines = unfolded(description="Ferme ; sortie 33, \\ gauche\nSonner\x07")
    assert "DESCRIPTION:Ferme \\; sortie 33\\, \\\\ gauche\\nSonner" in lines


def test_a_long_line_is_folded_between_characters_and_says_the_same_once_unfolded():
    text = "É" * 200
    assert all(len(line.encode()) <= 75 for line in lines_of(description=text))
    assert f"DESCRIPTION:{text}" in unfolded(description=text)
