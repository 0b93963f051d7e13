"""How goods are packed, when they may be fetched, how the carrier is paid: what a price often hangs on."""

from django.db import models

from carriers.enums import Invoicing, Packaging
from pat_logistics.constraints import between, known
from pat_logistics.formats import kg

# A place as people say it: a street, a gate, who to ask for.
PLACE_LENGTH = 160
HOURS_LENGTH = 60


class Packing(models.Model):
    """What a request tells of its goods beyond their weight; everything may be left out.

    Where exactly the goods are fetched and left is for the one who is chosen, unless `shares_places`.
    """

    packages = models.PositiveSmallIntegerField("nombre de colis", null=True, blank=True)
    packaging = models.CharField("emballage", max_length=8, choices=Packaging.choices, blank=True)
    package_kg = models.DecimalField("kilos chacun", max_digits=7, decimal_places=2, null=True, blank=True)
    length_cm = models.PositiveSmallIntegerField("longueur (cm)", null=True, blank=True)
    width_cm = models.PositiveSmallIntegerField("largeur (cm)", null=True, blank=True)
    height_cm = models.PositiveSmallIntegerField("hauteur (cm)", null=True, blank=True)
    collect_at = models.CharField("lieu d’enlèvement", max_length=PLACE_LENGTH, blank=True)
    collect_hours = models.CharField("heures d’enlèvement", max_length=HOURS_LENGTH, blank=True)
    invoicing = models.CharField("facture", max_length=10, choices=Invoicing.choices, blank=True)
    shares_places = models.BooleanField("dit les lieux exacts", default=False)

    class Meta:
        abstract = True
        constraints = [
            between("packages", 1, 9_999, "quote_request", "Comptez de 1 à 9 999 colis."),
            between("package_kg", "0.01", 44_000, "quote_request", "Un colis pèse de 0,01 à 44 000 kg."),
            between("length_cm", 1, 1_500, "quote_request", "Une longueur va de 1 à 1 500 cm."),
            between("width_cm", 1, 1_500, "quote_request", "Une largeur va de 1 à 1 500 cm."),
            between("height_cm", 1, 400, "quote_request", "Une hauteur va de 1 à 400 cm."),
            known("packaging", Packaging, "quote_request", "Cet emballage", optional=True),
            known("invoicing", Invoicing, "quote_request", "Cette façon de facturer", optional=True),
        ]

    @property
    def packing_words(self) -> str:
        """« 6 caisses de 10 kg, 60 × 40 × 30 cm »; empty when nothing is told."""
        kind = Packaging(self.packaging or Packaging.OTHER)
        named = self.packages is not None or self.packaging
        counted = f"{self.packages}\u00a0" if self.packages is not None else ""
        head = f"{counted}{kind.label if self.packages == 1 else kind.plural}" if named else ""
        if self.package_kg is not None:
            each = kg(float(self.package_kg))
            head = f"{head} de {each}" if head else f"{each} par colis"
        return ", ".join(part for part in (head, self.size_words) if part)

    @property
    def size_words(self) -> str:
        sizes = (self.length_cm, self.width_cm, self.height_cm)
        return "\u00a0×\u00a0".join(str(size) for size in sizes) + "\u00a0cm" if all(sizes) else ""
