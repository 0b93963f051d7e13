"""From a record of a list to what it says of a farm: cleaned, placed in a commune, each doubt told."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.db.models import Field

from pat_logistics.constraints import phone_number, validate_phone, validate_siret
from pat_logistics.exchange.records import GARBLED
from pat_logistics.folding import fold
from pat_logistics.formats import number
from pat_logistics.names import validate_name, validate_readable
from pat_logistics.territory.fields import great_circle_km
from pat_logistics.territory.finding import resolve_commune
from pat_logistics.territory.models import Commune
from pat_logistics.vocabulary import ProductFamily
from producers.intake import words
from producers.models import Producer

# A position farther than this from the town hall of its commune is a slip: the largest are 30 km across.
FARTHEST_KM = 25
NO_NAME = "Il manque le nom de la ferme."
NO_PLACE = "Il manque la commune."
ROUNDED = "le tableur a arrondi le SIRET, les derniers chiffres sont perdus"
GARBLED_NAME = "Le nom contient un signe illisible (�) : corrigez-le dans la liste."
_DECIMAL = re.compile(r"-?\d+(?:\.\d+)?")
_BETWEEN_PHONES = re.compile(r"[,;/|]| ou | et ")
_FRENCH_PHONE = re.compile(r"(?<!\d)(?:(?:\+|00) ?33 ?(?:\(0\))? ?|0)[1-9](?:[ .-]?\d\d){4}(?!\d)")
_ROUNDED = re.compile(r"\d[.,]?\d*e\+?\d+", re.IGNORECASE)
_COLUMNS: "dict[str, Field[Any, Any]]" = {field.name: field for field in Producer._meta.local_fields}
_LENGTHS = {
    name: _COLUMNS[name].max_length or 0
    for name in ("name", "address", "contact_name", "website", "description", "email")
}


@dataclass(frozen=True, slots=True)
class Place:
    """Just enough of a commune, for a list of 50 000 farms."""

    pk: str
    name: str
    departement: str
    latitude: float
    longitude: float

    def __str__(self) -> str:
        return f"{self.name} ({self.departement})"


@dataclass(slots=True)
class Candidate:
    """What a record says of a farm. `values` are columns of `Producer`, only those that are given."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    families: list[ProductFamily] = field(default_factory=list)
    # What the tool that wrote the list calls the farm: of use within the list only.
    reference: str = ""
    place: Place | None = None
    place_words: str = ""
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return str(self.values.get("name", ""))

    def get(self, column: str) -> str:
        return str(self.values.get(column, ""))


class Reading:
    """Reads the records of a list, whose `columns` go from header to target.

    `departements` are those whose producers may be entered; None for all of them.
    """

    def __init__(
        self, headers: Sequence[str], columns: Mapping[str, str], departements: Sequence[str] | None
    ) -> None:
        self.at = {columns[header]: place for place, header in enumerate(headers) if columns.get(header)}
        self.departements = departements
        self._placed: dict[tuple[str, str, str], tuple[Place | None, str, str]] = {}

    def read(self, number: int, texts: Sequence[str]) -> Candidate:
        told = {code: texts[place].strip() for code, place in self.at.items()}
        found = Candidate(number)
        for code, clean in _CLEANERS.items():
            if told.get(code):
                clean(found, told[code])
        if not found.name:
            found.faults.append(NO_NAME)
        self._locate(found, told)
        return found

    def _locate(self, found: Candidate, told: Mapping[str, str]) -> None:
        position = _position(told)
        key = (told.get("insee", ""), told.get("postcode", ""), told.get("commune", ""))
        found.place_words = " ".join(filter(None, (key[1], key[2]) if key[2] else key))[:120]
        if any(key):
            if key not in self._placed:
                self._placed[key] = _commune(*key)
            found.place, fault, note = self._placed[key]
            found.notes += [note] if note else []
            found.faults += [fault] if fault else []
        elif position:
            found.place = _nearest(*position)
            if found.place:
                found.notes.append(f"Commune la plus proche de la position : {found.place}. À vérifier.")
            else:
                found.faults.append("Cette position n’est près d’aucune commune.")
        else:
            found.faults.append(NO_PLACE)
        if found.place is None:
            return
        found.values["commune_id"] = found.place.pk
        followed = self.departements
        if followed is not None and found.place.departement not in followed:
            found.faults.append(f"{found.place} n’est pas dans un département que vous suivez.")
        if position:
            if fault := too_far(found.place, position):
                found.notes.append(fault)
            else:
                found.values |= dict(zip(("latitude", "longitude"), position, strict=True))
        elif any(told.get(code) for code in ("latitude", "longitude", "position")):
            found.notes.append("Position illisible : laissée de côté.")


def too_far(commune: Place, position: Sequence[float]) -> str:
    """Why a position is not that of a farm of this commune; "" when it may be."""
    away_km = great_circle_km(commune, Place("", "", "", *position))
    return (
        f"La position est à {number(away_km)} km de {commune} : laissée de côté."
        if away_km > FARTHEST_KM
        else ""
    )


def _position(told: Mapping[str, str]) -> tuple[float, float] | None:
    """Latitude and longitude; told together, they come in either order, « 44.5, 3.5 » or « [3.5, 44.5] »."""
    texts = [told.get("latitude", ""), told.get("longitude", "")]
    together = not any(texts)
    if together:
        texts = _DECIMAL.findall(told.get("position", ""))
    try:
        latitude, longitude = (float(text.replace(",", ".")) for text in texts)
    except ValueError:
        return None
    # Latitudes of mainland France, which no longitude of it reaches.
    if together and 41 < longitude < 52 and not 41 < latitude < 52:
        latitude, longitude = longitude, latitude
    is_somewhere = abs(latitude) <= 90 and abs(longitude) <= 180 and (latitude, longitude) != (0, 0)
    return (latitude, longitude) if is_somewhere else None


def _commune(insee: str, postcode: str, name: str) -> tuple[Place | None, str, str]:
    """The commune, what keeps it from being known, and what is worth saying of it.

    A whole INSEE code is enough; a name settles what a code leaves open, with the code and then without.
    """
    code = insee.removesuffix(".0").strip().upper()
    code = f"0{code}" if code.isdecimal() and len(code) == 4 else code
    attempts = [(code, False)] if code else []
    if name:
        attempts += [(f"{postcode} {name}".strip(), True), (name, True)]
    elif postcode:
        attempts.append((postcode, True))
    resolution = None
    for text, typed in attempts:
        found = resolve_commune(text, typed=typed)
        if found.commune:
            return _placed(found.commune), "", found.note
        if resolution is None or found.candidates:
            resolution = found
    told = " ".join(filter(None, (insee, postcode, name)))[:80]
    if resolution and resolution.candidates:
        names = ", ".join(match.in_words for match in resolution.candidates[:3])
        return None, f"« {told} » peut être : {names}.", ""
    return None, f"Nous ne connaissons pas la commune « {told} ».", ""


def _nearest(latitude: float, longitude: float) -> Place | None:
    near = Commune.objects.within_km(latitude, longitude, FARTHEST_KM).first()
    return _placed(near) if near else None


def _placed(commune: Commune) -> Place:
    return Place(commune.pk, commune.name, commune.departement, commune.latitude, commune.longitude)


def _text(column: str) -> Callable[[Candidate, str], None]:
    def clean(found: Candidate, text: str) -> None:
        longest = _LENGTHS[column]
        if len(text) > longest:
            found.notes.append(f"{_COLUMNS[column].verbose_name} : texte coupé.")
        try:
            if GARBLED in text:
                raise ValidationError("")
            validate_readable(text)
        except ValidationError:
            found.notes.append(f"{_COLUMNS[column].verbose_name} : un signe illisible. Laissé de côté.")
        else:
            found.values[column] = text[:longest].strip()

    return clean


def _contact(found: Candidate, text: str) -> None:
    try:
        validate_name(text)
    except ValidationError:
        found.notes.append(f"Personne à contacter « {text[:40]} » : pas un nom. Laissé de côté.")
    else:
        _text("contact_name")(found, text)


def _name(found: Candidate, text: str) -> None:
    if not fold(text):
        return
    try:
        validate_name(text)
    except ValidationError as error:
        found.faults += error.messages
    if GARBLED in text:
        found.faults.append(GARBLED_NAME)
    if len(text) > _LENGTHS["name"]:
        found.faults.append(f"Le nom dépasse {_LENGTHS['name']} caractères.")
    found.values["name"] = text[: _LENGTHS["name"]].strip()


def _legal_name(found: Candidate, text: str) -> None:
    if not found.name:
        _name(found, text)


def _siret(found: Candidate, text: str) -> None:
    """A number read by a spreadsheet has lost its zero, or its end."""
    if _ROUNDED.fullmatch(text):
        found.notes.append(f"SIRET « {text} » : {ROUNDED}. Laissé de côté.")
        return
    digits = re.sub(r"[\s.-]", "", re.sub(r"[.,]0+$", "", text))
    siret = digits.rjust(14, "0") if digits.isdecimal() and 12 <= len(digits) < 14 else digits
    try:
        validate_siret(siret)
    except ValidationError as error:
        found.notes.append(f"SIRET « {text[:30]} » : {' '.join(error.messages)} Laissé de côté.")
    else:
        found.values["siret"] = siret


def _reference(found: Candidate, text: str) -> None:
    found.reference = fold(text.removesuffix(".0"))


def _phone(found: Candidate, text: str) -> None:
    """The first of several, the others told."""
    first, *others = _phones(text) or [""]
    if not first:
        found.notes.append(f"Téléphone « {text[:40]} » : pas un numéro. Laissé de côté.")
        return
    found.values["phone"] = first
    if others:
        found.notes.append(f"Autre téléphone, laissé de côté : {', '.join(others)[:100]}.")


def _phones(text: str) -> list[str]:
    """Telephones of a cell, the first of them a number, the others as they stand; none when not sure."""
    for parts in ([text], _BETWEEN_PHONES.split(text)):
        phones = [_phone_number(part) for part in parts if part.strip()]
        if phones and _is_phone(phones[0]):
            return list(dict.fromkeys(phones))
    # « Tél. 04 66 00 00 01 port. 06 11 22 33 44 », or two lines of a cell.
    if re.search(r"\d", _FRENCH_PHONE.sub("", text)):
        return []
    return list(dict.fromkeys(map(phone_number, _FRENCH_PHONE.findall(text))))


def _phone_number(text: str) -> str:
    """A number read by a spreadsheet has lost its zero, and gained a decimal."""
    digits = text.strip().removesuffix(".0")
    return phone_number(f"0{digits}" if re.fullmatch(r"[1-9](?: ?\d\d){4}", digits) else digits)


def _is_phone(text: str) -> bool:
    try:
        validate_phone(text)
    except ValidationError:
        return False
    return True


def _checked(column: str, label: str, validate: Callable[[str], None]) -> Callable[[Candidate, str], None]:
    def clean(found: Candidate, text: str) -> None:
        first = re.split(r"[;|,\s]+", text.strip())[0]
        if column == "website" and "." in first and "://" not in first:
            first = f"https://{first}"
        try:
            validate(first)
            if len(first) > _LENGTHS[column]:
                raise ValidationError("")
        except ValidationError:
            found.notes.append(f"{label} « {text[:60]} » : illisible. Laissé de côté.")
        else:
            found.values[column] = first

    return clean


def _products(found: Candidate, text: str) -> None:
    found.families, unknown = words.families(text)
    if unknown:
        found.notes.append(f"Produits non reconnus : {', '.join(unknown)[:200]}.")


def _labels(found: Candidate, text: str) -> None:
    if labels := words.labels(text):
        found.values["labels"] = labels


def _legal_form(found: Candidate, text: str) -> None:
    if form := words.legal_form(text):
        found.values["legal_form"] = form
    else:
        found.notes.append(f"Statut « {text[:40]} » non reconnu.")


_CLEANERS: dict[str, Callable[[Candidate, str], None]] = {
    "name": _name,
    "legal_name": _legal_name,
    "siret": _siret,
    "reference": _reference,
    "address": _text("address"),
    "contact_name": _contact,
    "description": _text("description"),
    "phone": _phone,
    "email": _checked("email", "Adresse électronique", EmailValidator()),
    "website": _checked("website", "Site internet", URLValidator(schemes=["http", "https"])),
    "products": _products,
    "labels": _labels,
    "legal_form": _legal_form,
}
