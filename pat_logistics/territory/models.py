"""Communes, the places every form, flow and service area speaks of, and the roads between them."""

from dataclasses import dataclass

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, GistIndex, OpClass
from django.db import models
from django.db.models import Case, F, Func, Q, Value, When
from django.db.models.functions import Concat
from django.utils.text import slugify

from pat_logistics.addresses import address
from pat_logistics.constraints import known
from pat_logistics.folding import Fold, folded_name
from pat_logistics.territory.fields import Located, LocatedQuerySet
from pat_logistics.territory.words import ARTICLES, MAX_WORDS, WHOLE_CODE, PlaceName

# The territory the portal was built for: its communes come first when several answer a search.
HOME_DEPARTEMENT = "48"
# Ardèche, Aveyron, Cantal, Gard, Haute-Loire.
NEIGHBOURS = ("07", "12", "15", "30", "43")
# Where farms of the territory also sell: these come before the rest of France, Hérault with them.
NEAR = (*NEIGHBOURS, "34")
CODE_LENGTH = 5
DISTRICT_LENGTH = 2
# Letters that a word needs for the trigram index to find it anywhere.
TRIGRAM = 3


class NamesKey(Func):
    """Folded names of the `FormerCommune`s of a column, each between two bars."""

    function = "public.fold_names"
    output_field = models.TextField()


class Similarity(Func):
    """Share of the trigrams that two texts have in common, 0 to 1."""

    function = "public.similarity"
    output_field = models.FloatField()


class JoinWords(Func):
    """The elements of a text array, one space between them."""

    template = "public.join_words((%(expressions)s)::text[])"
    output_field = models.TextField()


class PositionSource(models.TextChoices):
    """What the position of a commune stands for."""

    TOWN_HALL = "town_hall", "mairie"
    CENTROID = "centroid", "centre de la commune, la mairie n’étant pas connue"
    NEIGHBOURS = "neighbours", "moyenne des communes du même code postal, faute de mieux"


class FormerKind(models.TextChoices):
    """What a name or a code was, that no commune of today bears."""

    DELEGATED = "delegated", "commune déléguée"
    ASSOCIATED = "associated", "commune associée"
    DISTRICT = "district", "arrondissement municipal"
    MERGED = "merged", "ancienne commune, réunie à celle-ci"
    OLD_CODE = "old_code", "ancien code"


@dataclass(frozen=True, slots=True)
class FormerCommune:
    """A commune or a code of yesterday, and of which commune it is a part today.

    An old code has no name: the commune has kept that of today.
    """

    code: str
    name: str
    kind: str

    def now(self, commune: "Commune") -> str:
        """« Javols, aujourd’hui Peyre en Aubrac (48) »."""
        if self.kind == FormerKind.OLD_CODE:
            return f"{self.code}, ancien code de {commune}"
        if self.kind == FormerKind.DISTRICT:
            return f"{self.name}, à {commune}"
        return f"{self.name}, aujourd’hui {commune}"


class CommuneQuerySet(LocatedQuerySet):
    def home_first(self, *before):
        """Communes of the territory first, then those around it, then the rest; the larger ones first."""
        ring = Case(
            When(departement=HOME_DEPARTEMENT, then=Value(0)),
            When(departement__in=NEAR, then=Value(1)),
            default=Value(2),
        )
        return self.order_by(*before, ring, "-population", "search_key", "insee")

    def in_code(self, digits):
        """Communes that `digits` may mean: the beginning of a postal code, a whole INSEE code of today or of
        yesterday, a code that lost its zero, or the number of an arrondissement."""
        codes = {digits, f"0{digits}"} if len(digits) == CODE_LENGTH - 1 else {digits}
        found = Q(postal_key__contains=f" {digits}") | Q(insee__in=codes)
        for code in codes:
            found |= Q(former__contains=[{"code": code}]) if len(code) == CODE_LENGTH else Q()
            found |= Q(postal_key__contains=f" {code}") if code != digits else Q()
        if len(digits) <= DISTRICT_LENGTH:
            number = int(digits)
            found |= Q(names_key__contains=f" {number}{'er' if number == 1 else 'e'} arrondissement|")
        return self.filter(found)

    def said_by(self, in_names: Q, word: str):
        """Communes of a condition on `names_key`, or that have or had the whole code that `word` is."""
        found = self.filter(in_names)
        return (found | self.in_code(word.upper()) if WHOLE_CODE.fullmatch(word) else found).order_by()

    def nearer_namesakes(self, place: PlaceName, departement: str):
        """What somebody of here may mean by the whole name of a commune of `departement`, farther away.

        Communes of the territory that hold its words, and, when it is farther than the neighbours, those of
        the neighbours that begin with them. « Le » counts for nothing: Le Cheylard, Cheylard-l’Évêque.
        """
        bare = place.without_article()
        nearer = Q(pk__in=[])
        if departement != HOME_DEPARTEMENT:
            nearer = Q(departement=HOME_DEPARTEMENT) & (_holds("|", bare.name) | _holds(" ", bare.name))
        if departement not in (HOME_DEPARTEMENT, *NEAR):
            begins = _holds("|", bare.name)
            for article in ARTICLES:
                begins |= _holds("|", f"{article} {bare.name}")
            nearer |= Q(departement__in=NEAR) & begins
        found = self.filter(departement=place.departement) if place.departement else self
        for digits in place.codes:
            found = found.in_code(digits)
        return found.filter(nearer).home_first()

    def named(self, place: PlaceName):
        """Communes that hold every word of `place` in the names they have or had, best match first: `rank`
        0 is a whole name, 1 the beginning of that of today, 2 of another or of a word, 3 anything else.

        Trigram index on `names_key`; a word too short for it counts where a word begins, and alone, where a
        name does. A text that is only codes returns them all, home first.
        """
        found = self
        if place.departement:
            found = found.filter(departement=place.departement)
        for digits in place.codes:
            found = found.in_code(digits)
        if not place.words:
            return found.annotate(rank=Value(1)).home_first()
        for word in place.words[:MAX_WORDS]:
            if len(word) >= TRIGRAM:
                found = found.filter(names_key__contains=word)
            elif len(place.words) > 1:
                found = found.filter(_begins(word))
            else:
                found = found.filter(names_key__contains=f"|{word}")
        rank = Case(
            When(names_key__contains=f"|{place.name}|", then=Value(0)),
            When(search_key__startswith=place.name, then=Value(1)),
            When(_begins(place.name), then=Value(2)),
            default=Value(3),
        )
        return found.annotate(rank=rank).home_first("rank")

    def epci_names(self):
        """Names of the groupings of the territory and around it, in alphabetical order: those proposed."""
        around = self.filter(departement__in=[HOME_DEPARTEMENT, *NEAR])
        grouped = around.exclude(epci="").order_by("epci_name")
        return grouped.values_list("epci_name", flat=True).distinct()

    def resembling(self, place: PlaceName, *, loosely: bool = False):
        """Communes one of whose names holds a part that looks like the words typed (trigram index).

        `loosely`: the whole of its names looks like them, less closely. For short names, where one letter is
        a lot, and last: comparing whole names is ten times as slow.
        """
        alike = "names_key__trigram_similar" if loosely else "names_key__trigram_word_similar"
        near = self.filter(**{alike: place.name})
        if place.departement:
            near = near.filter(departement=place.departement)
        home = Case(When(departement=HOME_DEPARTEMENT, then=Value(0.1)), default=Value(0.0))
        return near.annotate(likeness=Similarity(F("search_key"), Value(place.name)) + home).home_first(
            "-likeness"
        )

    def attempts(self, place: PlaceName):
        """The searches to make, one after the other until one finds: as written, then what looks like it."""
        if place:
            yield self.named(place)
        if place.words:
            yield self.resembling(place)
            yield self.resembling(place, loosely=True)

    def search(self, text):
        """Communes that hold the words of a text, else those that look like it; best first."""
        found = self.none()
        for found in self.attempts(PlaceName.parse(text)):
            if found.exists():
                break
        return found


def _begins(text: str) -> Q:
    """A word of a name begins with a folded text."""
    return Q(names_key__contains=f"|{text}") | Q(names_key__contains=f" {text}")


def _holds(before: str, text: str) -> Q:
    """A name holds a folded text, whole, after the sign `before`: a bar where a name begins, else a space."""
    return Q(names_key__contains=f"{before}{text}|") | Q(names_key__contains=f"{before}{text} ")


class Commune(Located):
    """A French commune, keyed by its INSEE code.

    The position is its town hall, where people live: the centre of the outline can be 10 km away. The rows
    are reference data, written by `load_territory` alone; corrections go to the files of `territory/data`.
    """

    insee = models.CharField("code INSEE", max_length=5, primary_key=True)
    name = models.CharField("nom", max_length=80)
    departement = models.CharField("département", max_length=3)
    postal_codes = ArrayField(models.CharField(max_length=5), verbose_name="codes postaux")
    population = models.PositiveIntegerField("population")
    epci = models.CharField("SIREN de l’EPCI", max_length=9, blank=True)
    epci_name = models.CharField("EPCI", max_length=120, blank=True)
    position_source = models.CharField(
        "position", max_length=10, choices=PositionSource.choices, default=PositionSource.TOWN_HALL
    )
    # Objects with the code, the name and the kind of a `FormerCommune`.
    former = models.JSONField("communes et codes d’autrefois", default=list, blank=True)
    search_key = folded_name()
    # Each name between two bars, so that one pattern finds a whole name, and another its beginning.
    names_key = models.GeneratedField(
        expression=Concat(
            Value("|"),
            Fold(F("name")),
            Value("|"),
            NamesKey(F("former")),
            output_field=models.TextField(),
        ),
        output_field=models.TextField(),
        db_persist=True,
        verbose_name="noms d’aujourd’hui et d’autrefois, sans accent",
    )
    # Each code after a space, so that one pattern finds the beginning of any of them.
    postal_key = models.GeneratedField(
        expression=Concat(Value(" "), JoinWords(F("postal_codes")), output_field=models.TextField()),
        output_field=models.TextField(),
        db_persist=True,
        verbose_name="codes postaux à la suite",
    )

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = "commune"
        ordering = ["search_key", "insee"]
        constraints = [
            models.CheckConstraint(
                condition=Q(insee__regex=r"^([0-9]{2}|2[AB])[0-9]{3}$"),
                name="commune_insee_shape",
                violation_error_message="Le code INSEE compte cinq caractères, par exemple 48095.",
            ),
            models.CheckConstraint(
                condition=Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="commune_position_on_earth",
                violation_error_message="La position sort de la Terre.",
            ),
            known(
                "position_source",
                PositionSource,
                "commune",
                message="Cette origine de la position n’existe pas.",
            ),
        ]
        indexes = [
            GistIndex(fields=["geo"], name="commune_geo"),
            models.Index(fields=["latitude", "longitude"], include=["insee"], name="commune_position"),
            # The largest of a département or of a grouping stands for it.
            models.Index("departement", F("population").desc(), "insee", name="commune_departement"),
            models.Index("epci", F("population").desc(), "insee", name="commune_epci"),
            GinIndex(OpClass(F("search_key"), name="gin_trgm_ops"), name="commune_search_trigrams"),
            GinIndex(OpClass(F("names_key"), name="gin_trgm_ops"), name="commune_names_trigrams"),
            GinIndex(OpClass(F("postal_key"), name="gin_trgm_ops"), name="commune_postal_trigrams"),
            GinIndex(OpClass(F("former"), name="jsonb_path_ops"), name="commune_former_codes"),
        ]

    def __str__(self):
        return f"{self.name} ({self.departement})"

    def get_absolute_url(self):
        return address("commune", self.pk, self.slug)

    @property
    def slug(self) -> str:
        """Its name in an address."""
        return slugify(self.name)

    @property
    def former_communes(self) -> list[FormerCommune]:
        return [FormerCommune(**each) for each in self.former]


class CommuneOutline(models.Model):
    """Where a commune ends. Apart from it, so that no page loads a thousand points to say a name."""

    commune = models.OneToOneField(
        Commune, on_delete=models.CASCADE, primary_key=True, related_name="outline", verbose_name="commune"
    )
    geometry = models.JSONField("contour (GeoJSON)")

    class Meta:
        verbose_name = "contour de commune"
        verbose_name_plural = "contours de communes"

    def __str__(self):
        return str(self.commune)


class ReferenceFile(models.Model):
    """What was loaded last, so that an unchanged set of files is not loaded again."""

    name = models.CharField("nom", max_length=40, primary_key=True)
    sha256 = models.CharField("empreinte", max_length=64)
    loaded_at = models.DateTimeField("chargé le", auto_now=True)

    class Meta:
        verbose_name = "fichier de référence"
        verbose_name_plural = "fichiers de référence"
        ordering = ["name"]

    def __str__(self):
        return self.name


class Costing(models.TextChoices):
    """For which vehicle a road was computed; the values are Valhalla's."""

    AUTO = "auto", "voiture ou fourgon"
    TRUCK = "truck", "camion"


class TripSource(models.TextChoices):
    ROUTED = "routed", "calculé par un serveur d’itinéraires"
    DECLARED = "declared", "mesuré sur la route"


class RoadTrip(models.Model):
    """A known road from one commune to another; without one, the road is estimated.

    One way: the way back is another row. A declared trip, entered in the admin, wins over a routed one.
    """

    origin = models.ForeignKey(Commune, on_delete=models.CASCADE, related_name="+", verbose_name="départ")
    destination = models.ForeignKey(
        Commune, on_delete=models.CASCADE, related_name="+", verbose_name="arrivée"
    )
    costing = models.CharField("véhicule", max_length=10, choices=Costing.choices, default=Costing.AUTO)
    source = models.CharField(
        "origine", max_length=10, choices=TripSource.choices, default=TripSource.DECLARED
    )
    distance_km = models.FloatField("distance (km)")
    minutes = models.FloatField("durée (min)")
    recorded_at = models.DateTimeField("relevé le", auto_now=True)

    class Meta:
        verbose_name = "trajet connu"
        verbose_name_plural = "trajets connus"
        ordering = ["origin", "destination", "costing", "source"]
        constraints = [
            models.UniqueConstraint(
                fields=["origin", "destination", "costing", "source"],
                name="roadtrip_one_per_pair",
                violation_error_message="Ce trajet est déjà connu.",
            ),
            models.CheckConstraint(
                condition=Q(distance_km__gt=0, distance_km__lte=3000, minutes__gt=0, minutes__lte=6000),
                name="roadtrip_plausible",
                violation_error_message="La distance va de 0 à 3 000 km et la durée de 0 à 6 000 minutes.",
            ),
            models.CheckConstraint(
                condition=~Q(origin=F("destination")),
                name="roadtrip_goes_somewhere",
                violation_error_message="Le départ et l’arrivée sont la même commune.",
            ),
            known("costing", Costing, "roadtrip", message="Ce véhicule n’existe pas."),
            known("source", TripSource, "roadtrip", message="Cette origine n’existe pas."),
        ]

    def __str__(self):
        return f"{self.origin} → {self.destination}"
