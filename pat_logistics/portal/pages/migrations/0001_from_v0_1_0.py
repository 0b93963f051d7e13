"""Refuses a database whose migrations stopped short of v0.1.0.

Each `0001_schema` replaces the migrations of its app up to v0.1.0. Where a database has run only some of
them, Django drops `0001_schema` without a word; a name of before that something depends on makes it an error.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_full_name_and_phone"),
        ("carriers", "0020_returns"),
        ("cost_calc", "0008_kept_results"),
        ("guides", "0002_one_folding"),
        ("mail", "0002_document"),
        ("moderation", "0001_reports"),
        ("needs_survey", "0006_editions"),
        ("producers", "0009_unknown_seasons"),
        ("territory", "0006_no_relief"),
    ]
    operations = []
