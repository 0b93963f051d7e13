"""PostgreSQL extensions, functions that an index may use, and the `fr` full-text configuration (accents ignored)."""

from django.contrib.postgres.operations import BtreeGistExtension, CreateExtension, TrigramExtension
from django.db import migrations

# unaccent is only STABLE; an index needs IMMUTABLE, and since PostgreSQL 17 a qualified dictionary name.
IMMUTABLE_UNACCENT = """
CREATE FUNCTION public.fold(text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT public.unaccent('public.unaccent'::regdictionary, lower($1)) $$;
"""
# array_to_string is only STABLE, because the elements of other arrays may depend on settings; text does not.
JOIN_WORDS = """
CREATE FUNCTION public.join_words(text[]) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT array_to_string($1, ' ') $$;
"""
FRENCH_CONFIGURATION = """
CREATE TEXT SEARCH CONFIGURATION public.fr (COPY = pg_catalog.french);
ALTER TEXT SEARCH CONFIGURATION public.fr
    ALTER MAPPING FOR hword, hword_part, word WITH public.unaccent, pg_catalog.french_stem;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        CreateExtension("unaccent"),
        TrigramExtension(),
        CreateExtension("cube"),
        BtreeGistExtension(),
        migrations.RunSQL(IMMUTABLE_UNACCENT, "DROP FUNCTION public.fold(text)"),
        migrations.RunSQL(JOIN_WORDS, "DROP FUNCTION public.join_words(text[])"),
        migrations.RunSQL(FRENCH_CONFIGURATION, "DROP TEXT SEARCH CONFIGURATION public.fr"),
    ]
