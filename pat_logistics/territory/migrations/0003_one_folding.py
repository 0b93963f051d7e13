"""`public.fold` reads a text as people type it: what is stored by the former one is written anew."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import migrations, models
from django.db.models import F

import pat_logistics.folding
from pat_logistics.folding import CREATE_FOLD

FORMER_FOLD = """
CREATE OR REPLACE FUNCTION public.fold(text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT public.unaccent('public.unaccent'::regdictionary, lower($1)) $$;
"""


class Migration(migrations.Migration):
    dependencies = [("territory", "0002_initial")]
    operations = [
        migrations.RunSQL(CREATE_FOLD, FORMER_FOLD),
        migrations.RemoveIndex("commune", "commune_search_trigrams"),
        migrations.RemoveField("commune", "search_key"),
        migrations.AddField(
            "commune",
            "search_key",
            models.GeneratedField(
                db_persist=True,
                expression=pat_logistics.folding.Fold(F("name")),
                output_field=models.TextField(),
                verbose_name="nom sans accent",
            ),
        ),
        migrations.AddIndex(
            "commune",
            GinIndex(OpClass(F("search_key"), name="gin_trgm_ops"), name="commune_search_trigrams"),
        ),
    ]
