"""Free carriage from some order on is a term of sale: what a grid said of it moves to its note."""

from django.db import migrations, models

SAID = "Franco annoncé : port gratuit dès {} € de produits (condition de vente, hors calcul)."


def note_with(note, franco_eur):
    amount = f"{franco_eur.normalize():f}".replace(".", ",")
    return f"{note} {SAID.format(amount)}".strip()


def say_it_in_the_note(apps, schema_editor):
    grids = apps.get_model("carriers", "TariffGrid")
    for grid in grids.objects.filter(franco_eur__isnull=False).order_by("pk"):
        grid.note = note_with(grid.note, grid.franco_eur)
        grid.save(update_fields=["note"])


class Migration(migrations.Migration):
    dependencies = [
        ("carriers", "0010_one_folding"),
    ]

    operations = [
        migrations.AlterField(
            model_name="tariffgrid",
            name="note",
            field=models.CharField(blank=True, max_length=400, verbose_name="remarque"),
        ),
        migrations.AlterField(
            model_name="tariffgridevent",
            name="note",
            field=models.CharField(blank=True, max_length=400, verbose_name="remarque"),
        ),
        migrations.RunPython(say_it_in_the_note, migrations.RunPython.noop),
    ]
