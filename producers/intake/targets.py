"""What a list of producers may say of a farm, and the names that others give to these columns.

Those of the public register of organic farms (Agence Bio), of OpenStreetMap (`shop=farm`), and of the tables
that chambers and local authorities keep.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pat_logistics.folding import fold


@dataclass(frozen=True, slots=True)
class Target:
    """`code` is in the database; `words` are the headers that mean it, the surest first."""

    code: str
    label: str
    words: tuple[str, ...]


TARGETS = {
    target.code: target
    for target in (
        Target(
            "name",
            "Nom de la ferme",
            (
                "nom de la ferme", "denominationcourante", "denomination courante", "nom commercial",
                "enseigne", "exploitation", "nom exploitation", "denomination", "nom", "name", "ferme",
                "producteur", "structure", "nom structure", "nom etablissement", "etablissement",
                "entreprise",
            ),
        ),
        Target(
            "legal_name",
            "Raison sociale (lue quand le nom manque)",
            ("raison sociale", "raisonsociale", "nom legal", "denomination sociale"),
        ),
        Target(
            "siret",
            "SIRET",
            ("siret", "numero siret", "n siret", "ref fr siret", "code siret", "num siret"),
        ),
        Target(
            "reference",
            "Numéro de la ferme dans la liste (numéro bio…)",
            (
                "numerobio", "numero bio", "n bio", "numero agence bio", "numero exploitation",
                "identifiant exploitation", "numero producteur", "identifiant producteur",
            ),
        ),
        Target(
            "insee",
            "Code INSEE de la commune",
            (
                "code insee", "insee", "codecommune", "code commune", "insee com", "code insee commune",
                "com insee", "commune insee", "ref insee", "codeinsee", "cog",
            ),
        ),
        Target(
            "commune",
            "Commune",
            ("commune", "ville", "nom commune", "com nom", "nom de la commune", "addr city",
             "libelle commune", "city", "localite", "municipalite"),
        ),
        Target(
            "postcode",
            "Code postal",
            ("code postal", "codepostal", "cp", "addr postcode", "postcode", "code post"),
        ),
        Target(
            "address",
            "Adresse",
            ("adresse", "lieu", "rue", "adresse postale", "voie", "lieu dit", "addr full", "adresse 1",
             "adresse voie",             "addr street", "addr place", "address"),
        ),
        Target(
            "latitude", "Latitude", ("latitude", "lat", "lat wgs84", "y wgs84", "y", "coord y")
        ),
        Target(
            "longitude",
            "Longitude",
            ("longitude", "long", "lon", "lng", "lon wgs84", "x wgs84", "x", "coord x"),
        ),
        Target(
            "position",
            "Latitude et longitude ensemble",
            ("geo point 2d", "geo point", "geopoint", "coordonnees gps", "coordonneesxy", "coordonnees xy"),
        ),
        Target(
            "products",
            "Produits",
            (
                "produits", "productions", "production", "productions nom", "produit", "activites",
                "activite", "filiere", "filieres", "categories nom", "type de produits", "famille",
                "produce", "product", "gamme", "gammes", "productions principales",
            ),
        ),
        Target(
            "labels",
            "Signes de qualité",
            (
                "labels", "label", "signes de qualite", "signe de qualite", "siqo", "certifications",
                "certification", "etatproduction", "mode de production",
            ),
        ),
        Target(
            "phone",
            "Téléphone",
            ("telephone", "tel", "telephone commercial", "telephonecommerciale", "portable", "mobile",
             "phone", "contact phone", "numero de telephone", "tel portable", "tel fixe",
             "telephone fixe", "contact mobile"),
        ),
        Target(
            "email",
            "Adresse électronique",
            ("email", "e mail", "mail", "courriel", "adresse mail", "adresse electronique", "contact email",
             "adresse email"),
        ),
        Target(
            "website",
            "Site internet",
            ("site internet", "site web", "siteweb", "sitesweb url", "site", "website", "url", "web",
             "contact website", "lien"),
        ),
        Target(
            "contact_name",
            "Personne à contacter",
            ("contact", "personne a contacter", "gerant", "nom du contact", "interlocuteur", "referent",
             "nom prenom", "responsable"),
        ),
        Target(
            "legal_form",
            "Statut",
            ("statut", "forme juridique", "statut juridique", "legal form"),
        ),
        Target("description", "Présentation", ("presentation", "description", "commentaire", "descriptif")),
    )
}  # fmt: skip
# A farm is named, and is somewhere: one of these places it.
PLACES = ("insee", "commune", "postcode", "latitude", "position")
# « Nom de l’exploitation » is « nom exploitation ».
_SMALL = {"de", "du", "des", "d", "la", "le", "les", "l", "en"}


def _bare(text: str) -> str:
    return " ".join(word for word in fold(text).split() if word not in _SMALL)


_WORDS = {
    _bare(word): (code, rank)
    for code, target in reversed(TARGETS.items())
    for rank, word in reversed(list(enumerate(target.words)))
}


def is_header(text: str) -> bool:
    return _bare(text) in _WORDS


def suggested(headers: Sequence[str]) -> dict[str, str]:
    """By header, the target that it most likely means; each target for one header at most."""
    found: dict[str, tuple[int, str]] = {}
    for header in headers:
        for depth, text in enumerate(_readings(header)):
            if known := _WORDS.get(text):
                code, rank = known[0], 100 * depth + known[1]
                if code not in found or rank < found[code][0]:
                    found[code] = (rank, header)
                break
    if "name" not in found and "legal_name" in found:
        found["name"] = found.pop("legal_name")
    return {header: code for code, (_, header) in found.items()}


def _readings(header: str) -> Iterable[str]:
    """The whole of a header, then its last words: « adressesOperateurs.ville » is « ville »."""
    yield _bare(header)
    parts = header.replace(":", ".").split(".")
    for start in range(1, len(parts)):
        yield _bare(".".join(parts[start:]))


def faults(columns: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with a choice of targets by header: by header, "" for the whole."""
    found: dict[str, str] = {}
    first: dict[str, str] = {}
    for header, code in columns.items():
        if code and (before := first.setdefault(code, header)) != header:
            found[header] = f"« {TARGETS[code].label} » est déjà lu dans « {before[:60]} »."
    if "name" not in first:
        found[""] = "Dites quelle colonne donne le nom de la ferme."
    elif not any(code in first for code in PLACES):
        found[""] = "Dites quelle colonne donne la commune, son code INSEE, le code postal ou la position."
    elif ("latitude" in first) != ("longitude" in first):
        found[""] = "Une position se lit dans deux colonnes : latitude et longitude."
    return found
