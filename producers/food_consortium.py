"""A farm in the words of the Data Food Consortium, which platforms of short chains exchange.

Ontology 1.16 (https://github.com/datafoodconsortium/ontology), with its taxonomy of product types. The
context is in the document, not at an address: it is read without asking another site for it.
"""

from typing import Any

from django.conf import settings

from pat_logistics.addresses import address
from pat_logistics.vocabulary import ProductFamily
from producers.schema_org import farm_document

RELEASES = "https://github.com/datafoodconsortium/{}/releases/latest/download/"
CONTEXT = {
    "dfc-b": RELEASES.format("ontology") + "DFC_BusinessOntology.owl#",
    "dfc-pt": RELEASES.format("taxonomies") + "productTypes.rdf#",
    "dfc-b:hasAddress": {"@type": "@id"},
    "dfc-b:hasCountry": {"@type": "@id"},
    "dfc-b:hasPhoneNumber": {"@type": "@id"},
    "dfc-b:hasType": {"@type": "@id"},
    "dfc-b:suppliedBy": {"@type": "@id"},
    "dfc-b:supplies": {"@type": "@id"},
}
# Authority table of the EU, as platforms of the consortium write it.
FRANCE = "http://publications.europa.eu/resource/authority/country/FRA"
# The narrowest type that holds all of a family; none where the taxonomy has none.
TYPES = {
    ProductFamily.FRESH_MEAT: "meat-product",
    ProductFamily.FROZEN_MEAT: "meat-product",
    ProductFamily.CHARCUTERIE: "delicatessen",
    ProductFamily.CHEESE: "dairy-product",
    ProductFamily.YOGURT: "dairy-product",
    ProductFamily.EGGS: "egg",
    ProductFamily.VEGETABLES: "vegetable",
    ProductFamily.FRUITS: "fruit",
    ProductFamily.CHESTNUT: "chestnut",
    ProductFamily.HONEY: "honey",
    ProductFamily.BREAD_FLOUR: "bakery",
    ProductFamily.DRY_GROCERY: "local-grocery-store",
    ProductFamily.DRINKS: "drink",
}


def enterprise_document(producer: Any) -> dict[str, Any] | None:
    """What search engines read of a farm, in these words; none where they have none.

    Needs a row of `visible_to` with its details. Neither price nor volume: they stay with the farm.
    """
    told = farm_document(producer)
    if told is None:
        return None
    page = told["url"]
    enterprise, place = f"{page}#entreprise", f"{page}#adresse"
    products = [_product(line, enterprise) for line in producer.product_lines.all()]
    graph = [
        _without_blanks(
            {
                "@id": enterprise,
                "@type": "dfc-b:Enterprise",
                "dfc-b:name": told["name"],
                "dfc-b:hasDescription": told.get("description"),
                "dfc-b:hasAddress": place,
                "dfc-b:email": told.get("email"),
                "dfc-b:hasPhoneNumber": f"{page}#telephone" if "telephone" in told else None,
                "dfc-b:websitePage": told.get("sameAs"),
                "dfc-b:supplies": [product["@id"] for product in products],
            }
        ),
        _address(place, told),
        *products,
    ]
    if "telephone" in told:
        number = {"@id": f"{page}#telephone", "@type": "dfc-b:PhoneNumber"}
        graph.append(number | {"dfc-b:phoneNumber": told["telephone"]})
    return {"@context": CONTEXT, "@graph": graph}


def _address(place: str, told: dict[str, Any]) -> dict[str, Any]:
    where, point = told["address"], told.get("geo", {})
    return _without_blanks(
        {
            "@id": place,
            "@type": "dfc-b:Address",
            "dfc-b:hasStreet": where.get("streetAddress"),
            "dfc-b:hasPostalCode": where.get("postalCode"),
            "dfc-b:hasCity": where["addressLocality"],
            "dfc-b:hasCountry": FRANCE,
            "dfc-b:latitude": point.get("latitude"),
            "dfc-b:longitude": point.get("longitude"),
        }
    )


def _product(line: Any, enterprise: str) -> dict[str, Any]:
    """A line of the farm, under its address in the API."""
    kind = TYPES.get(line.family)
    return _without_blanks(
        {
            "@id": f"{settings.SITE_URL}{address('api')}product-lines/{line.pk}/",
            "@type": "dfc-b:SuppliedProduct",
            "dfc-b:name": str(line),
            "dfc-b:hasType": f"dfc-pt:{kind}" if kind else None,
            "dfc-b:suppliedBy": enterprise,
        }
    )


def _without_blanks(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, "", [])}
