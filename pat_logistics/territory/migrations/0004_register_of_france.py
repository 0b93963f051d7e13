"""Names and codes of yesterday, and a key that finds a commune by any name it has or had."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import migrations, models
from django.db.models import F, Value
from django.db.models.functions import Concat

from pat_logistics.folding import Fold
from pat_logistics.territory.models import NamesKey

FOLD_NAMES = """
CREATE FUNCTION public.fold_names(jsonb) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$
SELECT coalesce(string_agg('|' || public.fold(each ->> 'name') || '|', ' '), '')
FROM jsonb_array_elements($1) AS each WHERE each ->> 'name' <> ''
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("territory", "0003_one_folding")]
    operations = [
        migrations.RunSQL(FOLD_NAMES, "DROP FUNCTION public.fold_names(jsonb)"),
        migrations.AddField(
            "commune",
            "former",
            models.JSONField(blank=True, default=list, verbose_name="communes et codes d’autrefois"),
        ),
        migrations.AddField(
            "commune",
            "names_key",
            models.GeneratedField(
                db_persist=True,
                expression=Concat(
                    Value("|"),
                    Fold(F("name")),
                    Value("|"),
                    NamesKey(F("former")),
                    output_field=models.TextField(),
                ),
                output_field=models.TextField(),
                verbose_name="noms d’aujourd’hui et d’autrefois, sans accent",
            ),
        ),
        migrations.AddIndex(
            "commune",
            GinIndex(OpClass(F("names_key"), name="gin_trgm_ops"), name="commune_names_trigrams"),
        ),
        migrations.AddIndex(
            "commune",
            GinIndex(OpClass(F("former"), name="jsonb_path_ops"), name="commune_former_codes"),
        ),
    ]
