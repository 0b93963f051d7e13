"""The words of producers and products are looked up folded, as their names are: « St » is « Saint »."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import migrations
from django.db.models import Case, GeneratedField, TextField, Value, When

from pat_logistics.folding import Fold


def rewritten(model, *texts):
    document = GeneratedField(
        db_persist=True,
        expression=SearchVector(*texts, config="public.fr"),
        output_field=SearchVectorField(),
    )
    index = f"{model}_document"
    return [
        migrations.RemoveIndex(model, index),
        migrations.RemoveField(model, "document"),
        migrations.AddField(model, "document", document),
        migrations.AddIndex(model, GinIndex(fields=["document"], name=index)),
    ]


FAMILY_LABEL = Case(
    When(family="fresh_meat", then=Value("viande fraîche")),
    When(family="frozen_meat", then=Value("viande surgelée")),
    When(family="charcuterie", then=Value("charcuterie")),
    When(family="cheese", then=Value("fromage et produits laitiers")),
    When(family="yogurt", then=Value("yaourts")),
    When(family="eggs", then=Value("œufs")),
    When(family="vegetables", then=Value("légumes")),
    When(family="fruits", then=Value("fruits")),
    When(family="chestnut", then=Value("châtaigne")),
    When(family="honey", then=Value("miel")),
    When(family="bread_flour", then=Value("pain et farine")),
    When(
        family="dry_grocery",
        then=Value("plantes aromatiques et épicerie sèche"),
    ),
    When(family="drinks", then=Value("boissons")),
    When(family="ready_meals", then=Value("plats cuisinés")),
    When(family="other", then=Value("autre produit")),
    default=Value(""),
    output_field=TextField(),
)


class Migration(migrations.Migration):
    dependencies = [("producers", "0006_one_folding")]
    operations = [
        *rewritten("producer", Fold("name"), Fold("description")),
        *rewritten("productline", FAMILY_LABEL, Fold("name")),
    ]
